import { normalTwoSided, studentQuantile, studentTwoSided } from "./distributions.ts";
import { type Estimate, zOf } from "./interval.ts";
import { wilson } from "./proportion.ts";
import { eachTie, orderOf } from "./ranks.ts";

/** Rows with a value and a yes or no; rows of one cluster (an account, a school) may depend on each other. */
export interface Sample {
  readonly values: ArrayLike<number>;
  readonly positive: ArrayLike<number>;
  /** Cluster of each row as a number from 0; absent means that every row stands alone. */
  readonly clusters?: ArrayLike<number>;
}

/** Sums over each cluster of the placements of its positives and negatives, minus what the AUC lets expect. */
export interface Placements {
  readonly auc: number;
  readonly positives: number;
  readonly negatives: number;
  readonly ofPositives: Float64Array;
  readonly ofNegatives: Float64Array;
  /** How many clusters hold a positive, a negative, anything. */
  readonly clustersWith: { readonly positive: number; readonly negative: number; readonly any: number };
}

/**
 * The rank AUC: the chance that a random positive row has a greater value than a random negative one, ties counting half;
 * with the placement of every row (DeLong, DeLong and Clarke-Pearson 1988), summed by cluster (Obuchowski 1997).
 */
export function placements({ values, positive, clusters }: Sample): Placements {
  const n = values.length;
  const placed = placeRows(values, positive);
  const { positives, negatives } = placed;
  const auc = positives && negatives ? placed.wins / (positives * negatives) : Number.NaN;
  let count = 0;
  for (let i = 0; i < n; i += 1) count = Math.max(count, (clusters ? clusters[i]! : i) + 1);
  const ofPositives = new Float64Array(count);
  const ofNegatives = new Float64Array(count);
  const holds = new Uint8Array(count);
  for (let i = 0; i < n; i += 1) {
    const cluster = clusters ? clusters[i]! : i;
    (positive[i] ? ofPositives : ofNegatives)[cluster]! += placed.shares[i]! - auc;
    holds[cluster]! |= positive[i] ? 1 : 2;
  }
  const withAny = (mask: number): number => holds.reduce((sum, held) => sum + (held & mask ? 1 : 0), 0);
  return { auc, positives, negatives, ofPositives, ofNegatives, clustersWith: { positive: withAny(1), negative: withAny(2), any: withAny(3) } };
}

/** For each row the share of the other class that it beats (a positive by being greater, a negative by being less), ties half. */
function placeRows(values: ArrayLike<number>, positive: ArrayLike<number>) {
  const order = orderOf(values);
  const shares = new Float64Array(order.length);
  let positives = 0;
  for (let i = 0; i < order.length; i += 1) if (positive[i]) positives += 1;
  const negatives = order.length - positives;
  let [positivesBelow, negativesBelow, wins] = [0, 0, 0];
  eachTie(values, order, (from, to) => {
    let tied = 0;
    for (let place = from; place < to; place += 1) if (positive[order[place]!]) tied += 1;
    const tiedNegatives = to - from - tied;
    const beats = negativesBelow + tiedNegatives / 2;
    const beaten = positives - positivesBelow - tied / 2;
    for (let place = from; place < to; place += 1) {
      const row = order[place]!;
      shares[row] = positive[row] ? beats / negatives : beaten / positives;
    }
    wins += tied * beats;
    positivesBelow += tied;
    negativesBelow += tiedNegatives;
  });
  return { shares, positives, negatives, wins };
}

/**
 * Degrees of freedom of the variance, after Welch and Satterthwaite: with few clusters in one class its placements are few numbers,
 * and the normal quantile would make the interval too short.
 */
function degreesOfFreedom({ ofPositives, ofNegatives, positives, negatives, clustersWith }: Placements): number {
  const part = (sums: Float64Array, n: number): number => sums.reduce((total, sum) => total + sum * sum, 0) / (n * n);
  const [first, second] = [part(ofPositives, positives), part(ofNegatives, negatives)];
  const parts = first ** 2 / Math.max(1, clustersWith.positive - 1) + second ** 2 / Math.max(1, clustersWith.negative - 1);
  return parts > 0 ? (first + second) ** 2 / parts : Number.POSITIVE_INFINITY;
}

/** Covariance of two AUCs over the same rows; of one with itself it is the variance. Formula: Obuchowski 1997, equation 6. */
export function aucCovariance(a: Placements, b: Placements): number {
  const { positives: m, negatives: n } = a;
  const dot = (x: Float64Array, y: Float64Array): number => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  const unbiased = (clusters: number): number => clusters / Math.max(1, clusters - 1);
  const held = a.clustersWith;
  return (
    (unbiased(held.positive) * dot(a.ofPositives, b.ofPositives)) / (m * m) +
    (unbiased(held.negative) * dot(a.ofNegatives, b.ofNegatives)) / (n * n) +
    (unbiased(held.any) * (dot(a.ofPositives, b.ofNegatives) + dot(a.ofNegatives, b.ofPositives))) / (m * n)
  );
}

export interface Auc extends Estimate {
  readonly standardError: number;
  /** Two-sided, of the hypothesis that the values tell nothing: 0.5. */
  readonly p: number;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * The rank AUC with an interval on the logit scale, which keeps it within 0 and 1 and near its level in small samples
 * (Qin and Hotilovac 2008) and Student's quantile. A perfect separation has no variance to estimate: there the bound is Wilson's for the rarer class.
 * NaN throughout when one class is absent.
 */
export function rankAuc(sample: Sample, level = 0.95): Auc {
  return aucOf(placements(sample), level);
}

export function aucOf(placed: Placements, level = 0.95): Auc {
  const { auc: value, positives, negatives } = placed;
  const standardError = Math.sqrt(Math.max(0, aucCovariance(placed, placed)));
  const df = degreesOfFreedom(placed);
  const p = standardError > 0 ? studentTwoSided((value - 0.5) / standardError, df) : separationP(placed);
  if (standardError === 0 || value === 0 || value === 1) {
    const rarer = Math.min(placed.clustersWith.positive, placed.clustersWith.negative);
    const { low, high } = wilson(value * rarer, rarer, level);
    return { value, low, high, standardError, p, positives, negatives };
  }
  const centre = Math.log(value / (1 - value));
  const reach = (studentQuantile((1 + level) / 2, df) * standardError) / (value * (1 - value));
  return { value, low: logistic(centre - reach), high: logistic(centre + reach), standardError, p, positives, negatives };
}

/** The exact chance of a perfect separation by luck, both ways; 1 when all values are equal. */
function separationP({ auc, positives, negatives }: Placements): number {
  if (auc !== 0 && auc !== 1) return 1;
  let chance = 2;
  for (let i = 1; i <= positives; i += 1) chance *= i / (negatives + i);
  return Math.min(1, chance);
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** The difference of two AUCs over the same rows, a - b, with its interval (DeLong et al. 1988, by cluster). */
export function aucDifference(a: Placements, b: Placements, level = 0.95): Estimate & { readonly p: number } {
  const variance = aucCovariance(a, a) + aucCovariance(b, b) - aucCovariance(a, b) - aucCovariance(b, a);
  const standardError = Math.sqrt(Math.max(0, variance));
  const value = a.auc - b.auc;
  const reach = zOf(level) * standardError;
  return { value, low: value - reach, high: value + reach, p: standardError > 0 ? normalTwoSided(value / standardError) : 1 };
}
