import { quantiles } from "../../lib/statistics/quantiles.ts";
import { bandOf } from "../../scores/bands.ts";
import { type Distribution, distributionOf } from "../../scores/portfolio.ts";

/** Bands that part the accounts of today into thirds, in whole points. */
export type SuggestedBands =
  | { readonly kind: "bands"; readonly red_below: number; readonly yellow_below: number; readonly distribution: Distribution }
  | { readonly kind: "too_few"; readonly accounts: number; readonly needed: number }
  /** Scores so close together that bands in whole points can't part them. */
  | { readonly kind: "too_close"; readonly accounts: number; readonly low: number; readonly high: number };

/** Under so many accounts a third is a handful. */
const fewest = 30;

/** An even spread is the baseline when bands are set; it is no statement about who will leave. */
export function suggestBands(scores: readonly number[]): SuggestedBands {
  if (scores.length < fewest) return { kind: "too_few", accounts: scores.length, needed: fewest };
  const [low, high] = quantiles(scores, [1 / 3, 2 / 3]) as [number, number];
  const [red_below, yellow_below] = [Math.round(low), Math.round(high)];
  const distribution = distributionOf(scores.map((score) => bandOf(score, { red_below, yellow_below })));
  const parts = Math.min(distribution.shares.red, distribution.shares.yellow, distribution.shares.green);
  return parts < 0.2 ? { kind: "too_close", accounts: scores.length, low, high } : { kind: "bands", red_below, yellow_below, distribution };
}
