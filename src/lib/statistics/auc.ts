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
  /** Stratum of each row (a quarter, a site) as a number from 0: only rows of one stratum are compared with each other. */
  readonly strata?: ArrayLike<number>;
}

/** How each cluster moves the AUC: sums over its positives, and over its negatives, of their influence. */
export interface Placements {
  readonly auc: number;
  /** Rows that could be compared: those whose stratum holds both classes. */
  readonly positives: number;
  readonly negatives: number;
  readonly ofPositives: Float64Array;
  readonly ofNegatives: Float64Array;
  /** Variance of the AUC if values told nothing: that of the rank sum over all ways to deal out the classes, times the design effect of the clusters. */
  readonly nullVariance: number;
  /** Whether ties take more than half of the variance that ranks would have without them. */
  readonly tied: boolean;
  /** How many clusters hold a comparable positive, a negative, either. */
  readonly clustersWith: { readonly positive: number; readonly negative: number; readonly any: number };
}

/**
 * The rank AUC: the chance that a random positive row has a greater value than a random negative one of its stratum, ties counting
 * half; with the placement of every row (DeLong, DeLong and Clarke-Pearson 1988), summed by cluster (Obuchowski 1997). Strata
 * weigh by their pairs.
 */
export function placements(sample: Sample): Placements {
  const strata = stratify(sample).map((rows) => placeStratum(sample, rows)).filter(({ positives, negatives }) => positives > 0 && negatives > 0);
  const total = (part: (stratum: Stratum) => number): number => strata.reduce((sum, stratum) => sum + part(stratum), 0);
  const pairs = total(({ positives, negatives }) => positives * negatives);
  const auc = pairs > 0 ? total(({ wins }) => wins) / pairs : Number.NaN;
  const summed = sumByCluster(sample, strata, { auc, pairs });
  const ofWins = total((stratum) => stratum.nullVariance);
  const nullVariance = (ofWins / (pairs * pairs)) * designEffect(sample, strata, summed);
  const tied = ofWins < total(({ positives: m, negatives: n }) => (m * n * (m + n + 1)) / 24);
  return { auc, positives: total(({ positives }) => positives), negatives: total(({ negatives }) => negatives), nullVariance, tied, ...summed };
}

/**
 * How much more the rank sum varies by clusters than by rows, if values tell nothing; at least 1. Each row counts with how far its
 * class and its rank both lie from the middle of its stratum.
 */
function designEffect({ positive, clusters }: Sample, strata: readonly Stratum[], { ofPositives: held, clustersWith: { any } }: Pick<Placements, "ofPositives" | "clustersWith">): number {
  if (clusters === undefined) return 1;
  const sums = new Float64Array(held.length);
  let squares = 0;
  for (const { rows, ranks, positives } of strata) {
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place]!;
      const term = ((positive[row] ? 1 : 0) - positives / rows.length) * (ranks[place]! - (rows.length + 1) / 2);
      squares += term * term;
      sums[clusters[row]!]! += term;
    }
  }
  return squares > 0 ? Math.max(1, ((any / Math.max(1, any - 1)) * dot(sums, sums)) / squares) : 1;
}

interface Stratum {
  readonly rows: Uint32Array;
  /** For each of `rows` the share of the other class that it beats: a positive by being greater, a negative by being less, ties half. */
  readonly shares: Float64Array;
  readonly positives: number;
  readonly negatives: number;
  readonly wins: number;
  /** Midranks of `rows`, from 1. */
  readonly ranks: Float64Array;
  /** Variance of `wins` over all ways to deal out the classes (Mann and Whitney 1947, with ties). */
  readonly nullVariance: number;
}

/** The rows of each stratum, in ascending order of value. */
function stratify({ values, strata }: Sample): Uint32Array[] {
  const order = orderOf(values);
  if (strata === undefined) return [order];
  const sizes: number[] = [];
  for (let row = 0; row < order.length; row += 1) sizes[strata[row]!] = (sizes[strata[row]!] ?? 0) + 1;
  const groups = sizes.map((size) => new Uint32Array(size));
  const filled = new Uint32Array(groups.length);
  for (const row of order) {
    const stratum = strata[row]!;
    groups[stratum]![filled[stratum]!++] = row;
  }
  return groups.filter(Boolean);
}

