import { type Auc, rankAuc } from "../../lib/statistics/auc.ts";
import { compileScale, pointsOf } from "../../scores/scale.ts";
import type { Scale } from "../../scores/schema.ts";
import type { ScoreRows } from "../backtest/rows.ts";
import { valuesAt } from "../suggestions/feature.ts";
import type { MeasuredGrid } from "../won-lost/rows.ts";

/** A metric of the model: its share of the overall score, and how its raw values become points. */
export interface CountedMetric {
  readonly id: string;
  readonly share: number;
  readonly scale: Scale | undefined;
}

/** What a metric's points said before the decisions. */
export interface MetricRecord {
  readonly id: string;
  readonly share: number;
  /** Rows with a value. */
  readonly seen: number;
  readonly meanWon: number;
  readonly meanLost: number;
  readonly auc: Auc;
  /** `told`: the lost had surely fewer points. `misled`: surely more. */
  readonly verdict: "told" | "nothing" | "misled" | "too_few";
}

const fewestOfEach = 10;

/** Every metric that counts, by how much it held up the score of the lost against that of the others, the worst first. */
export function metricRecords(measured: MeasuredGrid, metrics: readonly CountedMetric[], rows: ScoreRows): MetricRecord[] {
  return metrics.map((metric) => recordOf(metric, measured, rows)).toSorted((one, other) => heldUp(other) - heldUp(one));
}

/** Points of the overall score that the metric gave the lost more than the others; of one that was never there none. */
function heldUp({ share, meanLost, meanWon }: MetricRecord): number {
  const difference = meanLost - meanWon;
  return Number.isNaN(difference) ? Number.NEGATIVE_INFINITY : share * difference;
}

function recordOf({ id, share, scale }: CountedMetric, measured: MeasuredGrid, rows: ScoreRows): MetricRecord {
  const compiled = compileScale(scale);
  const points = valuesAt(measured, measured.metricIds.indexOf(id), rows.cells).map((raw) => (Number.isNaN(raw) ? Number.NaN : pointsOf(compiled, raw)));
  const there = Array.from(points, (_, row) => row).filter((row) => !Number.isNaN(points[row]!));
  const pick = (column: ArrayLike<number>): number[] => there.map((row) => column[row]!);
  const auc = rankAuc({ values: pick(points), positive: pick(rows.won), clusters: pick(rows.clusters), strata: pick(rows.quarters) });
  const meanOf = (kind: 0 | 1): number => {
    const own = there.filter((row) => rows.won[row] === kind);
    return own.length === 0 ? Number.NaN : own.reduce((sum, row) => sum + points[row]!, 0) / own.length;
  };
  const enough = Math.min(auc.positives, auc.negatives) >= fewestOfEach;
  const verdict = !enough ? "too_few" : auc.low > 0.5 ? "told" : auc.high < 0.5 ? "misled" : "nothing";
  return { id, share, seen: there.length, meanWon: meanOf(1), meanLost: meanOf(0), auc, verdict };
}
