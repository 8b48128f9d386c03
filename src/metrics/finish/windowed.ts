import { before } from "../../lib/duration.ts";
import { windowEnd, windowStart } from "../aggregate.ts";
import { type WindowedMetric, trendWindows, windowOf, windowedAggregates, windowedMetric } from "../plan.ts";
import type { MetricOf } from "../schema.ts";
import { presentState } from "../value.ts";
import { type Finisher, type Frame, type Source, type Stretch, boundaries, codes, columnAt, miss, put, stretchOf } from "./finisher.ts";

/** The column as it is. */
export function finishColumn(place: number): Finisher {
  return (source, out) => {
    const column = columnAt(source, place);
    for (let index = 0; index < out.values.length; index += 1) put(out, index, column[source.begin + index] as number);
  };
}

/** One column over another; not_applicable where there is nothing to divide by. */
export function finishRatio(place: number, over: number): Finisher {
  return (source, out) => {
    const [values, denominators] = [columnAt(source, place), columnAt(source, over)];
    for (let index = 0; index < out.values.length; index += 1) {
      const denominator = denominators[source.begin + index] as number;
      if (denominator > 0) put(out, index, (values[source.begin + index] as number) / denominator);
      else miss(out, index, codes.not_applicable);
    }
  };
}

/** The value of a windowed metric from its aggregates, which begin at `place` among the columns. */
function finishInner(metric: WindowedMetric, place = 0): Finisher {
  const isRatio = metric.kind === "average" || (metric.kind === "adoption" && metric.measure === "share");
  return isRatio ? finishRatio(place, place + 1) : finishColumn(place);
}

export const finishWindowed = (metric: WindowedMetric): Finisher => finishInner(metric);

/** How many of the features are used, or by how many users, or by what share of them. */
export function finishAdoption(metric: MetricOf<"adoption">): Finisher {
  if (metric.measure !== "breadth") return finishInner(metric);
  const features = metric.features.length;
  return (source, out) => {
    const used = columnAt(source, 0);
    for (let index = 0; index < out.values.length; index += 1) put(out, index, (used[source.begin + index] as number) / features);
  };
}

/** Now over earlier, minus one; too_young while the account was not there yet when the earlier window began. */
export function finishTrend(metric: MetricOf<"trend">, frame: Frame): Finisher {
  const inner = windowedMetric(frame.metrics, metric.metric);
  const { now, earlier } = trendWindows(metric, inner);
  const finishNow = finishInner(inner);
  const finishEarlier = finishInner(inner, windowedAggregates(inner, now).length);
  const base = stretchOf(frame);
  const { min_history: history, min_base: least } = metric;
  const oldEnough = boundaries(frame, (asOf) => (history ? before(windowEnd(now, asOf, frame.zone), history, frame.zone) : windowStart(earlier, asOf, frame.zone)));
  return (source, out) => {
    finishNow(source, out);
    finishEarlier(source, base);
    for (let index = 0; index < out.values.length; index += 1) compareWith(out, index, { base, isYoung: source.born > (oldEnough[index] as number), least });
  };
}

interface Base {
  readonly base: Stretch;
  readonly isYoung: boolean;
  readonly least: number;
}

/** Turns the value of now into its change against the earlier one. */
function compareWith(out: Stretch, index: number, { base, isYoung, least }: Base): void {
  const [value, state] = [base.values[index] as number, base.states[index] as number];
  if (isYoung) miss(out, index, codes.too_young);
  else if (state !== presentState) miss(out, index, state);
  else if (value < least) miss(out, index, codes.not_applicable);
  else out.values[index] = (out.values[index] as number) / value - 1;
}

export function finishRate(metric: MetricOf<"rate">, { metrics }: Frame): Finisher {
  const inner = windowedMetric(metrics, metric.metric);
  const value = finishInner(inner);
  if (metric.per === "month") {
    const months = ("days" in inner.window ? inner.window.days : inner.window.hours / 24) / 30;
    return (source, out) => {
      value(source, out);
      for (let index = 0; index < out.values.length; index += 1) out.values[index] = (out.values[index] as number) / months;
    };
  }
  return finishPer(value, { over: windowedAggregates(inner, windowOf(inner)).length, unit: metric.per === "revenue" ? 1000 : 1 });
}

/** Values per so many of what another column counts. */
function finishPer(value: Finisher, { over, unit }: { over: number; unit: number }): Finisher {
  return (source: Source, out: Stretch) => {
    value(source, out);
    const column = columnAt(source, over);
    for (let index = 0; index < out.values.length; index += 1) {
      const denominator = (column[source.begin + index] as number) / unit;
      if (!(denominator > 0)) miss(out, index, codes.not_applicable);
      else if (out.states[index] === presentState) out.values[index] = (out.values[index] as number) / denominator;
    }
  };
}
