import { type Box, placesIn } from "./box.ts";

/** The share that is left after so many days. */
export interface Step {
  readonly days: number;
  readonly left: number;
}

export interface StepScale {
  readonly x: (days: number) => number;
  readonly y: (share: number) => number;
}

export function stepScale(most: number, box: Box): StepScale {
  const { x, y } = placesIn(box);
  return { x: (days) => x(Math.min(days, most) / most), y };
}

/** A curve that falls in steps, from everybody on the first day to the last day that anybody was watched. */
export function stepPath(steps: readonly Step[], watchedDays: number, { x, y }: StepScale): string {
  const falls = steps.map(({ days, left }) => `H${round(x(days))}V${round(y(left))}`);
  return `M${round(x(0))} ${round(y(1))}${falls.join("")}H${round(x(watchedDays))}`;
}

/** The share left after so many days; undefined where nobody was watched so long. */
export function leftAfter(steps: readonly Step[], days: number, watchedDays: number): number | undefined {
  return days > watchedDays ? undefined : (steps.findLast((step) => step.days <= days)?.left ?? 1);
}

/** Whole days to be written below a curve. */
export function dayTicks(most: number, wanted = 6): readonly number[] {
  const step = [1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730].find((size) => most / size <= wanted) ?? 1460;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step);
}

const round = (value: number): number => Math.round(value * 10) / 10;
