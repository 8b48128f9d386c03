import { describe, expect, test } from "vitest";
import { aucCovariance, aucDifference, placements, rankAuc } from "../../../src/lib/statistics/auc.ts";
import { chiSquaredUpper, normalCdf, normalQuantile, studentQuantile, studentTwoSided } from "../../../src/lib/statistics/distributions.ts";
import { fisherExact } from "../../../src/lib/statistics/fisher.ts";
import { isotonic } from "../../../src/lib/statistics/isotonic.ts";
import { type SurvivalCurve, kaplanMeier } from "../../../src/lib/statistics/kaplan-meier.ts";
import { logRank } from "../../../src/lib/statistics/log-rank.ts";
import { clusterCovariance, logisticRegression } from "../../../src/lib/statistics/logistic.ts";
import { mannWhitney } from "../../../src/lib/statistics/mann-whitney.ts";
import { benjaminiHochberg, holm } from "../../../src/lib/statistics/multiple-tests.ts";
import { ratioOfShares, wilson } from "../../../src/lib/statistics/proportion.ts";
import { quantiles } from "../../../src/lib/statistics/quantiles.ts";
import { brierScore } from "../../../src/lib/statistics/reliability.ts";
import { spearman } from "../../../src/lib/statistics/spearman.ts";
import auc from "./auc.json" with { type: "json" };
import calibration from "./calibration.json" with { type: "json" };
import distributions from "./distributions.json" with { type: "json" };
import fisher from "./fisher.json" with { type: "json" };
import logistic from "./logistic.json" with { type: "json" };
import mannWhitneyCases from "./mann-whitney.json" with { type: "json" };
import multipleTests from "./multiple-tests.json" with { type: "json" };
import proportions from "./proportions.json" with { type: "json" };
import spearmanCase from "./spearman.json" with { type: "json" };
import survival from "./survival.json" with { type: "json" };

/** Equal to a relative `tolerance`; numbers near zero to the same absolute one. */
function expectNear(ours: ArrayLike<number>, theirs: ArrayLike<number | null>, tolerance = 1e-9): void {
  expect(ours.length).toBe(theirs.length);
  for (let i = 0; i < ours.length; i += 1) {
    const wanted = theirs[i] ?? Number.NaN;
    if (Number.isNaN(wanted)) expect(ours[i]).toBeNaN();
    else expect(Math.abs(ours[i]! - wanted) / Math.max(Math.abs(wanted), 1e-3), `${ours[i]} for ${wanted}`).toBeLessThan(tolerance);
  }
}

describe("distributions, as R has them", () => {
  const { normal_cdf, normal_quantile, chi_squared_upper, student_two_sided, student_quantile } = distributions;
  test("normal, far into the tail", () => {
    expectNear(normal_cdf.x.map(normalCdf), normal_cdf.y);
    expect(normalCdf(-9) / normal_cdf.y[0]!).toBeCloseTo(1, 10);
    expectNear(normal_quantile.x.map(normalQuantile), normal_quantile.y);
  });
  test("chi-squared and Student", () => {
    expectNear(chi_squared_upper.x.map((x, i) => chiSquaredUpper(x, chi_squared_upper.df[i]!)), chi_squared_upper.y);
    expectNear(student_two_sided.x.map((x, i) => studentTwoSided(x, student_two_sided.df[i]!)), student_two_sided.y);
    expectNear(student_quantile.x.map((x, i) => studentQuantile(x, student_quantile.df[i]!)), student_quantile.y);
  });
});

describe("proportions", () => {
  test.each(proportions.wilson)("Wilson of $x in $n", ({ x, n, low, high }) => {
    const ours = wilson(x, n);
    expectNear([ours.low, ours.high], [low, high]);
  });
  test.each(proportions.ratio)("score interval of $x1/$n1 over $x2/$n2", ({ x1, n1, x2, n2, low, high }) => {
    const ours = ratioOfShares({ successes: x1, n: n1 }, { successes: x2, n: n2 });
    expectNear([ours.low, ours.high], [low, high], 1e-6);
  });
});

