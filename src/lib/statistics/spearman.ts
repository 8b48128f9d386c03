import { sampleCorrelation } from "simple-statistics";
import { studentTwoSided } from "./distributions.ts";
import { type Estimate, zOf } from "./interval.ts";
import { midranks } from "./ranks.ts";

export interface Correlation extends Estimate {
  /** Two-sided, of the hypothesis of no association. */
  readonly p: number;
  readonly n: number;
}

/**
 * Spearman's rank correlation: of Pearson's kind over midranks, p by Student's t with n - 2 degrees of freedom (SciPy's way), and an
 * interval on Fisher's scale with the variance of Bonett and Wright (2000). With `clusters` the variance comes from the
 * influence of each cluster, ranks taken as fixed, and is never less than without. NaN when one side doesn't vary.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>, clusters?: ArrayLike<number>): Correlation {
  const n = x.length;
  if (n < 4) return { value: Number.NaN, low: -1, high: 1, p: Number.NaN, n };
  const [rankX, rankY] = [midranks(x).ranks, midranks(y).ranks];
  const value = sampleCorrelation(Array.from(rankX), Array.from(rankY));
  if (Number.isNaN(value)) return { value, low: -1, high: 1, p: Number.NaN, n };
  const inflation = clusters ? Math.max(1, clusterInflation(standardised(rankX), standardised(rankY), value, clusters)) : 1;
  const worth = Math.max(4, n / inflation);
  const t = value * Math.sqrt((worth - 2) / Math.max(1e-300, 1 - value * value));
  const centre = Math.atanh(Math.max(-1 + 1e-12, Math.min(1 - 1e-12, value)));
  const reach = zOf() * Math.sqrt((1 + (value * value) / 2) / (worth - 3));
  return { value, low: Math.tanh(centre - reach), high: Math.tanh(centre + reach), p: studentTwoSided(t, worth - 2), n };
}

function standardised(ranks: Float64Array): Float64Array {
  const mean = (ranks.length + 1) / 2;
  const deviation = Math.sqrt(ranks.reduce((sum, rank) => sum + (rank - mean) ** 2, 0) / ranks.length);
  return ranks.map((rank) => (rank - mean) / deviation);
}

/** How much greater the variance is by clusters than by rows: the design effect of the correlation's influence values. */
function clusterInflation(x: Float64Array, y: Float64Array, r: number, clusters: ArrayLike<number>): number {
  const sums = new Map<number, number>();
  let rows = 0;
  for (let i = 0; i < x.length; i += 1) {
    const influence = x[i]! * y[i]! - (r / 2) * (x[i]! ** 2 + y[i]! ** 2);
    rows += influence * influence;
    sums.set(clusters[i]!, (sums.get(clusters[i]!) ?? 0) + influence);
  }
  const grouped = sums.values().reduce((sum, influence) => sum + influence * influence, 0);
  return rows > 0 ? ((sums.size / Math.max(1, sums.size - 1)) * grouped) / rows : 1;
}
