import { type Auc, rankAuc } from "../../lib/statistics/auc.ts";
import type { Estimate } from "../../lib/statistics/interval.ts";
import { effectiveShare, wilson } from "../../lib/statistics/proportion.ts";
import type { ScoreRows } from "../backtest/rows.ts";

/** The decisions of one segment, stage or owner, as the score saw them. */
export interface GroupOfReview {
  readonly group: string;
  readonly decisions: number;
  readonly lost: number;
  readonly lossRate: Estimate;
  readonly meanScore: number;
  /** Mean growth of revenue of those who stayed; NaN when unknown. */
  readonly growth: number;
  /** How well the score told apart within the group; absent with too few of either kind. */
  readonly auc?: Auc;
}

const [fewestDecisions, fewestOfEach] = [10, 8];

/** The groups with enough decisions, the one that loses most first. `labels` names the group of each row. */
export function groupsOf(rows: ScoreRows, labels: readonly string[]): GroupOfReview[] {
  const byGroup = Map.groupBy(labels.map((label, row) => ({ label, row })), ({ label }) => label);
  const groups = [...byGroup].map(([group, own]) => groupOf(group, rows, own.map(({ row }) => row)));
  return groups.filter(({ decisions }) => decisions >= fewestDecisions).toSorted((one, other) => other.lossRate.value - one.lossRate.value);
}

function groupOf(group: string, rows: ScoreRows, own: readonly number[]): GroupOfReview {
  const pick = (column: ArrayLike<number>): number[] => own.map((row) => column[row]!);
  const [won, clusters, scores] = [pick(rows.won), pick(rows.clusters), pick(rows.scores)];
  const { successes, n } = effectiveShare(won.map((one) => 1 - one), clusters);
  const lost = won.filter((one) => one === 0).length;
  const growth = own.map((row) => rows.decisions[row]!).filter((decision) => !decision.lost && Number.isFinite(decision.growth)).map((decision) => decision.growth);
  const enough = Math.min(lost, own.length - lost) >= fewestOfEach;
  return {
    group,
    decisions: own.length,
    lost,
    lossRate: wilson(successes, n),
    meanScore: scores.reduce((sum, score) => sum + score, 0) / own.length,
    growth: growth.length > 0 ? growth.reduce((sum, rate) => sum + rate, 0) / growth.length : Number.NaN,
    ...(enough && { auc: rankAuc({ values: scores, positive: won, clusters, strata: pick(rows.quarters) }) }),
  };
}
