import { describe, expect, test } from "vitest";
import { type Draft, type Editable, editsOf, metricSharesOf, noDraft, readDraft, sharesOf, thingOf, withEdit, writeDraft } from "./draft.ts";

const limits = { redBelow: null, yellowBelow: null };
const metric = (id: string, weight: number) => ({ metric: id, name: id, quantity: "number", unit: null, weight, scale: null, bands: limits });
const editable: Editable = {
  bands: { redBelow: 40, yellowBelow: 70, hysteresis: 3 },
  coverageFloor: 50,
  categories: [{ id: "product", name: "Product", weight: 3, bands: limits, metrics: [metric("logins", 1), metric("seats", 3)] }, { id: "trust", name: "Trust", weight: 1, bands: limits, metrics: [] }],
  variants: [],
};
const draft: Draft = new Map<string, number | [number, number][]>([["coverage_floor", 60], ["categories.product.metrics.logins.scale", [[0, 0], [2.5, 100]]]]);

test("a draft stands in the address, and comes back from it", () => {
  expect(writeDraft(draft)).toBe("coverage_floor=60;categories.product.metrics.logins.scale=0,0/2.5,100");
  expect(readDraft(writeDraft(draft))).toEqual(draft);
  expect([writeDraft(noDraft), readDraft(undefined), readDraft("x=;=3;y=1,z")]).toEqual([undefined, noDraft, noDraft]);
});

test("what is as it was is no edit", () => {
  const changed = withEdit(noDraft, "coverage_floor", { value: 60, original: 50 });
  expect([...changed]).toEqual([["coverage_floor", 60]]);
  expect(withEdit(changed, "coverage_floor", { value: 50, original: 50 }).size).toBe(0);
  expect(withEdit(noDraft, "s", { value: [[0, 0]], original: [[0, 0]] }).size).toBe(0);
});

test("the API is told where each edit is written", () => {
  expect(editsOf(draft)).toEqual([{ path: ["model", "coverage_floor"], value: 60 }, { path: ["model", "categories", "product", "metrics", "logins", "scale"], value: [[0, 0], [2.5, 100]] }]);
});

test("shares follow the draft", () => {
  expect([...sharesOf(noDraft, editable)]).toEqual([["product", 0.75], ["trust", 0.25]]);
  expect([...sharesOf(new Map([["categories.trust.weight", 3]]), editable)]).toEqual([["product", 0.5], ["trust", 0.5]]);
  expect([...metricSharesOf(noDraft, editable.categories[0] as Editable["categories"][number])]).toEqual([["logins", 0.25], ["seats", 0.75]]);
});

describe("a problem stands at the thing that it is about", () => {
  test.each([
    [["metrics", "logins"], "categories.product.metrics.logins"],
    [["metrics", "elsewhere"], ""],
    [["model", "categories", "product", "metrics", "seats", "weight"], "categories.product.metrics.seats"],
    [["model", "categories", "trust", "weight"], "categories.trust"],
    [["model", "variants", "0", "stage"], "variants.0"],
    [["model"], ""],
    [["pack", "name"], ""],
  ])("%j", (path, thing) => {
    expect(thingOf({ path, severity: "warning", message: "", help: null }, editable)).toBe(thing);
  });
});
