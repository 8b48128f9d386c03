import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ScoreCard, ScoringRow } from "../../src/scores/card.ts";
import { type CompiledModel, compileModel } from "../../src/scores/core.ts";
import { effectiveModels } from "../../src/scores/effective.ts";
import { directionOf } from "../../src/scores/scale.ts";
import { metricIds, model as anyModel, rowOf, situation, values as anyValues } from "../support/score-arbitraries.ts";
import { referenceScore } from "../support/score-reference.ts";

const scored = (compiled: CompiledModel, row: ScoringRow): ScoreCard => {
  const card = compiled.card();
  compiled.score(row, card);
  return card;
};
/** Equal to nine digits, or both not there. */
function expectNear(found: number | undefined, expected: number): void {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else expect(found).toBeCloseTo(expected, 9);
}
const base = { segments: new Map<string, boolean>() };

describe("the score of any model and any values", () => {
  const situated = fc.tuple(anyModel, situation).map(([model, { row }]) => {
    const effective = effectiveModels(model)(row.circumstances);
    return { effective, row, compiled: compileModel(effective, metricIds) };
  });

  test("the core agrees with the score as the guide tells it", () => {
    fc.assert(fc.property(anyModel, anyValues, (model, values) => {
      const effective = effectiveModels(model)(base);
      const compiled = compileModel(effective, metricIds);
      const card = scored(compiled, rowOf(values));
      const reference = referenceScore(effective, values);
      expectNear(card.mean, reference.mean ?? Number.NaN);
      expectNear(card.coverage, reference.coverage);
      compiled.metrics.forEach(({ id }, place) => expectNear(card.metricWeights[place], reference.weights[id] as number));
      compiled.categories.forEach(({ id }, place) => expectNear(card.categoryScores[place], reference.categories[id] ?? Number.NaN));
    }), { numRuns: 3000 });
  });

  test("weights after redistribution sum to 1, and contributions to the mean", () => {
    fc.assert(fc.property(situated, ({ compiled, row }) => {
      const card = scored(compiled, row);
      if (Number.isNaN(card.mean)) return;
      const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
      expect(sum(card.metricWeights)).toBeCloseTo(1, 12);
      expect(sum(card.categoryWeights)).toBeCloseTo(1, 12);
      const contributions = card.metricScores.map((score, place) => (Number.isNaN(score) ? 0 : score * (card.metricWeights[place] as number)));
      expectNear(sum(contributions), card.mean);
    }), { numRuns: 1000 });
  });

  test("raising a metric whose scale increases never lowers the mean; one that decreases never raises it", () => {
    fc.assert(fc.property(situated, fc.nat(), fc.double({ min: 0, max: 50, noNaN: true }), ({ compiled, effective, row }, pick, by) => {
      const metric = compiled.metrics[pick % Math.max(1, compiled.metrics.length)];
      if (metric === undefined) return;
      const written = Object.values(effective.categories).flatMap(({ metrics }) => Object.entries(metrics)).find(([id]) => id === metric.id)?.[1].scale;
      const direction = directionOf(written);
      const before = scored(compiled, row).mean;
      const values = Float64Array.from(row.values, (value, cell) => (cell === metric.slot ? value + by : value));
      const after = scored(compiled, { ...row, values }).mean;
      if (Number.isNaN(before) || direction === "mixed") return;
      if (direction !== "decreasing") expect(after).toBeGreaterThanOrEqual(before - 1e-9);
      if (direction !== "increasing") expect(after).toBeLessThanOrEqual(before + 1e-9);
    }), { numRuns: 2000 });
  });

  test("the score and every effect stay within 0 and 100 and add up", () => {
    fc.assert(fc.property(situated, ({ compiled, row }) => {
      const card = scored(compiled, row);
      if (Number.isNaN(card.score)) return;
      for (const score of [card.mean, card.adjusted, card.score]) expect(score >= 0 && score <= 100).toBe(true);
      expect(card.effects.reduce((total, effect) => total + effect, card.mean)).toBeCloseTo(card.adjusted, 9);
    }), { numRuns: 1000 });
  });

  test("a card used before gives the same as a new one", () => {
    fc.assert(fc.property(situated, situation, ({ compiled, row }, other) => {
      const card = compiled.card();
      compiled.score(other.row, card);
      compiled.score(row, card);
      expect(card).toEqual(scored(compiled, row));
    }));
  });
});
