import type { Snapshot } from "../../scores/snapshot.ts";
import type { Benchmark, Benchmarks, NoBenchmark } from "./benchmark.ts";
import type { Place } from "./place.ts";
import { overall } from "./standings.ts";

/** A score of an account against its benchmark. */
export interface Gap {
  readonly subject: string;
  readonly score: number;
  readonly benchmark: Exclude<Benchmark, NoBenchmark>;
  /** Score less benchmark: negative when points are missing. */
  readonly points: number;
  readonly isUnder: boolean;
  /** Share of the group that scored no more than this; undefined against a fixed target. */
  readonly rank?: number;
}

export interface MetricGap extends Gap {
  /** What the gap of this metric alone makes in points of the account's mean: its weight times the gap. */
  readonly effect: number;
}

/** An account against customers like it. */
export interface AccountGap {
  readonly overall: Gap;
  readonly categories: readonly Gap[];
  /** The one that explains most of a shortfall first. */
  readonly metrics: readonly MetricGap[];
}

/** Why there is nothing to compare; a score that rests on too little is none. */
export type NoGap = NoBenchmark | { readonly kind: "no_score" };

/**
 * How far an account is from its benchmarks. The computed score is compared, as the past is: what a person put in its
 * place says nothing about customers like it.
 */
export function gapOf(snapshot: Pick<Snapshot, "computed" | "categories" | "metrics" | "unknown">, place: Place, benchmarks: Benchmarks): AccountGap | NoGap {
  const { score } = snapshot.computed;
  if (score === null || snapshot.unknown) return { kind: "no_score" };
  const benchmark = benchmarks(place, overall);
  if (benchmark.kind === "none") return benchmark;
  const against = (subject: string, own: number | null): Gap[] => {
    const found = benchmarks(place, subject);
    return own === null || found.kind === "none" ? [] : [gap(own, found)];
  };
  const metrics = snapshot.metrics.flatMap(({ metric, score: own, weight }) => against(metric, own).map((one) => ({ ...one, effect: weight * one.points })));
  return {
    overall: gap(score, benchmark),
    categories: snapshot.categories.flatMap(({ category, score: own }) => against(category, own)),
    metrics: metrics.toSorted((one, other) => one.effect - other.effect),
  };
}

export const isCompared = (gap: AccountGap | NoGap): gap is AccountGap => "overall" in gap;

function gap(score: number, benchmark: Exclude<Benchmark, NoBenchmark>): Gap {
  const common = { subject: benchmark.subject, score, benchmark, points: score - benchmark.points, isUnder: score < benchmark.under };
  if (benchmark.kind === "target") return common;
  return { ...common, rank: notAbove(benchmark.scores, score) / benchmark.scores.length };
}

/** How many of ascending scores are no higher; found by halving, because every account asks. */
function notAbove(scores: Float64Array, score: number): number {
  let [low, high] = [0, scores.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((scores[middle] as number) <= score) low = middle + 1;
    else high = middle;
  }
  return low;
}
