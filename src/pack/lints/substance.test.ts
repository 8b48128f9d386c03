import { describe, expect, test } from "vitest";
import { findingsOf, packWith, packWithMetric, placesOf, soundSections } from "../../../test/support/pack.ts";
import type { Pack } from "../schema.ts";

const { metrics } = soundSections;
const extra = "model.categories.other.metrics.extra";
const scale = { worst: 0, best: 1 };

/** A pack whose score is made of these metrics alone, equally. */
function packOf(scored: Record<string, unknown>): Pack {
  const entries = Object.keys(scored).map((id) => [id, { weight: 1, scale }]);
  return packWith({ metrics: { ...metrics, ...scored }, model: { categories: { one: { weight: 1, metrics: Object.fromEntries(entries) } } } });
}

describe("activity-only", () => {
  const count = { kind: "count", window: "30d" };
  const use = { kind: "share_of_users", of: "seats", window: "30d" };
  const uses = { kind: "adoption", features: [{ events: ["report_viewed"] }], window: "30d", measure: "breadth" };
  const growth = { kind: "trend", metric: "use_count" };
  test.each([
    ["counts and shares", { use_count: count, use, uses }, 1],
    ["what is made of activity", { use_count: count, growth, per_user: { kind: "rate", metric: "use_count", per: "user" } }, 1],
    ["a recipe of activity", { use_count: count, r: { kind: "recipe", cases: [{ when: { metric: "use_count", over: 1 }, points: 9 }], otherwise: 0 } }, 1],
    ["a survey beside it", { use, survey: { kind: "survey", window: "90d" } }, 0],
    ["reviews beside it, which people record", { use, reviews: { kind: "recency", events: ["review_held"] } }, 0],
    ["open tickets beside it", { use, open: metrics.tickets_open }, 0],
    ["milestones beside it", { use, value: { kind: "milestones", milestones: { first_report: { events: ["report_viewed"] } } } }, 0],
    ["a recipe that reads a trait", { use, r: { kind: "recipe", cases: [{ when: { trait: "sponsor", is_set: true }, points: 9 }], otherwise: 0 } }, 0],
  ])("%s", (_name, scored, count) => {
    expect(findingsOf("activity-only", packOf(scored))).toHaveLength(count);
  });
});

describe("financial-metric", () => {
  const recipe = (when: unknown): unknown => ({ kind: "recipe", cases: [{ when, points: 9 }], otherwise: 0 });
  test.each([
    ["a trait about revenue", { kind: "trait", trait: "annual_revenue" }, "`annual_revenue` is money, which says what is at stake and not how the customer is doing"],
    ["a property about revenue", { kind: "last", events: ["invoice_paid"], property: "mrr" }, "`mrr` is money, which says what is at stake and not how the customer is doing"],
    ["the contract's revenue in a recipe", recipe({ not: { contract: "mrr", under: 100 } }), "`mrr` is money, which says what is at stake and not how the customer is doing"],
  ])("%s", (_name, metric, message) => {
    const findings = findingsOf("financial-metric", packWithMetric(metric));
    expect(findings).toMatchObject([{ message }]);
    expect(placesOf(findings)).toEqual([extra]);
  });

  test.each([
    ["a trait that only sounds like it", { kind: "trait", trait: "arrival_year" }],
    ["support per revenue", { kind: "rate", metric: "tickets", per: "revenue" }],
    ["contracted seats", recipe({ contract: "seats", over: 10 })],
  ])("not %s", (_name, metric) => {
    const pack = packWithMetric(metric);
    expect(findingsOf("financial-metric", { ...pack, metrics: { ...pack.metrics, tickets: { kind: "count", window: { days: 30 } } } })).toEqual([]);
  });

  test("not one that weighs nothing", () => {
    expect(findingsOf("financial-metric", packWithMetric({ kind: "trait", trait: "mrr" }, { weight: 0 }))).toEqual([]);
  });
});

describe("nps-in-score", () => {
  test.each([
    ["a survey of that name", { kind: "survey", survey: "NPS 2026", window: "90d" }, 1],
    ["a trait", { kind: "trait", trait: "net_promoter_score" }, 1],
    ["a number typed in", { kind: "manual", measurement: "nps", due: "90d" }, 1],
    ["satisfaction after a review", { kind: "survey", survey: "csat", touchpoint: "review", window: "90d" }, 0],
    ["snapshots, which have the letters", { kind: "trait", trait: "synapses" }, 0],
  ])("%s", (_name, metric, count) => {
    expect(findingsOf("nps-in-score", packWithMetric(metric))).toHaveLength(count);
  });
});

describe("trend-heavy", () => {
  const trend = { kind: "trend", metric: "level" };
  const level = { kind: "active_users", window: "30d" };
  test.each([
    ["half", { level, a: trend }, []],
    ["two thirds", { level, a: trend, b: trend }, ["trends make 66.7 % of the score"]],
  ])("%s", (_name, scored, expected) => {
    expect(findingsOf("trend-heavy", packOf(scored)).map(({ message }) => message)).toEqual(expected);
  });
});
