import { type FieldHint, type KindHint, kindHints } from "./hints.ts";
import type { Kind } from "../mapping.ts";
import type { ColumnProfile, TableProfile } from "./profile.ts";

/** The kind that a file seems to be, and which column seems to be which field. */
export interface KindGuess {
  readonly hint: KindHint;
  readonly columns: ReadonlyMap<string, ColumnProfile>;
}

/** The best fit: a file's name speaks louder than its columns, and what is needed has to be there. Where the kind is said, only its columns are guessed. */
export function guessKind(table: TableProfile, said?: Kind): KindGuess | undefined {
  const known = kindHints.find(({ kind }) => kind === said);
  if (said !== undefined) return known && { hint: known, columns: fit(known, table) };
  const name = plain(table.file.replace(/(\.csv|\.tsv|\.txt|\.xlsx)?(\.gz)?$/, ""));
  const scored = kindHints.map((hint) => {
    const columns = fit(hint, table);
    const needed = hint.fields.filter((field) => field.needed);
    const missing = needed.filter((field) => !columns.has(field.field)).length;
    // Of two kinds in a file's name the later word is what the rows are: account_events are events.
    const named = lastMatch(hint.files, name);
    return { guess: { hint, columns }, score: columns.size / hint.fields.length + (named < 0 ? 0 : 2 + named / 100) - 2 * missing };
  });
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  return best && best.score > 0.5 ? best.guess : undefined;
}

function lastMatch(names: RegExp, text: string): number {
  return [...text.matchAll(new RegExp(names.source, "g"))].at(-1)?.index ?? -1;
}

function fit(hint: KindHint, table: TableProfile): Map<string, ColumnProfile> {
  const found = new Map<string, ColumnProfile>();
  for (const field of hint.fields) {
    const free = table.columns.filter((column) => ![...found.values()].includes(column) && fits(field, column, table.rows));
    const best = free.toSorted((a, b) => closeness(field, b) - closeness(field, a))[0];
    if (best) found.set(field.field, best);
  }
  return found;
}

function fits(field: FieldHint, column: ColumnProfile, rows: number): boolean {
  // A column of users that always holds the same one tells nothing of users.
  if (field.field === "user" && rows > 1 && column.values.size === 1) return false;
  // What is another in every row is the row's id, however it is called: names of events come again.
  if (field.repeats === true && rows > 20 && column.unique) return false;
  return field.types.includes(column.type) && field.names.test(plain(column.name));
}

/** A column called just as the field is the surest; then the one that is filled most. */
function closeness(field: FieldHint, column: ColumnProfile): number {
  return (plain(column.name) === field.field ? 1 : 0) + column.filled;
}

/** `Account ID` and `accountId` are `account_id`. */
export function plain(name: string): string {
  return name.trim().replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(/[\s.-]+/g, "_").toLowerCase();
}
