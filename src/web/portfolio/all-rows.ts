import type { AccountRow } from "../../contract/account-row.ts";
import { askOnce } from "../api/ask.ts";
import { type PortfolioSearch, fieldsOf, filtersOf, sortingOf } from "./search.ts";

const atOnce = 1000;

/** Everything that the list shows, page by page; nothing where there is more than `most`. */
export async function allRows(search: PortfolioSearch, today: string, progress: (done: number, of: number) => void, most = Infinity): Promise<readonly AccountRow[]> {
  const rows: AccountRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof askOnce<"listAccounts">>> = await askOnce("listAccounts", { ...filtersOf(search, today), ...sortingOf(search), ...fieldsOf(search), limit: atOnce, sparkline: "no", ...(cursor !== null && { cursor }) });
    rows.push(...page.accounts);
    if (page.total > most) return [];
    progress(rows.length, page.total);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}
