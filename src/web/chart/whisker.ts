/** A number with the interval that it lies in. */
export interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface WhiskerBox {
  readonly width: number;
  /** What stands at the left and at the right edge. */
  readonly from: number;
  readonly to: number;
}

export interface Whisker {
  readonly dot: number;
  readonly left: number;
  readonly right: number;
}

const inset = 5;

/** Where a dot and its whiskers stand from the left, in pixels; what lies beyond an edge ends there. Undefined where nothing is known. */
export function whiskerOf({ value, low, high }: Interval, box: WhiskerBox): Whisker | undefined {
  if (value === null) return undefined;
  return { dot: placeIn(value, box), left: placeIn(low ?? value, box), right: placeIn(high ?? value, box) };
}

export const placeIn = (value: number, { width, from, to }: WhiskerBox): number => Math.round((inset + (width - 2 * inset) * Math.min(1, Math.max(0, (value - from) / (to - from)))) * 10) / 10;
