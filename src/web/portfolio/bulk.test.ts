import { expect, test } from "vitest";
import type { BulkResult } from "../../contract/bulk.ts";
import { refusedOf } from "./bulk.ts";

const result = (account: string, code: string | null, detail = code): BulkResult => ({ account, name: account, isDone: code === null, code, detail, message: null, before: null, plan: null });

test("what wasn't done is told by its reason, and what needed nothing isn't told", () => {
  const told = refusedOf([result("a", null), result("b", "not_yours", "theirs"), result("c", "unchanged"), result("d", "busy"), result("e", "not_yours", "theirs")]);
  expect(told.map(({ detail, results }) => [detail, results.map(({ account }) => account)])).toEqual([["theirs", ["b", "e"]], ["busy", ["d"]]]);
});
