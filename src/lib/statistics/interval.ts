import { normalQuantile } from "./distributions.ts";

/** An estimate with the interval that covers the truth at the stated level, 0.95 where nothing else is said. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The two-sided normal quantile of a level: 1.96 for 0.95. */
export function zOf(level = 0.95): number {
  return normalQuantile((1 + level) / 2);
}
