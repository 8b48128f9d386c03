import { type SearchTexts, textIn } from "./search-text.ts";

/** How many lines of a list are shown: part of the address, so that the way back leads to the same list. */
export interface RowsSearch {
  readonly rows?: string;
}

const [first, more, most] = [25, 100, 1000];

export function readRowsSearch(search: SearchTexts): RowsSearch {
  const rows = textIn(search, "rows");
  return rows !== undefined && /^[1-9]\d{0,3}$/.test(rows) && Number(rows) <= most ? { rows } : {};
}

export const rowsOf = ({ rows }: RowsSearch): number => (rows === undefined ? first : Number(rows));

/** The same list with more lines; undefined where it can't have any. */
export function withMoreRows<S extends RowsSearch>(search: S, { shown, total }: { readonly shown: number; readonly total: number }): S | undefined {
  const rows = rowsOf(search);
  return shown < total && rows < most ? { ...search, rows: String(Math.min(most, rows + more)) } : undefined;
}
