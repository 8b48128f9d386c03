import type { Band } from "../../scores/bands.ts";
import { type Box, placesIn } from "./box.ts";

export interface TrendDay {
  readonly time: number;
  readonly values: Readonly<Record<Band, number>>;
}

/** From the bottom up: what needs somebody lies where it can be read against the axis. */
export const stackOrder: readonly Band[] = ["red", "yellow", "green", "unknown"];

export interface Layer {
  readonly band: Band;
  readonly path: string;
}

const totalOf = ({ values }: TrendDay): number => stackOrder.reduce((sum, band) => sum + values[band], 0);

export interface TrendScale {
  readonly span: readonly [first: number, last: number];
  readonly x: (time: number) => number;
  readonly y: (share: number) => number;
}

/** From the first day to the last, also of those without accounts; shares from bottom to top. */
export function trendScale(days: readonly TrendDay[], box: Box): TrendScale {
  const [first, last] = [days[0]?.time ?? 0, days.at(-1)?.time ?? 0];
  const { x, y } = placesIn(box);
  return { span: [first, last], x: (time) => x((time - first) / Math.max(1, last - first)), y };
}

/** Shares of the bands, one upon the other, day by day; a day without accounts is left out. */
export function layersOf(all: readonly TrendDay[], { x, y }: TrendScale): readonly Layer[] {
  const days = all.filter((day) => totalOf(day) > 0);
  const below = (day: TrendDay, band: Band): number => stackOrder.slice(0, stackOrder.indexOf(band)).reduce((sum, one) => sum + day.values[one], 0) / totalOf(day);
  return stackOrder.map((band) => {
    const upper = days.map((day) => `${round(x(day.time))} ${round(y(below(day, band) + day.values[band] / totalOf(day)))}`);
    const lower = days.map((day) => `${round(x(day.time))} ${round(y(below(day, band)))}`).reverse();
    return { band, path: days.length < 2 ? "" : `M${[...upper, ...lower].join("L")}Z` };
  });
}

/** The first day of every month, and the last day there is. */
export function monthRows<T extends { readonly asOf: string }>(days: readonly T[], monthOf: (day: T) => string): readonly T[] {
  const rows = days.filter((day, place) => place > 0 && monthOf(day) !== monthOf(days[place - 1] as T));
  const last = days.at(-1);
  return last && rows.at(-1) !== last ? [...rows, last] : rows;
}

const round = (value: number): number => Math.round(value * 10) / 10;
