import { expect, test } from "vitest";
import { besides, questionOf, readPlansSearch } from "./search.ts";

test.each([
  [{}, {}, { limit: 200 }],
  [{ view: "overdue", owner: "csm-1" }, { view: "overdue", owner: ["csm-1"] }, { overdue: "yes", owner: ["csm-1"], limit: 200 }],
  [{ view: "review", review: "p-1" }, { view: "review", review: "p-1" }, { reviewDue: "yes", limit: 200 }],
  [{ view: "closed", text: "acme" }, { view: "closed", text: "acme" }, { state: ["done", "abandoned"], sort: "started", text: "acme", limit: 200 }],
  [{ view: "nothing", owner: [] }, {}, { limit: 200 }],
])("%j shows %j and asks %j", (address, shown, asked) => {
  expect(readPlansSearch(address)).toEqual(shown);
  expect(questionOf(readPlansSearch(address))).toEqual(asked);
});

test("one plan after another", () => {
  const plans = [{ id: "a" }, { id: "b" }];
  expect([besides(plans, "a", 1), besides(plans, "b", 1), besides(plans, "b", -1), besides(plans, "gone", 1), besides([], "a", 1)]).toEqual(["b", undefined, "a", "a", undefined]);
});
