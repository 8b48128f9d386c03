import { quantiles } from "../../lib/statistics/quantiles.ts";
import { presentState } from "../../metrics/value.ts";
import { compileScale, pointsOf } from "../../scores/scale.ts";
import type { MeasuredGrid } from "../won-lost/rows.ts";

/** Whether more or less of a metric is healthy. */
export type Better = "more" | "less";
export type Anchors = readonly (readonly [raw: number, points: number])[];

/** A metric turned into points; NaN where it is missing. One value for each row. */
export interface Feature {
  readonly metric: string;
  readonly better: Better;
  readonly anchors: Anchors;
  readonly points: Float64Array;
}

/** The raw values of metric `k` in the given cells; NaN where missing. */
export function valuesAt(measured: MeasuredGrid, k: number, cells: ArrayLike<number>): Float64Array {
  const width = measured.metricIds.length;
  return Float64Array.from(cells, (cell) => (measured.states[cell * width + k] === presentState ? measured.values[cell * width + k]! : Number.NaN));
}

const [shares, steps] = [[0.05, 0.25, 0.5, 0.75, 0.95], [0, 25, 50, 75, 100]] as const;

/**
 * Anchors at five quantiles of the values, so that points spread evenly whatever the unit; quantiles that coincide share one anchor
 * with the mean of their points. Undefined when the values hardly differ.
 */
export function anchorsFor(values: Float64Array, better: Better): Anchors | undefined {
  const byRaw = new Map<number, number[]>();
  quantiles(values, shares).forEach((raw, i) => {
    const rounded = Number(raw.toPrecision(3));
    byRaw.set(rounded, [...(byRaw.get(rounded) ?? []), better === "more" ? steps[i]! : 100 - steps[i]!]);
  });
  const anchors = [...byRaw].map(([raw, points]) => [raw, points.reduce((sum, one) => sum + one, 0) / points.length] as const);
  return anchors.length < 2 || Number.isNaN(anchors[0]![0]) ? undefined : anchors.toSorted(([a], [b]) => a - b);
}

export function pointsFor(values: Float64Array, anchors: Anchors): Float64Array {
  const scale = compileScale(anchors.map(([raw, points]) => [raw, points]));
  return values.map((raw) => (Number.isNaN(raw) ? Number.NaN : pointsOf(scale, raw)));
}

/** The weighted mean of the points that are there, as a model of one category scores; NaN where none is. */
export function weightedScore(points: readonly Float64Array[], weights: readonly number[]): Float64Array {
  return Float64Array.from({ length: points[0]?.length ?? 0 }, (_, row) => {
    let [sum, total] = [0, 0];
    points.forEach((column, j) => {
      if (Number.isNaN(column[row]!)) return;
      sum += weights[j]! * column[row]!;
      total += weights[j]!;
    });
    return total > 0 ? sum / total : Number.NaN;
  });
}
