import type { MetricDefinition } from "../../metrics/schema.ts";
import { applyOperation, operationOf } from "../../scores/adjustment.ts";
import { compileScale, pointsOf } from "../../scores/scale.ts";
import type { Adjustment, Scale } from "../../scores/schema.ts";
import type { Pack } from "../schema.ts";
import { scored } from "./weights.ts";

/** All scores from `low` to `high`, both included; one score when they are equal. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** More single scores than this are as good as everything between them. */
const mostIntervals = 500;

/**
 * The overall scores that accounts can have when nothing is missing: ascending, not touching. Metrics are taken to be
 * independent, which they rarely are, so every real score is among them but not every one of them is real.
 */
export function reachableScores(pack: Pack): Interval[] {
  const sum = scored(pack).reduce<Interval[]>((scores, { id, share, entry }) => {
    const metric = pack.metrics[id];
    const own = metric === undefined ? [{ low: 0, high: 100 }] : metricPoints(metric, entry.scale);
    return joined(scores.flatMap((left) => own.map((right) => ({ low: left.low + share * right.low, high: left.high + share * right.high }))));
  }, [{ low: 0, high: 0 }]);
  return pack.model.adjustments.reduce(adjusted, sum);
}

/** What a metric can be worth: single values for steps and for kinds that give points, else all between the extremes. */
function metricPoints(metric: MetricDefinition, scale: Scale | undefined): Interval[] {
  const compiled = compileScale(scale);
  const given = givenPoints(metric);
  if (given !== undefined) return joined(given.map((value) => single(pointsOf(compiled, value))));
  if (compiled.stepped) return joined(Array.from(compiled.points, single));
  return [{ low: Math.min(...compiled.points), high: Math.max(...compiled.points) }];
}

/** The raw values of kinds that have only a few. */
function givenPoints(metric: MetricDefinition): number[] | undefined {
  if (metric.kind === "recipe") return [...metric.cases.map(({ points }) => points), metric.otherwise];
  return metric.kind === "pulse" ? [0, 50, 100] : undefined;
}

/** Operations keep the order of scores, so the ends of an interval stay its ends. A condition may hold or not. */
function adjusted(scores: readonly Interval[], adjustment: Adjustment): Interval[] {
  const { operation, amount } = operationOf(adjustment);
  const changed = scores.map(({ low, high }) => ({ low: applyOperation(low, operation, amount), high: applyOperation(high, operation, amount) }));
  const always = adjustment.when === undefined && adjustment.expires === undefined;
  return joined(always ? changed : [...scores, ...changed]);
}

const single = (score: number): Interval => ({ low: score, high: score });

function joined(intervals: readonly Interval[]): Interval[] {
  const ascending = [...intervals].sort((a, b) => a.low - b.low);
  const result: Interval[] = [];
  for (const interval of ascending) {
    const last = result.at(-1);
    if (last !== undefined && interval.low <= last.high + 1e-9) result[result.length - 1] = { low: last.low, high: Math.max(last.high, interval.high) };
    else result.push(interval);
  }
  const [first, last] = [result[0], result.at(-1)];
  return result.length > mostIntervals && first && last ? [{ low: first.low, high: last.high }] : result;
}
