import { describe, expect, test } from "vitest";
import { noCircumstances } from "../conditions/circumstances.ts";
import { describeClauseReason } from "../conditions/reason.ts";
import { dayMs } from "../lib/zone.ts";
import { type MetricValue, missing, present, stateOf } from "../metrics/value.ts";
import type { ScoringRow } from "./card.ts";
import { compileModel } from "./core.ts";
import { effectiveModels } from "./effective.ts";
import { type Remembered, adjustmentReasons, rememberedOf, takeSnapshot } from "./explain.ts";
import type { Override } from "./override.ts";
import { modelSchema } from "./schema.ts";
import type { Snapshot } from "./snapshot.ts";

const model = modelSchema.parse({
  categories: {
    product: { weight: 60, metrics: { seats: { weight: 2, scale: { worst: 0, best: 1 }, bands: { red_below: 50 } }, logins: { weight: 1, scale: [[0, 0], [10, 100]] } } },
    people: { weight: 40, metrics: { pulse: { weight: 1 } } },
  },
  adjustments: [
    { id: "no_review", when: { metric: "review", over: 182 }, multiply: 0.8, reason: "No review in six months" },
    { id: "weak_product", when: { score: "product", under: 30 }, cap: 40, reason: "The product isn't used" },
    { id: "launch", add: 5, reason: "Until the launch is over", expires: "1970-01-11" },
  ],
});
const metricIds = ["seats", "logins", "pulse", "review"];
const compiled = compileModel(effectiveModels(model)({ segments: new Map() }), metricIds);

interface Given {
  readonly values?: Record<string, MetricValue>;
  readonly day?: number;
  readonly people?: ScoringRow["people"];
  readonly overrides?: Override[];
  readonly remembered?: Remembered;
}

/** By default everything is present: seats 80 points, logins 50, pulse 100, a review 200 days ago; ten days in. */
function row({ values = {}, day = 10, people = [] }: Given): ScoringRow {
  const all: Record<string, MetricValue> = { seats: present(0.8), logins: present(5), pulse: present(100), review: present(200), ...values };
  const found = metricIds.map((id) => all[id] as MetricValue);
  const columns = { values: Float64Array.from(found, (value) => ("value" in value ? value.value : Number.NaN)), states: Uint8Array.from(found, stateOf) };
  return { ...columns, offset: 0, circumstances: { ...noCircumstances, stage: "adoption", segments: new Map([["key", true], ["new", undefined]]), dates: { today: day } }, asOf: day * dayMs, people };
}

function snapshot(given: Given = {}): Snapshot {
  const about = { account: "acme", knownAt: 0, version: "1" };
  return takeSnapshot({ about, model: compiled, row: row(given), overrides: given.overrides ?? [], remembered: given.remembered ?? {}, zone: "UTC" });
}

