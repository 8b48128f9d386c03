import { describe, expect, test } from "vitest";
import { metricIds, rowOf } from "../../test/support/score-arbitraries.ts";
import { type MetricValue, missing, present } from "../metrics/value.ts";
import type { ScoreCard } from "./card.ts";
import { compileModel } from "./core.ts";
import { effectiveModels } from "./effective.ts";
import { modelSchema } from "./schema.ts";

describe("four metrics in two categories", () => {
  const model = modelSchema.parse({
    categories: { a: { weight: 3, metrics: { m1: { weight: 3 }, m2: { weight: 1 } } }, b: { weight: 1, metrics: { m3: { weight: 1 }, m4: { weight: 1 } } } },
  });
  const compiled = compileModel(effectiveModels(model)({ segments: new Map() }), metricIds);
  const score = (...found: (number | null)[]): ScoreCard => {
    const cells = found.map((value): MetricValue => (value === null ? missing("never_seen") : present(value)));
    const all = metricIds.map((id, index) => [id, cells[index] ?? missing("never_seen")] as const);
    const card = compiled.card();
    compiled.score(rowOf(Object.fromEntries(all)), card);
    return card;
  };

  test.each<[string, (number | null)[], { mean: number; coverage: number; weights: number[] }]>([
    ["all present", [80, 40, 20, 60], { mean: 62.5, coverage: 100, weights: [9 / 16, 3 / 16, 1 / 8, 1 / 8] }],
    ["a missing metric's weight goes to the rest of its category", [80, null, 20, 60], { mean: 70, coverage: 81.25, weights: [3 / 4, 0, 1 / 8, 1 / 8] }],
    ["an empty category's weight goes to the others", [null, null, 20, 60], { mean: 40, coverage: 25, weights: [0, 0, 1 / 2, 1 / 2] }],
    ["nothing present", [null, null, null, null], { mean: Number.NaN, coverage: 0, weights: [0, 0, 0, 0] }],
    ["zero is present", [0, 0, 0, 0], { mean: 0, coverage: 100, weights: [9 / 16, 3 / 16, 1 / 8, 1 / 8] }],
  ])("%s", (_name, found, { mean, coverage, weights }) => {
    const card = score(...found);
    if (Number.isNaN(mean)) expect(card.mean).toBeNaN();
    else expect(card.mean).toBeCloseTo(mean, 10);
    expect(card.coverage).toBeCloseTo(coverage, 10);
    weights.forEach((weight, place) => expect(card.metricWeights[place]).toBeCloseTo(weight, 10));
  });

  test("a metric that nobody measured is a mistake of the caller", () => {
    expect(() => compileModel(effectiveModels(model)({ segments: new Map() }), ["m1"])).toThrow("metric `m2` of the model is not among those measured: m1");
  });
});
