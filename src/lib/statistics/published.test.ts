import { describe, expect, test } from "vitest";
import { rankAuc } from "./auc.ts";
import { fisherExact } from "./fisher.ts";
import { blockAt, isotonic } from "./isotonic.ts";
import { kaplanMeier, survivalAt } from "./kaplan-meier.ts";
import { logRank } from "./log-rank.ts";
import { logisticRegression, predict } from "./logistic.ts";
import { benjaminiHochberg } from "./multiple-tests.ts";
import { plattScale } from "./platt.ts";
import { differenceOfShares, effectiveShare, ratioOfShares, wilson } from "./proportion.ts";
import { reliabilityBins } from "./reliability.ts";

/** Freireich et al. 1963: weeks of remission under 6-mercaptopurine and under placebo. */
const mercaptopurine = {
  durations: [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
  events: [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
};
const placebo = { durations: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], events: Array.from({ length: 21 }, () => 1) };

describe("published examples", () => {
  test("Freireich: the curve under 6-MP, its median, the medians' difference", () => {
    const curve = kaplanMeier(mercaptopurine);
    expect(curve.steps.map((step) => Number(step.survival.toFixed(3)))).toEqual([0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]);
    expect([curve.median.value, kaplanMeier(placebo).median.value]).toEqual([23, 8]);
    expect(survivalAt(curve, 12).value).toBeCloseTo(0.753, 3);
    expect(survivalAt(curve, 5).value).toBe(1);
  });

  test("Freireich: log-rank 16.79 (Kleinbaum and Klein)", () => {
    const result = logRank([mercaptopurine, placebo]);
    expect(result.chiSquared).toBeCloseTo(16.79, 2);
    expect(result.expected[0]).toBeCloseTo(19.25, 2);
  });

  test("Newcombe 1998: 56/70 against 48/80 differ by 0.0524 to 0.3339", () => {
    const { low, high } = differenceOfShares({ successes: 56, n: 70 }, { successes: 48, n: 80 });
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.0524", "0.3339"]);
  });

  test("Koopman 1984: 36/40 over 16/80 is 2.94 to 7.15", () => {
    const { low, high } = ratioOfShares({ successes: 36, n: 40 }, { successes: 16, n: 80 });
    expect([low.toFixed(2), high.toFixed(2)]).toEqual(["2.94", "7.15"]);
  });

  test("Fisher's lady tasting tea: three of four right is 0.486", () => {
    expect(fisherExact([3, 1, 1, 3])).toBeCloseTo(0.4857, 4);
  });

  test("Hanley and McNeil 1982: 0.893 for ratings of 58 normal and 51 abnormal images", () => {
    const [normal, abnormal] = [[33, 6, 6, 11, 2], [3, 2, 2, 11, 33]];
    const values = [normal, abnormal].flatMap((counts) => counts.flatMap((count, rating) => Array.from({ length: count }, () => rating)));
    const result = rankAuc({ values, positive: values.map((_, i) => (i < 58 ? 0 : 1)) });
    expect(result.value).toBeCloseTo(0.893, 3);
    expect(result.standardError).toBeCloseTo(0.032, 2);
  });

  test("Benjamini and Hochberg 1995, section 3.2: four of fifteen at 5 %", () => {
    const ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];
    expect(benjaminiHochberg(ps).filter((q) => q <= 0.05)).toHaveLength(4);
  });
});

describe("edges", () => {
  test("what is not tested stays so and does not count", () => {
    expect(benjaminiHochberg([0.01, Number.NaN, 0.02])).toEqual([0.02, Number.NaN, 0.02]);
  });

  test("a ratio with nothing on one side is open on that side", () => {
    expect(ratioOfShares({ successes: 5, n: 50 }, { successes: 0, n: 50 }).high).toBe(Number.POSITIVE_INFINITY);
    expect(ratioOfShares({ successes: 0, n: 50 }, { successes: 5, n: 50 }).low).toBe(0);
    expect(ratioOfShares({ successes: 0, n: 50 }, { successes: 0, n: 50 }).value).toBeNaN();
  });

  test("no rows: everything is possible", () => {
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 });
    expect(rankAuc({ values: [1, 2], positive: [1, 1] }).value).toBeNaN();
  });

  test("a perfect separation of few is no certainty", () => {
    const { value, low, high, p } = rankAuc({ values: [1, 2, 3, 4, 5, 6], positive: [0, 0, 0, 1, 1, 1] });
    expect([value, high]).toEqual([1, 1]);
    expect(low).toBeLessThan(0.5);
    expect(p).toBeCloseTo(0.1, 1);
  });

  test("rows that repeat each other are worth one", () => {
    const positive = [1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0];
    const share = effectiveShare(positive, positive.map((_, i) => Math.floor(i / 3)));
    expect(share.n).toBeCloseTo(12 / 4, 5);
    expect(effectiveShare([1, 1, 1, 1], [0, 0, 1, 1])).toEqual({ successes: 2, n: 2 });
  });

  test("a column that doesn't vary gets no weight; a perfect separation says that it didn't converge", () => {
    const flat = logisticRegression({ columns: [[1, 1, 1, 1], [1, 2, 3, 4]], outcome: [0, 1, 0, 1] }, { penalty: 0.1 });
    expect(flat.coefficients[0]).toBe(0);
    expect(predict(flat, [1, 4])).toBeGreaterThan(predict(flat, [1, 1]));
    expect(logisticRegression({ columns: [[1, 2, 3, 4]], outcome: [0, 0, 1, 1] }).converged).toBe(false);
  });

  test("Platt's targets keep a separated score off certainty", () => {
    const scale = plattScale({ scores: [1, 2, 3, 4], outcome: [1, 1, 0, 0], clusters: [0, 1, 2, 3] });
    expect(scale.slope).toBeLessThan(0);
    expect(scale.interval(1).value).toBeLessThan(0.9);
  });

  test("an isotonic block answers for what lies between, the nearest for what lies beyond", () => {
    const blocks = isotonic([1, 2, 3, 4, 4], [0, 1, 0, 1, 1]);
    expect(blocks.map(({ from, to, value }) => [from, to, value])).toEqual([[1, 1, 0], [2, 3, 0.5], [4, 4, 1]]);
    expect([blockAt(blocks, 2.4)?.value, blockAt(blocks, 99)?.value, blockAt(blocks, -1)?.value]).toEqual([0.5, 1, 0]);
  });

  test("reliability bins never part equal predictions", () => {
    const bins = reliabilityBins([0.1, 0.1, 0.1, 0.5, 0.9], [0, 0, 1, 1, 1], 3);
    expect(bins.map((bin) => bin.rows.length)).toEqual([3, 1, 1]);
    expect(bins[0]?.observed).toBeCloseTo(1 / 3);
  });
});
