import type { AccountRow } from "../../contract/account-row.ts";

/** A page of rows, as the portfolio holds it. */
export interface RowsPage {
  readonly accounts: readonly AccountRow[];
}

/**
 * Rows of which a newer state arrived, each at the place where it stands: nothing moves under the reader's eyes until
 * the list is asked for again. The line of the last days, chosen metrics and traits come with the list alone, so they stay. The same pages when
 * nothing in them changed.
 */
export function withChangedRows<P extends RowsPage>(pages: readonly P[], changed: ReadonlyMap<string, AccountRow>): readonly P[] {
  const next = pages.map((page) => {
    if (!page.accounts.some(({ account }) => changed.has(account))) return page;
    return { ...page, accounts: page.accounts.map((row) => newer(row, changed.get(row.account))) };
  });
  return next.some((page, place) => page !== pages[place]) ? next : pages;
}

function newer(row: AccountRow, changed: AccountRow | undefined): AccountRow {
  if (changed === undefined) return row;
  const { sparkline, metrics, traits } = row;
  return { ...changed, ...(traits && { traits: changed.traits ?? traits }), ...(sparkline && { sparkline: changed.sparkline ?? sparkline }), ...(metrics && { metrics: changed.metrics ?? metrics }) };
}
