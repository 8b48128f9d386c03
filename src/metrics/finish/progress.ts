import { dayMs, localDay, monthDays } from "../../lib/zone.ts";
import type { MetricOf } from "../schema.ts";
import { targetAt } from "../target.ts";
import { presentState } from "../value.ts";
import { type Finisher, type Frame, type Source, boundaries, codes, columnAt, miss, put } from "./finisher.ts";

export function finishMilestones(metric: MetricOf<"milestones">): Finisher {
  const all = Object.keys(metric.milestones).length;
  return (source, out) => {
    for (let index = 0; index < out.values.length; index += 1) {
      const { reached, latest } = milestonesAt(source, all, source.begin + index);
      if (metric.measure === "share") put(out, index, reached / all);
      else if (reached < all) miss(out, index, codes.not_applicable);
      else put(out, index, (latest - source.born) / dayMs);
    }
  };
}

/** How many of the first `all` columns have a time, and the latest of these. */
function milestonesAt(source: Source, all: number, row: number): { reached: number; latest: number } {
  let reached = 0;
  let latest = -Infinity;
  for (let place = 0; place < all; place += 1) {
    const first = columnAt(source, place)[row] as number;
    if (Number.isNaN(first)) continue;
    reached += 1;
    if (first > latest) latest = first;
  }
  return { reached, latest };
}

/** What `value` finishes, over what is expected in the month since the earliest start of an active contract, the last column. */
export function finishAttainment(metric: MetricOf<"attainment">, frame: Frame, value: Finisher): Finisher {
  const days = boundaries(frame, (asOf) => localDay(asOf, frame.zone));
  return (source, out) => {
    value(source, out);
    const starts = columnAt(source, source.columns.length - 1);
    for (let index = 0; index < out.values.length; index += 1) {
      if (out.states[index] !== presentState) continue;
      const started = starts[source.begin + index] as number;
      const month = Number.isNaN(started) ? Number.NaN : ((days[index] as number) - localDay(started, frame.zone)) / monthDays;
      const target = Number.isNaN(month) ? 0 : targetAt(metric.target, month);
      if (target === 0) miss(out, index, codes.not_applicable);
      else out.values[index] = (out.values[index] as number) / target;
    }
  };
}