function placeStratum({ values, positive }: Sample, rows: Uint32Array): Stratum {
  const positives = rows.reduce((sum, row) => sum + (positive[row] ? 1 : 0), 0);
  const negatives = rows.length - positives;
  const [shares, ranks] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  let [positivesBelow, negativesBelow, wins, tieTerm] = [0, 0, 0, 0];
  eachTie(values, rows, (from, to) => {
    let tied = 0;
    for (let place = from; place < to; place += 1) if (positive[rows[place]!]) tied += 1;
    const tiedNegatives = to - from - tied;
    const beats = negativesBelow + tiedNegatives / 2;
    const beaten = positives - positivesBelow - tied / 2;
    for (let place = from; place < to; place += 1) {
      shares[place] = positive[rows[place]!] ? beats / negatives : beaten / positives;
      ranks[place] = (from + to + 1) / 2;
    }
    tieTerm += (to - from) ** 3 - (to - from);
    wins += tied * beats;
    positivesBelow += tied;
    negativesBelow += tiedNegatives;
  });
  const n = rows.length;
  const nullVariance = n > 1 ? ((positives * negatives) / 12) * (n + 1 - tieTerm / (n * (n - 1))) : 0;
  return { rows, shares, positives, negatives, wins, ranks, nullVariance };
}

function sumByCluster({ values, positive, clusters }: Sample, strata: readonly Stratum[], { auc, pairs }: { auc: number; pairs: number }) {
  let count = 0;
  for (let row = 0; row < values.length; row += 1) count = Math.max(count, (clusters ? clusters[row]! : row) + 1);
  const [ofPositives, ofNegatives, holds] = [new Float64Array(count), new Float64Array(count), new Uint8Array(count)];
  for (const { rows, shares, positives, negatives } of strata) {
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place]!;
      const cluster = clusters ? clusters[row]! : row;
      if (positive[row]) ofPositives[cluster]! += ((shares[place]! - auc) * negatives) / pairs;
      else ofNegatives[cluster]! += ((shares[place]! - auc) * positives) / pairs;
      holds[cluster]! |= positive[row] ? 1 : 2;
    }
  }
  const withAny = (mask: number): number => holds.reduce((sum, held) => sum + (held & mask ? 1 : 0), 0);
  return { ofPositives, ofNegatives, clustersWith: { positive: withAny(1), negative: withAny(2), any: withAny(3) } };
}

/**
 * Degrees of freedom of the variance, after Welch and Satterthwaite: with few clusters in one class its placements are few numbers,
 * and the normal quantile would make the interval too short.
 */
function degreesOfFreedom({ ofPositives, ofNegatives, clustersWith }: Placements): number {
  const [first, second] = [dot(ofPositives, ofPositives), dot(ofNegatives, ofNegatives)];
  const parts = first ** 2 / Math.max(1, clustersWith.positive - 1) + second ** 2 / Math.max(1, clustersWith.negative - 1);
  return parts > 0 ? (first + second) ** 2 / parts : Number.POSITIVE_INFINITY;
}

/** Covariance of two AUCs over the same rows; of one with itself it is the variance. Formula: Obuchowski 1997, equation 6. */
export function aucCovariance(a: Placements, b: Placements): number {
  const unbiased = (clusters: number): number => clusters / Math.max(1, clusters - 1);
  const held = a.clustersWith;
  return (
    unbiased(held.positive) * dot(a.ofPositives, b.ofPositives) +
    unbiased(held.negative) * dot(a.ofNegatives, b.ofNegatives) +
    unbiased(held.any) * (dot(a.ofPositives, b.ofNegatives) + dot(a.ofNegatives, b.ofPositives))
  );
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) sum += x[i]! * y[i]!;
  return sum;
}

export interface Auc extends Estimate {
  readonly standardError: number;
  /**
   * Two-sided, of the hypothesis that the values tell nothing, by its own variance. The interval's variance would mislead here: of a
   * metric that is nearly always zero, the class with fewer by chance also shows less variance.
   */
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
  // Of nearly equal values the observed variance can be far too small by chance (intervals covered 58 %): not less than the null's there.
  const least = placed.tied ? 4 * value * (1 - value) * placed.nullVariance : 0;
  const standardError = Math.sqrt(Math.max(aucCovariance(placed, placed), least));
  const p = placed.nullVariance > 0 ? studentTwoSided((value - 0.5) / Math.sqrt(placed.nullVariance), placed.clustersWith.any - 1) : 1;
  if (standardError === 0 || value === 0 || value === 1) {
    const rarer = Math.min(placed.clustersWith.positive, placed.clustersWith.negative);
    const { low, high } = wilson(value * rarer, rarer, level);
    return { value, low, high, standardError, p, positives, negatives };
  }
  const centre = Math.log(value / (1 - value));
  const reach = (studentQuantile((1 + level) / 2, degreesOfFreedom(placed)) * standardError) / (value * (1 - value));
  return { value, low: logistic(centre - reach), high: logistic(centre + reach), standardError, p, positives, negatives };
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
