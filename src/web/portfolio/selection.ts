import type { AccountRow } from "../../contract/account-row.ts";

/** Accounts that were chosen, each as it stood then, in the order of the choice. */
export interface Selection {
  readonly rows: ReadonlyMap<string, AccountRow>;
  /** The one that was chosen last: a range begins with it. */
  readonly anchor: string | undefined;
}

export const nothingSelected: Selection = { rows: new Map(), anchor: undefined };

/** Nobody reads through what becomes of more accounts than these. */
export const mostSelected = 5000;

export function toggled({ rows }: Selection, row: AccountRow): Selection {
  const next = new Map(rows);
  if (!next.delete(row.account)) next.set(row.account, row);
  return { rows: next, anchor: row.account };
}

/** Everything that stands between the one that was chosen last and this one; this one alone where the other isn't there. */
export function selectedTo({ rows, anchor }: Selection, row: AccountRow, shown: readonly AccountRow[]): Selection {
  const [from, to] = [shown.findIndex(({ account }) => account === anchor), shown.findIndex(({ account }) => account === row.account)];
  const range = from < 0 || to < 0 ? [row] : shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { rows: new Map([...rows, ...range.map((one) => [one.account, one] as const)]), anchor: row.account };
}

export const selectedAll = (rows: readonly AccountRow[]): Selection => ({ rows: new Map(rows.map((row) => [row.account, row])), anchor: undefined });
