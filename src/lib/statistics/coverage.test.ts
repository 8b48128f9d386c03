import { describe, expect, test } from "vitest";
import { Random } from "../random.ts";
import { placements, rankAuc, aucDifference } from "./auc.ts";
import { clusterBootstrap, percentileInterval } from "./bootstrap.ts";
import { normalCdf } from "./distributions.ts";
import type { Estimate } from "./interval.ts";
import { kaplanMeier, survivalAt } from "./kaplan-meier.ts";
import { plattScale } from "./platt.ts";
import { differenceOfShares, effectiveShare, ratioOfShares, wilson } from "./proportion.ts";
import { spearman } from "./spearman.ts";

/** So many, because over 500 seeds an interval of exactly 95 % leaves 93 to 97 % in one test of twenty by chance alone. */
const seeds = process.env["LONG"] ? 10_000 : 1000;

/** The share of seeds whose interval covers the truth. */
function coverage(interval: (random: Random) => { low: number; high: number }, truth: number): number {
  let covered = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { low, high } = interval(Random.seeded(`${seed}`));
    if (low <= truth && truth <= high) covered += 1;
  }
  return covered / seeds;
}

function expectHonest(interval: (random: Random) => Pick<Estimate, "low" | "high">, truth: number): void {
  const share = coverage(interval, truth);
  expect(share).toBeGreaterThanOrEqual(0.93);
  expect(share).toBeLessThanOrEqual(0.97);
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const yes = (random: Random, share: number): 0 | 1 => (random.unit() < share ? 1 : 0);

/** Accounts with several rows each: their values share a level, their outcomes a propensity. */
function clustered(random: Random, { accounts, rows, shift }: { accounts: number; rows: number; shift: number }) {
  const table = times(accounts, (account) => {
    const [level, propensity] = [random.normal() * 0.8, random.unit() < 0.5 ? 0.05 : 0.3];
    return times(rows, () => {
      const positive = yes(random, propensity);
      return { account, positive, value: level + random.normal() * 0.6 + shift * positive };
    });
  }).flat();
  return { values: table.map((row) => row.value), positive: table.map((row) => row.positive), clusters: table.map((row) => row.account) };
}

describe(`95 % intervals cover the truth in 93 to 97 % of ${seeds} seeds`, () => {
  test.each([[20, 200, 0], [20, 200, 0.74], [60, 60, 1.81]])("rank AUC of %i against %i, shift %d", (positives, negatives, shift) => {
    expectHonest((random) => {
      const positive = times(positives + negatives, (i) => (i < positives ? 1 : 0));
      return rankAuc({ values: positive.map((is) => random.normal() + shift * is), positive });
    }, normalCdf(shift / Math.SQRT2));
  });

  test.each([[60, 8, 0], [100, 6, 0.8]])("rank AUC, %i accounts with %i rows each, shift %d", (accounts, rows, shift) => {
    expectHonest((random) => rankAuc(clustered(random, { accounts, rows, shift })), normalCdf(shift / Math.SQRT2));
  });

  test("rank AUC of values that are nearly all zero: rather too long than too short", () => {
    const share = coverage((random) => {
      const positive = times(220, (i) => (i < 20 ? 1 : 0));
      return rankAuc({ values: positive.map(() => yes(random, 0.04)), positive });
    }, 0.5);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });

  test("without the clusters the same interval is too short", () => {
    const share = coverage((random) => {
      const level = times(60, () => ({ value: random.normal(), propensity: random.unit() < 0.5 ? 0.02 : 0.6 }));
      const rows = level.flatMap((account) => times(10, () => ({ value: account.value + random.normal() * 0.3, positive: yes(random, account.propensity) })));
      return rankAuc({ values: rows.map((row) => row.value), positive: rows.map((row) => row.positive) });
    }, 0.5);
    expect(share).toBeLessThan(0.8);
  });

  test.each([[8, 40, 0.08], [4, 60, 0.2]])("rank AUC within %i strata of %i rows, %d positive, all drifting", (count, rows, share) => {
    expectHonest((random) => {
      const table = times(count * rows, (i) => ({ stratum: i % count, positive: yes(random, share * (0.5 + (i % count) / count)) }));
      const values = table.map(({ stratum, positive }) => random.normal() + 0.6 * positive - stratum);
      return rankAuc({ values, positive: table.map((row) => row.positive), strata: table.map((row) => row.stratum) });
    }, normalCdf(0.6 / Math.SQRT2));
  });

  test("difference of two AUCs over the same rows", () => {
    expectHonest((random) => {
      const rows = times(220, (i) => ({ positive: i < 40 ? 1 : 0, shared: random.normal() }));
      const positive = rows.map((row) => row.positive);
      const values = (shift: number): number[] => rows.map((row) => row.shared * 0.8 + random.normal() * 0.6 + shift * row.positive);
      return aucDifference(placements({ values: values(0.8), positive }), placements({ values: values(0.3), positive }));
    }, normalCdf(0.8 / Math.SQRT2) - normalCdf(0.3 / Math.SQRT2));
  });

  test.each([[100, 0.9, 120, 0.7], [40, 0.15, 60, 0.3], [15, 0.5, 200, 0.3]])("shares: %i at %d, %i at %d", (n, p, m, q) => {
    const draw = (random: Random) => {
      const count = (size: number, share: number): number => times(size, () => yes(random, share)).filter(Boolean).length;
      return [{ successes: count(n, p), n }, { successes: count(m, q), n: m }] as const;
    };
    expectHonest((random) => ratioOfShares(...draw(random)), p / q);
    expectHonest((random) => differenceOfShares(...draw(random)), p - q);
  });

  test("a share of rows in clusters, by its effective size", () => {
    expectHonest((random) => {
      const { positive, clusters } = clustered(random, { accounts: 80, rows: 8, shift: 0 });
      const { successes, n } = effectiveShare(positive, clusters);
      return wilson(successes, n);
    }, 0.175);
  });

  test.each([[50, 0], [50, 0.5]])("Spearman over %i rows at correlation %d", (n, rho) => {
    expectHonest((random) => {
      const x = times(n, () => random.normal());
      return spearman(x, x.map((value) => rho * value + Math.sqrt(1 - rho * rho) * random.normal()));
    }, (6 / Math.PI) * Math.asin(rho / 2));
  });

  test("Kaplan-Meier at a time, a third censored", () => {
    expectHonest((random) => {
      const lives = times(120, () => ({ life: -Math.log(1 - random.unit()) * 100, watched: random.unit() * 300 }));
      const curve = kaplanMeier({ durations: lives.map(({ life, watched }) => Math.min(life, watched)), events: lives.map(({ life, watched }) => (life <= watched ? 1 : 0)) });
      return survivalAt(curve, 60);
    }, Math.exp(-0.6));
  });

  test("Platt's probability at a score", () => {
    expectHonest((random) => {
      const scores = times(300, () => random.unit() * 100);
      const outcome = scores.map((score) => yes(random, 1 / (1 + Math.exp(-(1 - score / 25)))));
      return plattScale({ scores, outcome, clusters: scores.map((_, i) => i) }).interval(30);
    }, 1 / (1 + Math.exp(0.2)));
  });

  test("bootstrap of a mean by cluster", () => {
    expectHonest((random) => {
      const sums = times(100, () => random.normal() + 1);
      const mean = (weights: ArrayLike<number>): number => sums.reduce((sum, value, i) => sum + value * weights[i]!, 0) / sums.reduce((sum, _, i) => sum + weights[i]!, 0);
      const [replicates] = clusterBootstrap((drawn) => [mean(drawn)], { clusters: 100, replicates: 300, random });
      return percentileInterval(mean(sums.map(() => 1)), replicates!, { clusters: 100 });
    }, 1);
  });
});
