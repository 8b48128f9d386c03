import type { StoredMemory, StoredState } from "../../engine/ports.ts";
import { type Band, type BandMemory, bands } from "../../scores/bands.ts";
import { type ReadBlock, type ReadColumn, numbersOf, textsOf } from "./native-reader.ts";

const textAt = (block: ReadBlock, name: string, row: number): string => textsOf(block, name)[row] as string;

export function numbersAt(block: ReadBlock, name: string, row: number): Extract<ReadColumn, { kind: "numbers" }>["values"] {
  const column = block.columns.get(name);
  if (column?.kind !== "arrays" || column.elements.kind !== "numbers") throw new TypeError(`the answer has no column of arrays called ${name}`);
  return column.elements.values.slice(row === 0 ? 0 : column.ends[row - 1], column.ends[row]);
}

/** What was written of an account, from a block whose columns have these names. */
export function stateIn(block: ReadBlock, row: number): StoredState {
  return {
    asOf: numbersOf(block, "instant")[row] as number,
    score: numbersOf(block, "shown")[row] as number,
    band: textAt(block, "band", row) as Band,
    stage: textAt(block, "stage", row),
    model: textAt(block, "model_key", row),
    states: Uint8Array.from(numbersAt(block, "states", row)),
    values: Float64Array.from(numbersAt(block, "raws", row)),
    computedScore: numbersOf(block, "computed")[row] as number,
  };
}

/** What a midnight leaves, from a block whose columns have these names. */
export function memoryIn(block: ReadBlock, row: number): StoredMemory {
  const since = numbersAt(block, "category_times", row);
  return {
    asOf: numbersOf(block, "instant")[row] as number,
    model: textAt(block, "model_key", row),
    overall: { band: textAt(block, "band", row) as Band, since: numbersOf(block, "since")[row] as number },
    categories: Array.from(numbersAt(block, "category_codes", row), (code, place): BandMemory => ({ band: bands[code] as Band, since: since[place] as number })),
  };
}
