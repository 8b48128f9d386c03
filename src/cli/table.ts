import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import { cutText } from "./format.ts";

export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
  /** May be cut to so many letters where the rows are wider than a screen; what stands in it has no colours therefore. */
  readonly least?: number;
}

/** What most terminals and all logs show. */
export const screenColumns = 120;
const gap = 2;

const none = "";
const plainLines = {
  top: none, "top-mid": none, "top-left": none, "top-right": none,
  bottom: none, "bottom-mid": none, "bottom-left": none, "bottom-right": none,
  left: none, "left-mid": none, mid: none, "mid-mid": none,
  right: none, "right-mid": none, middle: " ".repeat(gap),
} as const;

/** Without columns in which no row says anything, and within the width of a screen. */
export function usedColumnsText(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const used = columns.map((_, place) => rows.some((row) => row[place] !== ""));
  return tableText(...fitted(columns.filter((_, place) => used[place]), rows.map((row) => row.filter((_, place) => used[place]))));
}

/** Takes what is too wide from the columns that may be cut, from the one first that may become the narrowest. */
function fitted(columns: readonly Column[], rows: readonly (readonly string[])[]): [readonly Column[], readonly (readonly string[])[]] {
  const widths = columns.map(({ head }, place) => Math.max(head.length, ...rows.map((row) => stripVTControlCharacters(row[place] ?? "").length)));
  const limits = [...widths];
  let over = widths.reduce((sum, width) => sum + width + gap, -gap) - screenColumns;
  const inOrder = columns.flatMap(({ least }, place) => (least === undefined ? [] : [{ least, place }])).sort((left, right) => left.least - right.least);
  for (const { least, place } of inOrder) {
    const width = widths[place] as number;
    limits[place] = Math.min(width, Math.max(least, width - Math.max(0, over)));
    over -= width - limits[place];
  }
  const cut = (cell: string, place: number): string => ((limits[place] as number) < (widths[place] as number) ? cutText(cell, limits[place] as number) : cell);
  return [columns.map((column, place) => ({ ...column, head: cut(column.head, place) })), rows.map((row) => row.map(cut))];
}

/** Aligned columns without lines: readable in a terminal, in a log and in a file. */
export function tableText(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align }) => align ?? "left"),
    chars: plainLines,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
