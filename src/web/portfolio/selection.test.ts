import { expect, test } from "vitest";
import type { AccountRow } from "../../contract/account-row.ts";
import { type Selection, nothingSelected, selectedAll, selectedTo, toggled } from "./selection.ts";

const row = (account: string): AccountRow => ({ account }) as AccountRow;
const shown = ["a", "b", "c", "d", "e"].map(row);
const ids = ({ rows }: Selection): string[] => [...rows.keys()];

test("an account is selected and let go", () => {
  const one = toggled(nothingSelected, row("b"));
  expect([ids(one), one.anchor, ids(toggled(one, row("b"))), ids(nothingSelected)]).toEqual([["b"], "b", [], []]);
});

test.each([
  ["down", "b", "d", ["b", "c", "d"]],
  ["up", "d", "b", ["d", "b", "c"]],
  ["to itself", "b", "b", ["b"]],
  ["from one that isn't shown any more", "z", "c", ["z", "c"]],
])("a range goes %s", (_name, from, to, expected) => {
  expect(ids(selectedTo(toggled(nothingSelected, row(from)), row(to), shown))).toEqual(expected);
});

test("a range adds to what was selected", () => {
  expect(ids(selectedTo(toggled(toggled(nothingSelected, row("a")), row("c")), row("e"), shown))).toEqual(["a", "c", "d", "e"]);
  expect(ids(selectedAll(shown))).toEqual(["a", "b", "c", "d", "e"]);
});
