import { type Auc, rankAuc } from "../../lib/statistics/auc.ts";
import { chiSquaredUpper } from "../../lib/statistics/distributions.ts";
import { type MetricRows, rowsWhere } from "./rows.ts";

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
export function stabilityOver(rows: MetricRows, labels: readonly string[]): Stability {
  const groups = [...new Set(labels)].toSorted()
    .map((group) => ({ group, auc: aucOfRows(rowsWhere(rows, (row) => labels[row] === group)) }))
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

/**
 * The chance that a customer who stayed had the greater value than one who left, both deciding in the same quarter: over all time a
 * measurement that rises everywhere while fewer leave would look like a cause.
 */
export function aucOfRows({ values, won, clusters, quarters }: MetricRows): Auc {
  return rankAuc({ values, positive: won, clusters, strata: quarters });
}
