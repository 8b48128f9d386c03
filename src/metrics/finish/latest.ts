import { type Duration, before } from "../../lib/duration.ts";
import { type Instant, dayMs } from "../../lib/zone.ts";
import { windowEnd, windowStart } from "../aggregate.ts";
import { windowOf } from "../plan.ts";
import type { MetricOf } from "../schema.ts";
import { presentState } from "../value.ts";
import { type Finisher, type Frame, boundaries, codes, columnAt, miss, put } from "./finisher.ts";

export function finishRecency(metric: MetricOf<"recency">, frame: Frame): Finisher {
  const ends = boundaries(frame, (asOf) => windowEnd({ complete: metric.complete ?? false }, asOf, frame.zone));
  return (source, out) => {
    const times = columnAt(source, 0);
    for (let index = 0; index < out.values.length; index += 1) {
      const last = times[source.begin + index] as number;
      if (Number.isNaN(last)) miss(out, index, codes.never_seen);
      else put(out, index, ((ends[index] as number) - last) / dayMs);
    }
  };
}

/** The latest value (column 0), unless there is none or its time (column 1) is older than `oldest`; `absent` when it has no number. */
function finishLatest(frame: Frame, oldest: (asOf: Instant) => Instant, absent: number): Finisher {
  const expiry = boundaries(frame, oldest);
  return (source, out) => {
    const [values, times] = [columnAt(source, 0), columnAt(source, 1)];
    for (let index = 0; index < out.values.length; index += 1) {
      const time = times[source.begin + index] as number;
      const value = values[source.begin + index] as number;
      if (Number.isNaN(time)) miss(out, index, codes.never_seen);
      else if (Number.isNaN(value)) miss(out, index, absent);
      else if (time < (expiry[index] as number)) miss(out, index, codes.expired);
      else put(out, index, value);
    }
  };
}

const ageLimit = ({ zone }: Frame, age: Duration | undefined) => (asOf: Instant): Instant => (age ? before(asOf, age, zone) : -Infinity);

export const finishLast = (metric: MetricOf<"last">, frame: Frame): Finisher => finishLatest(frame, ageLimit(frame, metric.max_age), codes.never_seen);

/** A trait that is known to be absent, or whose text stands for no number, is not applicable. */
export const finishTrait = (metric: MetricOf<"trait">, frame: Frame): Finisher => finishLatest(frame, ageLimit(frame, metric.max_age), codes.not_applicable);

export function finishManual(metric: MetricOf<"manual">, frame: Frame): Finisher {
  const age = metric.max_age ?? ("days" in metric.due ? { days: metric.due.days * 2 } : { hours: metric.due.hours * 2 });
  return finishLatest(frame, ageLimit(frame, age), codes.never_seen);
}

/** An owner who came after the pulse was set makes it expire, once the grace that the aggregate looks back is over. */
export function finishPulse(metric: MetricOf<"pulse">, frame: Frame): Finisher {
  const latest = finishLatest(frame, ageLimit(frame, metric.max_age), codes.never_seen);
  return (source, out) => {
    latest(source, out);
    const [times, changes] = [columnAt(source, 1), columnAt(source, 2)];
    for (let index = 0; index < out.values.length; index += 1) {
      const row = source.begin + index;
      if (out.states[index] === presentState && (changes[row] as number) > (times[row] as number)) miss(out, index, codes.expired);
    }
  };
}

export function finishSurvey(metric: MetricOf<"survey">, frame: Frame): Finisher {
  const start = (asOf: Instant): Instant => windowStart(windowOf(metric), asOf, frame.zone);
  if (metric.measure === "latest") return finishLatest(frame, start, codes.never_seen);
  const starts = boundaries(frame, start);
  return (source, out) => {
    const [times, sums, answers] = [columnAt(source, 1), columnAt(source, 2), columnAt(source, 3)];
    for (let index = 0; index < out.values.length; index += 1) {
      const row = source.begin + index;
      const [time, count] = [times[row] as number, answers[row] as number];
      if (Number.isNaN(time)) miss(out, index, codes.never_seen);
      else if (time < (starts[index] as number) || count === 0) miss(out, index, codes.expired);
      else put(out, index, (sums[row] as number) / count);
    }
  };
}
