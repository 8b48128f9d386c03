import { slashed } from "../dates.ts";
import type { Table } from "../table.ts";

/** What the values of a column look like. */
export type ColumnType = "empty" | "date" | "number" | "boolean" | "text";

export interface ColumnProfile {
  readonly name: string;
  readonly index: number;
  readonly type: ColumnType;
  /** Dates of which no sampled row tells whether the day or the month comes first. */
  readonly ambiguous: boolean;
  /** Share of sampled rows that have a value. */
  readonly filled: number;
  /** Different values of the sample. */
  readonly values: ReadonlySet<string>;
  /** Every sampled row has a value, and no two the same. */
  readonly unique: boolean;
}

export interface TableProfile {
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
}

const sampleRows = 20_000;

/** Looks at the first rows of a table, column by column. */
export async function profileOf(table: Table): Promise<TableProfile> {
  const values = table.header.map(() => new Map<string, number>());
  let rows = 0;
  for await (const batch of table.batches()) {
    for (const cells of batch.rows) {
      cells.forEach((cell, index) => {
        const counts = values[index];
        if (cell !== "") counts?.set(cell, (counts.get(cell) ?? 0) + 1);
      });
    }
    rows += batch.rows.length;
    if (rows >= sampleRows) break;
  }
  return { file: table.file, rows, columns: table.header.map((name, index) => columnProfile({ name, index }, values[index] ?? new Map(), rows)) };
}

function columnProfile(column: { readonly name: string; readonly index: number }, counts: ReadonlyMap<string, number>, rows: number): ColumnProfile {
  const values = new Set(counts.keys());
  const filled = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const type = typeOf(values);
  return { ...column, type, ambiguous: type === "date" && isAmbiguous(values), filled: filled / Math.max(rows, 1), values, unique: values.size === rows };
}

const iso = /^\d{4}-\d\d-\d\d/;
const numeric = /^[+-]?\d+(\.\d+)?$/;
const boolean = /^(true|false|t|f|yes|no|y|n)$/i;

function typeOf(values: ReadonlySet<string>): ColumnType {
  if (values.size === 0) return "empty";
  const all = (test: (value: string) => boolean): boolean => [...values].every((value) => test(value));
  if (all((value) => iso.test(value) || slashed.test(value))) return "date";
  if (all((value) => boolean.test(value))) return "boolean";
  return all((value) => numeric.test(value)) ? "number" : "text";
}

function isAmbiguous(values: ReadonlySet<string>): boolean {
  const parts = [...values].flatMap((value) => {
    const found = slashed.exec(value);
    return found ? [[Number(found[1]), Number(found[3])]] : [];
  });
  return parts.length > 0 && parts.every(([first = 0, second = 0]) => first <= 12 && second <= 12);
}
