import { probit } from "simple-statistics";
import { incompleteBeta, upperGamma } from "./special.ts";

// The normal functions of simple-statistics are tables of four digits; p-values of many comparisons need the tail.

/** P(Z <= z) of the standard normal, with full precision in both tails. */
export function normalCdf(z: number): number {
  const tail = upperGamma(0.5, (z * z) / 2) / 2;
  return z > 0 ? 1 - tail : tail;
}

const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** The z with P(Z <= z) = p, for 0 < p < 1: the probit of simple-statistics (two digits) polished by Halley's method. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability must lie between 0 and 1, not ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = probit(p);
  for (let round = 0; round < 4; round += 1) {
    const error = (normalCdf(z) - p) / normalDensity(z);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}

/** P(|Z| >= |z|) of the standard normal. */
export function normalTwoSided(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}

/** P(X >= x) of chi-squared with `df` degrees of freedom. */
export function chiSquaredUpper(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}

/** P(|T| >= |t|) of Student's t with `df` degrees of freedom. */
export function studentTwoSided(t: number, df: number): number {
  return incompleteBeta(df / 2, 0.5, df / (df + t * t));
}

/**
 * The t with P(T <= t) = p for 0.5 <= p < 1, by bisection; normal for infinite `df`.
 * Bisection, because it is called a few times for each report and can't fail.
 */
export function studentQuantile(p: number, df: number): number {
  if (!Number.isFinite(df)) return normalQuantile(p);
  let [low, high] = [0, 1];
  while (studentTwoSided(high, df) / 2 > 1 - p) high *= 2;
  for (let round = 0; round < 80; round += 1) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, df) / 2 > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
