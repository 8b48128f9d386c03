import type { DueItem } from "../../contract/judgement.ts";
import type { RecordWish } from "../../contract/record-routes.ts";
import { typedNumber } from "../judgement/opinion.ts";

/** A column of the grid: the pulse, or something that is typed in. */
export interface GridColumn {
  readonly id: string;
  readonly name: string;
  readonly measurement: string | null;
}

export interface GridRow {
  readonly account: string;
  readonly name: string;
  readonly owner: string | null;
  /** In the order of the columns; undefined where an account isn't asked. */
  readonly cells: readonly (DueItem | undefined)[];
  readonly isAsked: boolean;
}

export interface Grid {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
}

const pulseId = "pulse";
const isAsked = (item: DueItem | undefined): boolean => item?.state === "overdue" || item?.state === "due";

/** A line for each account by name, a column for each thing that is asked; the pulse first. */
export function gridOf(items: readonly DueItem[]): Grid {
  const measured = new Map(items.flatMap(({ kind, metric, metricName, measurement }) => (kind === "measurement" && metric !== null ? [[metric, { id: metric, name: metricName, measurement }] as const] : [])));
  const columns: GridColumn[] = [{ id: pulseId, name: "Pulse", measurement: null }, ...[...measured.values()].sort((left, right) => left.name.localeCompare(right.name))];
  const rows = [...Map.groupBy(items, ({ account }) => account)].map(([account, own]): GridRow => {
    const cells = columns.map(({ id, measurement }) => own.find((item) => (measurement === null ? item.kind === "pulse" : item.metric === id)));
    return { account, name: own[0]?.name ?? account, owner: own[0]?.owner ?? null, cells, isAsked: cells.some(isAsked) };
  });
  return { columns, rows: rows.sort((left, right) => left.name.localeCompare(right.name) || (left.account < right.account ? -1 : 1)) };
}

export type Typed =
  | { readonly kind: "pulse"; readonly body: RecordWish<"recordPulse"> }
  | { readonly kind: "measurement"; readonly body: RecordWish<"recordMeasurement"> }
  | { readonly kind: "nothing" }
  | { readonly kind: "wrong"; readonly text: string };

/** What was typed into a cell. A pulse is the first letter of its colour, and behind it why: `r the sponsor left`. */
export function typedInto({ measurement }: GridColumn, text: string): Typed {
  const plain = text.trim();
  if (plain === "") return { kind: "nothing" };
  if (measurement === null) return pulseTyped(plain);
  const value = typedNumber(plain);
  return value === undefined ? { kind: "wrong", text: "Write a number" } : { kind: "measurement", body: { measurement, value } };
}

const letters = { g: "green", y: "yellow", r: "red" } as const;

function pulseTyped(text: string): Typed {
  const [, word = "", reason = ""] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  const letter = word.toLowerCase();
  const band = Object.values(letters).find((one) => one === letter) ?? (Object.hasOwn(letters, letter) ? letters[letter as keyof typeof letters] : undefined);
  if (band === undefined) return { kind: "wrong", text: "Begin with g, y or r" };
  if (band !== "green" && reason === "") return { kind: "wrong", text: `Say why behind it: ${letter} and a reason` };
  return { kind: "pulse", body: { band, ...(reason !== "" && { reason }) } };
}

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads in a grid; undefined where it stays with the text. `isWithin` says that the caret has letters on that side. */
export function moveBy(key: string, { row, column }: GridPlace, { rows, columns, isWithin }: { readonly rows: number; readonly columns: number; readonly isWithin: boolean }): GridPlace | undefined {
  switch (key) {
    case "ArrowDown":
    case "Enter":
      return { row: Math.min(rows - 1, row + 1), column };
    case "ArrowUp":
      return { row: Math.max(0, row - 1), column };
    case "ArrowLeft":
      return isWithin ? undefined : { row, column: Math.max(0, column - 1) };
    case "ArrowRight":
      return isWithin ? undefined : { row, column: Math.min(columns - 1, column + 1) };
    default:
      return undefined;
  }
}
