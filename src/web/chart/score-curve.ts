import { type Box, placesIn } from "./box.ts";

/** A score at an instant, in epoch milliseconds; null where it can't be told. */
export interface CurvePoint {
  readonly time: number;
  readonly score: number | null;
}

export interface Curve {
  readonly path: string;
  /** The same line closed down to the floor, to be filled. */
  readonly area: string;
  readonly x: (time: number) => number;
  readonly y: (score: number) => number;
}

const dayMs = 86_400_000;
/** Days between midnights are 23 to 25 hours; more than that between two points is a gap. */
const gapMs = 1.6 * dayMs;

/** Scores over time between the edges of a drawing; 0 to 100 from bottom to top. */
export function curveOf(points: readonly CurvePoint[], span: readonly [from: number, to: number], box: Box): Curve {
  const [from, to] = span;
  const places = placesIn(box);
  const x = (time: number): number => places.x((time - from) / Math.max(1, to - from));
  const y = (score: number): number => places.y(score / 100);
  const runs = runsOf(points);
  const line = (run: readonly Known[]): string => run.map(({ time, score }, place) => `${place === 0 ? "M" : "L"}${tenth(x(time))} ${tenth(y(score))}`).join("") + (run.length === 1 ? "h0" : "");
  const floor = tenth(y(0));
  return {
    path: runs.map(line).join(""),
    area: runs.flatMap((run) => (run.length > 1 ? [`${line(run)}L${tenth(x(run.at(-1)?.time ?? 0))} ${floor}L${tenth(x(run[0]?.time ?? 0))} ${floor}Z`] : [])).join(""),
    x,
    y,
  };
}

interface Known {
  readonly time: number;
  readonly score: number;
}

function runsOf(points: readonly CurvePoint[]): Known[][] {
  const runs: Known[][] = [];
  let before: number | undefined;
  for (const { time, score } of points) {
    if (score === null) before = undefined;
    else {
      if (before === undefined || time - before > gapMs) runs.push([]);
      runs.at(-1)?.push({ time, score });
      before = time;
    }
  }
  return runs;
}

/** The point that is nearest in time; -1 when there is none. Points ascend. */
export function nearestPoint(points: readonly CurvePoint[], time: number): number {
  let [low, high] = [0, points.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.time ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [points[low - 1], points[low]];
  return before !== undefined && after !== undefined && time - before.time < after.time - time ? low - 1 : points.length === 0 ? -1 : low;
}

const steps = [1, 2, 3, 6, 12, 24] as const;

/** First days of months, in UTC, so many that their names fit. */
export function monthTicks([from, to]: readonly [number, number], most: number): number[] {
  const start = new Date(from);
  const months = (to - from) / (30.4375 * dayMs);
  const step = steps.find((size) => months / size <= most) ?? 24;
  const ticks: number[] = [];
  for (let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth() + (start.getUTCDate() > 1 ? 1 : 0)) / step) * step; ; month += step) {
    const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (time > to) return ticks;
    if (time >= from) ticks.push(time);
  }
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
