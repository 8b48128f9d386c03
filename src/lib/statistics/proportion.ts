import { type Estimate, zOf } from "./interval.ts";

/** Successes out of n. Both may be fractional: an effective size is seldom whole. */
export interface Share {
  readonly successes: number;
  readonly n: number;
}

/** Wilson's score interval of a proportion (Wilson 1927); of nothing it is 0 to 1. */
export function wilson(successes: number, n: number, level = 0.95): Estimate {
  if (n === 0) return { value: Number.NaN, low: 0, high: 1 };
  const z = zOf(level);
  const value = successes / n;
  const centre = (value + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const reach = (z / (1 + (z * z) / n)) * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n));
  return { value, low: successes === 0 ? 0 : centre - reach, high: successes === n ? 1 : centre + reach };
}

/** The difference a - b of two independent proportions: Newcombe 1998, method 10, from the two Wilson intervals. */
export function differenceOfShares(a: Share, b: Share, level = 0.95): Estimate {
  const first = wilson(a.successes, a.n, level);
  const second = wilson(b.successes, b.n, level);
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}

/**
 * The ratio a / b of two independent proportions with Koopman's score interval (Koopman 1984; Miettinen and Nurminen 1985),
 * which keeps its level where the log ratio of Katz fails: few cases, or none on one side.
 */
export function ratioOfShares(a: Share, b: Share, level = 0.95): Estimate {
  if (a.n === 0 || b.n === 0 || (a.successes === 0 && b.successes === 0)) {
    return { value: Number.NaN, low: 0, high: Number.POSITIVE_INFINITY };
  }
  const z = zOf(level);
  return {
    value: a.successes / a.n / (b.successes / b.n),
    low: a.successes === 0 ? 0 : ratioWithScore(a, b, z),
    high: b.successes === 0 ? Number.POSITIVE_INFINITY : ratioWithScore(a, b, -z),
  };
}

/** The ratio at which the score statistic, falling in the ratio, takes the value `target`; by bisection of its logarithm. */
function ratioWithScore(a: Share, b: Share, target: number): number {
  let [low, high] = [-25, 25];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (scoreOfRatio(a, b, Math.exp(middle)) > target) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

function scoreOfRatio(a: Share, b: Share, ratio: number): number {
  // The likelihood under p_a = ratio * p_b is greatest at the smaller root of a quadratic in p_b.
  const square = ratio * (a.n + b.n);
  const linear = -(a.successes + ratio * b.successes + ratio * a.n + b.n);
  const constant = a.successes + b.successes;
  const root = (2 * constant) / (-linear + Math.sqrt(Math.max(0, linear * linear - 4 * square * constant)));
  const shareB = Math.min(root, 1);
  const shareA = Math.min(ratio * root, 1);
  const variance = (shareA * (1 - shareA)) / a.n + (ratio * ratio * shareB * (1 - shareB)) / b.n;
  return (a.successes / a.n - (ratio * b.successes) / b.n) / Math.sqrt(Math.max(variance, 1e-300));
}

/**
 * The share of weight (of money, say) that is yes, counted as the rows that it is worth: the square of the sum of the clusters' weights over the
 * sum of their squares (Kish 1965, 11.7). For the interval, put into {@link wilson}: a bootstrap fails near 0 and 1.
 */
export function weightedShare({ positive, weights, clusters }: { positive: ArrayLike<number>; weights: ArrayLike<number>; clusters: ArrayLike<number> }): Share {
  const sums = new Map<number, number>();
  let [total, yes] = [0, 0];
  for (let i = 0; i < positive.length; i += 1) {
    total += weights[i]!;
    if (positive[i]) yes += weights[i]!;
    sums.set(clusters[i]!, (sums.get(clusters[i]!) ?? 0) + weights[i]!);
  }
  const n = total > 0 ? (total * total) / sums.values().reduce((squares, weight) => squares + weight * weight, 0) : 0;
  return { successes: total > 0 ? (yes / total) * n : 0, n };
}

/**
 * The share of yes among rows that come in clusters, counted as the independent rows that they are worth: n over the
 * design effect (Rao and Scott 1992), which is never taken below 1. Without variation between rows the design effect can't be
 * estimated, and only the number of clusters is claimed.
 */
export function effectiveShare(positive: ArrayLike<number>, clusters: ArrayLike<number>): Share {
  const n = positive.length;
  const residuals = new Map<number, number>();
  let successes = 0;
  for (let i = 0; i < n; i += 1) successes += positive[i]! ? 1 : 0;
  const share = successes / n;
  for (let i = 0; i < n; i += 1) {
    residuals.set(clusters[i]!, (residuals.get(clusters[i]!) ?? 0) + (positive[i]! ? 1 : 0) - share);
  }
  const count = residuals.size;
  if (count === n) return { successes, n };
  if (share === 0 || share === 1) return { successes: share * count, n: count };
  let squares = 0;
  for (const residual of residuals.values()) squares += residual * residual;
  const designEffect = Math.max(1, ((count / Math.max(1, count - 1)) * squares) / (n * share * (1 - share)));
  return { successes: successes / designEffect, n: n / designEffect };
}