describe("tests of significance", () => {
  test("Benjamini and Hochberg, Holm", () => {
    expectNear(benjaminiHochberg(multipleTests.p), multipleTests.bh);
    expectNear(holm(multipleTests.p), multipleTests.holm);
  });
  test.each(mannWhitneyCases)("Mann-Whitney, exact: $exact", ({ a, b, u, p, exact }) => {
    const ours = mannWhitney(a, b);
    expect(ours.exact).toBe(exact);
    expectNear([ours.u, ours.p], [u, p ?? 1]);
  });
  test.each(fisher)("Fisher's exact test of $table", ({ table, p }) => {
    const [a = 0, b = 0, c = 0, d = 0] = table;
    expectNear([fisherExact([a, c, b, d])], [p]);
  });
  test("Spearman with ties", () => {
    const ours = spearman(spearmanCase.x, spearmanCase.y);
    expectNear([ours.value, ours.p], [spearmanCase.rho, spearmanCase.p]);
  });
});

describe("rank AUC", () => {
  const { a, b, positive, clusters } = auc;
  test("DeLong's variance and covariance, ties included", () => {
    const [first, second] = [placements({ values: a, positive }), placements({ values: b, positive })];
    expectNear([first.auc, second.auc, aucCovariance(first, first), aucCovariance(first, second)], [auc.auc_a, auc.auc_b, auc.variance_a, auc.covariance]);
    expectNear([aucDifference(first, second).p], [auc.difference_p]);
  });
  test("by cluster: Obuchowski's variance", () => {
    const ours = rankAuc({ values: a, positive, clusters });
    expectNear([ours.value, ours.standardError ** 2], [auc.clustered.auc, auc.clustered.variance]);
  });
});

test("rank AUC within strata, by cluster", () => {
  const { a, positive, clusters, strata, stratified } = auc;
  const ours = rankAuc({ values: a, positive, clusters, strata });
  expectNear([ours.value, ours.standardError ** 2], [stratified.auc, stratified.variance]);
  expect(ours.positives + ours.negatives).toBe(84);
});

describe("survival", () => {
  const groups = survival.groups.map(({ time, event }) => ({ durations: time, events: event }));
  const column = (curve: SurvivalCurve, key: keyof SurvivalCurve["steps"][number]): number[] => curve.steps.map((step) => step[key]);
  test.each(survival.curves.map((curve, i) => ({ curve, i })))("Kaplan-Meier, group $i", ({ curve, i }) => {
    const ours = kaplanMeier(groups[i]!);
    for (const key of ["time", "atRisk", "events", "survival", "low", "high"] as const) expectNear(column(ours, key), curve[key]);
    expectNear([ours.median.value, ours.median.low, ours.median.high], curve.median.map((value) => (typeof value === "number" ? value : null)));
  });
  test.each([["two", 2], ["three", 3]] as const)("log-rank of %s groups", (name, count) => {
    const ours = logRank(groups.slice(0, count));
    const theirs = survival.logRank[name];
    expectNear([ours.chiSquared, ours.df, ours.p, ...ours.observed, ...ours.expected], [theirs.chiSquared, theirs.df, theirs.p, ...theirs.observed, ...theirs.expected]);
  });
});

describe("logistic regression", () => {
  const { columns, outcome, clusters } = logistic;
  const input = { columns, outcome };
  test("coefficients and likelihood of glm", () => {
    const ours = logisticRegression(input);
    expectNear([ours.intercept, ...ours.coefficients, ours.logLikelihood], [...logistic.coefficients, logistic.logLikelihood]);
    expect(ours.converged).toBe(true);
  });
  test("ridge penalty, sign constraints", () => {
    expectNear(logisticRegression(input, { penalty: 5 }).standardised, logistic.ridge, 1e-5);
    expectNear(logisticRegression(input, { penalty: 2, signs: [1, 1, 1] }).standardised, logistic.signed, 1e-5);
  });
  test("covariance by cluster", () => {
    const model = logisticRegression(input);
    clusterCovariance(input, model, { clusters }).forEach((line, i) => expectNear(line, logistic.sandwich[i]!, 1e-5));
  });
});

describe("calibration", () => {
  test("isotonic regression, quantiles, Brier score", () => {
    const fitted: number[] = [];
    for (const block of isotonic(calibration.x, calibration.y)) for (const row of block.rows) fitted[row] = block.value;
    expectNear(fitted, calibration.fitted);
    expectNear(quantiles(calibration.quantiles.values, calibration.quantiles.shares), calibration.quantiles.y);
    expectNear([brierScore(calibration.brier.p, calibration.brier.o)], [calibration.brier.y]);
  });
});
