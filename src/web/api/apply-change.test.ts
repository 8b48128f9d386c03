import { expect, test } from "vitest";
import type { AccountRow } from "../../contract/account-row.ts";
import { withChangedRows } from "./apply-change.ts";

const row = (account: string, score: number, sparkline?: number[]): AccountRow => ({ account, score, ...(sparkline && { sparkline }) }) as AccountRow;
const pages = [{ accounts: [row("a", 10, [1, 2]), row("b", 20)], next: "x" }, { accounts: [row("c", 30)], next: null }];

test("a changed account stays at its place and keeps its line", () => {
  const changed = withChangedRows(pages, new Map([["a", row("a", 99)]]));
  expect(changed).toEqual([{ accounts: [row("a", 99, [1, 2]), row("b", 20)], next: "x" }, pages[1]]);
  expect(changed[1]).toBe(pages[1]);
});

test("what is not shown changes nothing", () => {
  expect(withChangedRows(pages, new Map([["z", row("z", 1)]]))).toBe(pages);
});
