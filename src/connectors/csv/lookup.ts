import { type InputProblem, InputRefused } from "../../engine/import-source.ts";
import type { Lookup } from "./field.ts";
import { suggestion } from "./mapping-file.ts";
import type { Table } from "./table.ts";

/** More keys than this don't belong into memory. */
const maxKeys = 5_000_000;

/** What a mapping wants to look up, and, once it is loaded, the values by their keys. */
export interface LookupSlot {
  readonly lookup: Lookup;
  /** Of the mapping. */
  readonly place: string;
  values: ReadonlyMap<string, string>;
}

/** Reads a file as a dictionary; throws InputRefused when it can't serve as one. */
export async function loadLookup(slot: LookupSlot, table: Table): Promise<ReadonlyMap<string, string>> {
  const { lookup, place } = slot;
  const [key, value] = [lookup.key, lookup.value].map((name) => columnOf(name, { table, place })) as [number, number];
  const values = new Map<string, string>();
  for await (const { rows, lines } of table.batches()) {
    rows.forEach((cells, index) => {
      const problem = remember(values, { key: cells[key] ?? "", value: cells[value] ?? "", take: lookup.take });
      if (problem) throw refused(place, `${table.file}:${lines[index]}: ${problem}`);
    });
    if (values.size > maxKeys) throw refused(place, `${table.file} has more than ${maxKeys} different \`${lookup.key}\`, too many to look up`);
  }
  return values;
}

function columnOf(name: string, { table, place }: { readonly table: Table; readonly place: string }): number {
  const index = table.header.indexOf(name);
  if (index === -1) throw refused(place, `${table.file} has no column \`${name}\`${suggestion(name, table.header)}`);
  return index;
}

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly take: Lookup["take"];
}

function remember(values: Map<string, string>, entry: Entry): string | undefined {
  if (entry.key === "" || entry.value === "") return undefined;
  const known = values.get(entry.key);
  if (known !== undefined && known !== entry.value && entry.take === undefined) {
    return `\`${entry.key}\` stands for \`${known}\` and for \`${entry.value}\`. Say which counts: take: first, last, smallest or largest`;
  }
  if (known === undefined || replaces(entry, known)) values.set(entry.key, entry.value);
  return undefined;
}

function replaces(entry: Entry, known: string): boolean {
  switch (entry.take) {
    case undefined:
    case "first":
      return false;
    case "last":
      return true;
    case "smallest":
      return entry.value < known;
    case "largest":
      return entry.value > known;
  }
}

function refused(place: string, message: string): InputRefused {
  const problem: InputProblem = { place, message };
  return new InputRefused([problem]);
}
