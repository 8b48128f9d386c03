import { afterEach, expect, test, vi } from "vitest";
import type { BulkResult } from "../../contract/bulk.ts";
import { NotUndone } from "../kit/not-undone.ts";
import { handBack, refusedOf, takeBack } from "./bulk.ts";

const result = (account: string, code: string | null, detail = code): BulkResult => ({ account, name: account, isDone: code === null, code, detail, message: null, before: null, plan: null });

test("what wasn't done is told by its reason, and what needed nothing isn't told", () => {
  const told = refusedOf([result("a", null), result("b", "not_yours", "theirs"), result("c", "unchanged"), result("d", "busy"), result("e", "not_yours", "theirs")]);
  expect(told.map(({ detail, results }) => [detail, results.map(({ account }) => account)])).toEqual([["theirs", ["b", "e"]], ["busy", ["d"]]]);
});

afterEach(() => vi.unstubAllGlobals());

/** A server that answers each request with these. */
function answering(results: readonly BulkResult[]): void {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ results })));
}

test("what undoing leaves as it is, it says, with the reason", async () => {
  answering([result("a", null), result("b", "not_yours", "It is theirs.")]);
  const handed = ["a", "b"].map((account) => ({ ...result(account, null), before: "ann" }));
  await expect(handBack(handed)).rejects.toEqual(new NotUndone("1 of them stay as they are. It is theirs."));
  await expect(takeBack(["a", "b"].map((account) => ({ ...result(account, null), message: account })))).rejects.toBeInstanceOf(NotUndone);
});

test("what was handed back meanwhile needs nothing", async () => {
  answering([result("a", "unchanged")]);
  await handBack([{ ...result("a", null), before: "ann" }]);
});
