import { describe, expect, test } from "vitest";
import { findingsOf, packWith, packWithMetric, packWithModel, placesOf, soundSections } from "../../../test/support/pack.ts";

const { metrics, model } = soundSections;
const { product, support } = model.categories;
const segments = { s: { when: { contract: "mrr", over: 1 } } };

/** The sound model with other weights for one metric and its category. */
function weighing({ category, metric, variants = [] }: { category: number; metric: number; variants?: unknown[] }): ReturnType<typeof packWith> {
  const lighter = { ...support, weight: category, metrics: { ...support.metrics, satisfaction: { ...support.metrics.satisfaction, weight: metric } } };
  return packWith({ segments, model: { categories: { product, support: lighter }, variants } });
}

describe("weight-without-effect", () => {
  test.each([
    ["equal weights", weighing({ category: 40, metric: 1 }), []],
    ["exactly two percent", weighing({ category: 40, metric: 1 / 19 }), []],
    ["under two percent", weighing({ category: 40, metric: 0.03 }), ["model.categories.support.metrics.satisfaction"]],
    ["zero on purpose", weighing({ category: 40, metric: 0 }), []],
    ["a category that weighs nothing", weighing({ category: 0, metric: 1 }), ["model.categories.support"]],
    ["a category that weighs something in a segment", weighing({ category: 0, metric: 1, variants: [{ segment: "s", categories: { support: { weight: 5 } } }] }), []],
    ["a metric that weighs something in a segment", weighing({ category: 40, metric: 0.01, variants: [{ segment: "s", categories: { support: { metrics: { satisfaction: { weight: 1 } } } } }] }), []],
  ])("%s", (_name, pack, places) => {
    expect(placesOf(findingsOf("weight-without-effect", pack))).toEqual(places);
  });

  test("says how much the metric makes", () => {
    expect(findingsOf("weight-without-effect", weighing({ category: 40, metric: 0.03 }))).toMatchObject([{ message: "`satisfaction` makes 1.2 % of the score" }]);
  });
});

describe("adjustment-without-effect", () => {
  const when = { contract: "mrr", over: 1 };
  test.each([
    ["multiply by 1", { multiply: 1, when }, "adjustment `a` changes no score"],
    ["add 0", { add: 0, when }, "adjustment `a` changes no score"],
    ["a cap of 100", { cap: 100, when }, "adjustment `a` changes no score"],
    ["a floor of 0", { floor: 0, when }, "adjustment `a` changes no score"],
    ["a cap of 0 for everybody", { cap: 0 }, "adjustment `a` makes every score the same"],
    ["a floor of 100 for everybody", { floor: 100 }, "adjustment `a` makes every score the same"],
    ["a cap of 0 for some", { cap: 0, when }, undefined],
    ["a cap that bites", { cap: 60 }, undefined],
  ])("%s", (_name, operation, message) => {
    const pack = packWithModel({ adjustments: [{ id: "a", reason: "Because", ...operation }] });
    expect(findingsOf("adjustment-without-effect", pack).map((finding) => finding.message)).toEqual(message === undefined ? [] : [message]);
  });
});

describe("unused-metric", () => {
  const spare = { kind: "recency" };
  const reading = (when: unknown): unknown => ({ ...model, adjustments: [{ id: "a", when, add: -5, reason: "Because" }] });
  test.each([
    ["used nowhere", { metrics: { ...metrics, spare } }, ["metrics.spare"]],
    ["in another metric that is used nowhere", { metrics: { ...metrics, spare, f: { kind: "formula", formula: { add: ["spare", 1] } } } }, ["metrics.f"]],
    ["in an adjustment", { metrics: { ...metrics, spare }, model: reading({ not: { metric: "spare", over: 1 } }) }, []],
    ["only as the name of a trait", { metrics: { ...metrics, spare }, model: reading({ trait: "spare", over: 1 }) }, ["metrics.spare"]],
    ["in a variant", { segments, metrics: { ...metrics, spare }, model: { ...model, variants: [{ segment: "s", categories: { product: { metrics: { spare: { weight: 1, scale: { worst: 9, best: 0 } } } } } }] } }, []],
  ])("%s", (_name, changes, places) => {
    expect(placesOf(findingsOf("unused-metric", packWith(changes)))).toEqual(places);
  });

  test("not one that is shown with weight 0", () => {
    expect(findingsOf("unused-metric", packWithMetric(spare, { weight: 0 }))).toEqual([]);
  });
});
