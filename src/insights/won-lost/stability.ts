import { type Auc, rankAuc, type Sample } from "../../lib/statistics/auc.ts";
import { chiSquaredUpper } from "../../lib/statistics/distributions.ts";
import type { MetricRows } from "./rows.ts";

export interface GroupAuc {
  readonly group: string;
  readonly auc: Auc;
}

/** Whether what holds overall holds in each year and each segment. */
export interface Stability {
  readonly groups: readonly GroupAuc[];
  /** Of the hypothesis that all groups are alike: Cochran's Q over the AUCs. NaN with fewer than two groups. */
  readonly p: number;
  /** `reverses`: some group clearly says the opposite. `varies`: not alike, but none the opposite. */
  readonly verdict: "stable" | "varies" | "reverses" | "too_few";
}

/** A group counts when it holds at least so many of those who stayed and of those who left. */
const fewest = 8;

/** The AUC within each group that is large enough, and whether the groups agree. `labels` names the group of each row. */
export function stabilityBy(sample: Sample, labels: readonly string[]): Stability {
  const groups = [...new Set(labels)].toSorted()
    .map((group) => ({ group, auc: rankAuc(subset(sample, labels.flatMap((label, row) => (label === group ? [row] : [])))) }))
    .filter(({ auc }) => Math.min(auc.positives, auc.negatives) >= fewest);
  const weighed = groups.filter(({ auc }) => auc.standardError > 0);
  if (weighed.length < 2) return { groups, p: Number.NaN, verdict: "too_few" };
  const weight = weighed.reduce((sum, { auc }) => sum + auc.standardError ** -2, 0);
  const mean = weighed.reduce((sum, { auc }) => sum + auc.value / auc.standardError ** 2, 0) / weight;
  const q = weighed.reduce((sum, { auc }) => sum + ((auc.value - mean) / auc.standardError) ** 2, 0);
  const p = chiSquaredUpper(q, weighed.length - 1);
  const opposite = groups.some(({ auc }) => (mean > 0.5 ? auc.high < 0.5 : auc.low > 0.5));
  return { groups, p, verdict: opposite ? "reverses" : p < 0.05 ? "varies" : "stable" };
}

function subset({ values, positive, clusters, strata }: Sample, rows: readonly number[]): Sample {
  const pick = (column: ArrayLike<number>): number[] => rows.map((row) => column[row]!);
  return { values: pick(values), positive: pick(positive), ...(clusters ? { clusters: pick(clusters) } : {}), ...(strata ? { strata: pick(strata) } : {}) };
}

/**
 * Rows to be ranked: the chance that a customer who stayed had the greater value than one who left, both deciding in the same quarter.
 * Over all time a measurement that rises everywhere while fewer leave would look like a cause.
 */
export function sampleOf({ values, won, clusters, quarters }: MetricRows): Sample {
  return { values, positive: won, clusters, strata: quarters };
}
