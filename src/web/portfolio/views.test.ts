import { expect, test } from "vitest";
import { shownWith, standardViews, viewOf, whyNotCalled } from "./views.ts";

test("a view is known by its filters, whatever their order and the date", () => {
  expect(viewOf({ sort: "renewal", asOf: "2026-01-01", renewing: "90" }, standardViews)?.name).toBe("Renewing in 90 days");
  expect(viewOf({}, standardViews)?.name).toBe("All accounts");
  expect(viewOf({ band: ["red"], text: "a" }, standardViews)).toBeUndefined();
});

test("no two views are the same", () => {
  expect(standardViews.filter((view) => viewOf(view.search, standardViews) !== view)).toEqual([]);
});

test("all accounts can be shown where the portfolio opens with something else", () => {
  expect([shownWith({ asOf: "2026-01-01" }, true), shownWith({}, false), shownWith({ band: ["red"] }, true)]).toEqual([{ asOf: "2026-01-01", show: "all" }, {}, { band: ["red"] }]);
  expect(viewOf({ show: "all" }, standardViews)?.name).toBe("All accounts");
});

test("a view isn't called as another one", () => {
  expect([whyNotCalled("Mine", [{ name: "Theirs" }]), whyNotCalled("Mine", [{ name: "Mine" }])]).toEqual([undefined, "Another view has this name"]);
});
