import type { Circumstances } from "../conditions/circumstances.ts";
import type { Instant } from "../lib/zone.ts";
import type { MetricRow } from "../metrics/row.ts";
import type { PersonalAdjustment } from "./adjustment.ts";

/** What a score is made from: one account at one instant. */
export interface ScoringRow extends MetricRow {
  readonly circumstances: Circumstances;
  readonly asOf: Instant;
  /** All that people ever set and didn't withdraw, in the order in which it is applied: by time. */
  readonly people: readonly PersonalAdjustment[];
}

/**
 * The result of scoring one row, written over by the next. Metrics, categories and adjustments are at the places that
 * they have in the compiled model. Scores are 0 to 100, NaN where nothing is present.
 */
export interface ScoreCard {
  /** Weighted mean of the categories that have a score, before any adjustment. */
  mean: number;
  /** After the model's adjustments. */
  adjusted: number;
  /** After people's adjustments too: the computed score. */
  score: number;
  /** Percent of the model's weight that rests on present values. */
  coverage: number;
  readonly metricScores: Float64Array;
  /** Share of each metric in the mean after redistribution; they sum to 1, and a missing metric has 0. */
  readonly metricWeights: Float64Array;
  readonly categoryScores: Float64Array;
  /** Share of each category in the mean after redistribution. */
  readonly categoryWeights: Float64Array;
  /** Percent of the category's weight that rests on present values. */
  readonly categoryCoverage: Float64Array;
  /** For each adjustment of the model the place of its outcome in `outcomes`. */
  readonly outcomes: Uint8Array;
  /** Points that each adjustment of the model added to the score. */
  readonly effects: Float64Array;
}

export interface CardSizes {
  readonly metrics: number;
  readonly categories: number;
  readonly adjustments: number;
}

export function emptyCard({ metrics, categories, adjustments }: CardSizes): ScoreCard {
  return {
    mean: Number.NaN,
    adjusted: Number.NaN,
    score: Number.NaN,
    coverage: 0,
    metricScores: new Float64Array(metrics),
    metricWeights: new Float64Array(metrics),
    categoryScores: new Float64Array(categories),
    categoryWeights: new Float64Array(categories),
    categoryCoverage: new Float64Array(categories),
    outcomes: new Uint8Array(adjustments),
    effects: new Float64Array(adjustments),
  };
}