describe("a snapshot explains its score", () => {
  const found = snapshot();
  test("from metrics to the mean", () => {
    expect(found.metrics.map(({ metric, score, band, contribution }) => [metric, score, band, Math.round(contribution * 1000) / 1000])).toEqual([
      ["seats", 80, "green", 32],
      ["logins", 50, "yellow", 10],
      ["pulse", 100, "green", 40],
    ]);
    expect(found.mean).toBeCloseTo(82, 10);
    expect(found.categories.map(({ category, score, band, weight }) => [category, score, band, weight])).toEqual([
      ["product", 70, "green", 0.6],
      ["people", 100, "green", 0.4],
    ]);
  });

  test("through adjustments, which add up, to the score", () => {
    expect(found.adjustments.map(({ id, outcome }) => `${id}: ${outcome}`)).toEqual(["no_review: applied", "weak_product: not_met", "launch: expired"]);
    expect(found.mean as number + found.adjustments.reduce((sum, { effect }) => sum + effect, 0)).toBeCloseTo(found.score as number, 10);
    expect(found.score).toBeCloseTo(65.6, 10);
    expect(found).toMatchObject({ band: "yellow", coverage: 100, stage: "adoption", segments: ["key"], model: "base" });
  });

  test("an adjustment whose input is missing is unknown, not applied, and says so", () => {
    const values = { review: missing("never_seen") };
    expect(snapshot({ values }).adjustments[0]).toMatchObject({ id: "no_review", outcome: "unknown", effect: 0 });
    const reason = adjustmentReasons(compiled, row({ values })).get("no_review");
    expect(reason?.clauses.map(describeClauseReason)).toEqual(["review is over 182 (missing: never_seen)"]);
  });

  test("an adjustment sees scores before any adjustment", () => {
    const low = snapshot({ values: { seats: present(0.1), logins: present(1) } });
    expect(low.adjustments[1]).toMatchObject({ id: "weak_product", outcome: "applied" });
    expect(low.score).toBe(Math.min(40, 0.8 * (0.6 * 10 + 0.4 * 100)));
  });

  test("people's adjustments come after the model's, while they last", () => {
    const acquired = { id: "p1", operation: "add", amount: -20, reason: "Was acquired", author: "kim", time: 0, expires: 12 * dayMs } as const;
    const scores = [10, 12].map((day) => snapshot({ day, people: [acquired] }).score as number);
    expect(scores[0]).toBeCloseTo(45.6, 10);
    expect(scores[1]).toBeCloseTo(65.6, 10);
  });
});

describe("when the band is unknown", () => {
  test("too little is present: the score stays, with the reason", () => {
    const values = { seats: missing("source_stale"), pulse: missing("expired") } as const;
    expect(snapshot({ values })).toMatchObject({ score: 40, band: "unknown", unknown: { kind: "low_coverage", floor: 50 } });
  });

  test("exactly the floor is enough", () => {
    const half = modelSchema.parse({ coverage_floor: 30, categories: { a: { weight: 1, metrics: { seats: { weight: 0.3 }, logins: { weight: 0.7 } } } } });
    const request = { about: { account: "acme", knownAt: 0, version: "1" }, model: compileModel(effectiveModels(half)({ segments: new Map() }), metricIds), overrides: [], remembered: {}, zone: "UTC" };
    const taken = takeSnapshot({ ...request, row: row({ values: { seats: present(80), logins: missing("too_young") } }) });
    expect(taken).toMatchObject({ score: 80, band: "green" });
  });

  test("nothing is present: there is no score", () => {
    const values = Object.fromEntries(metricIds.map((id) => [id, missing("never_seen")]));
    expect(snapshot({ values })).toMatchObject({ score: null, mean: null, band: "unknown", unknown: { kind: "nothing_present" } });
  });
});

describe("overrides", () => {
  const override: Override = { id: "o1", score: 20, reason: "They told me", author: "kim", time: 0 };
  test("stand in place of the computed score, which goes on beside them", () => {
    const found = snapshot({ overrides: [override] });
    expect(found).toMatchObject({ score: 20, band: "red", computed: { band: "yellow" }, override: { author: "kim", expires: 30 * dayMs } });
    expect(found.computed.score).toBeCloseTo(65.6, 10);
  });

  test("a band alone leaves the score", () => {
    const found = snapshot({ overrides: [{ id: "o2", band: "red", reason: "They told me", author: "kim", time: 0 }] });
    expect(found.band).toBe("red");
    expect(found.score).toBeCloseTo(65.6, 10);
  });

  test("what is remembered is the computed band", () => {
    const { overall } = rememberedOf(snapshot({ overrides: [override] }));
    expect(overall).toMatchObject({ band: "yellow", since: 10 * dayMs });
  });
});

test("bands of the overall score and of categories remember the day before", () => {
  const before: Remembered = { overall: { band: "green", since: 0 }, categories: new Map([["product", { band: "yellow", since: 0 }]]) };
  const found = snapshot({ remembered: before, values: { review: present(1) }, day: 11 });
  expect(found.computed).toMatchObject({ band: "green", since: 0 });
  expect(found.categories[0]).toMatchObject({ score: 70, band: "yellow", since: 0 });
});
