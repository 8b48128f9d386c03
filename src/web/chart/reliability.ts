import { type Box, placesIn } from "./box.ts";
import type { Interval } from "./whisker.ts";

/** Customers that were told about the same likelihood, and how many of them it came true for. */
export interface ReliabilityBin {
  readonly predicted: number | null;
  readonly observed: Interval;
  readonly n: number;
}

export interface ReliabilityScale {
  /** The greatest share on both axes. */
  readonly most: number;
  readonly ticks: readonly number[];
  readonly x: (share: number) => number;
  readonly y: (share: number) => number;
}

const rounds = [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 1] as const;

/** Both axes alike, as far as anything lies: likelihoods of some percent would else stand in a corner. */
export function reliabilityScale(bins: readonly ReliabilityBin[], box: Box): ReliabilityScale {
  const furthest = Math.max(0, ...bins.flatMap(({ predicted, observed }) => [predicted ?? 0, observed.high ?? observed.value ?? 0]));
  const most = rounds.find((round) => round >= furthest) ?? 1;
  const { x, y } = placesIn(box);
  return {
    most,
    ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => part * most),
    x: (share) => x(share / most),
    y: (share) => y(share / most),
  };
}
