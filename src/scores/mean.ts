import type { MetricRow } from "../metrics/row.ts";
import { presentState } from "../metrics/value.ts";
import { clampScore } from "./adjustment.ts";
import type { ScoreCard } from "./card.ts";
import { type CompiledScale, pointsOf } from "./scale.ts";
import type { Bands } from "./schema.ts";

export interface CompiledMetric {
  readonly id: string;
  /** Place of its category. */
  readonly category: number;
  /** Its cell within a row. */
  readonly slot: number;
  readonly weight: number;
  readonly scale: CompiledScale;
  readonly bands: Bands;
}

export interface CompiledCategory {
  readonly id: string;
  readonly weight: number;
  /** Sum of the weights of its metrics. */
  readonly metricWeight: number;
  /** Its metrics are at the places `begin` to `end` - 1. */
  readonly begin: number;
  readonly end: number;
  readonly bands: Bands;
}

/** The metrics and categories of a model, in the order written. */
export interface ScoredParts {
  readonly metrics: readonly CompiledMetric[];
  readonly categories: readonly CompiledCategory[];
}

/**
 * The weighted mean. Within a category, present metrics share its weight in proportion to theirs:
 * S_c = sum(w_m * s_m) / sum(w_m). Categories that have a score share the whole in the same way:
 * mean = sum(W_c * S_c) / sum(W_c). So a metric counts W_c / sum(W_c) * w_m / sum(w_m).
 * Coverage = 100 * sum(W_c * present w_m / all w_m) / sum(W_c), over all categories whose metrics have weight.
 */
export function scoreMean(parts: ScoredParts, row: MetricRow, card: ScoreCard): void {
  const { metrics, categories } = parts;
  scoreMetrics(metrics, row, card);
  let weighted = 0;
  let weight = 0;
  let covered = 0;
  let all = 0;
  for (let place = 0; place < categories.length; place += 1) {
    const category = categories[place] as CompiledCategory;
    if (category.metricWeight > 0) all += category.weight;
    const present = scoreCategory(parts, place, card);
    // Until the whole is known, this holds how much of the category's own weight is present.
    card.categoryWeights[place] = present;
    if (present === 0) continue;
    weighted += category.weight * (card.categoryScores[place] as number);
    weight += category.weight;
    covered += category.weight * (present / category.metricWeight);
  }
  // Rounding alone could put a mean of hundreds above 100.
  card.mean = weight > 0 ? clampScore(weighted / weight) : Number.NaN;
  card.coverage = all > 0 ? (covered / all) * 100 : 0;
  shareWeights(parts, weight, card);
}

function scoreMetrics(metrics: readonly CompiledMetric[], { values, states, offset }: MetricRow, card: ScoreCard): void {
  for (let place = 0; place < metrics.length; place += 1) {
    const { slot, scale } = metrics[place] as CompiledMetric;
    const cell = offset + slot;
    card.metricScores[place] = states[cell] === presentState ? pointsOf(scale, values[cell] as number) : Number.NaN;
  }
}

/** Scores one category from the scores of its metrics; returns how much of their weight is present. */
function scoreCategory({ metrics, categories }: ScoredParts, place: number, card: ScoreCard): number {
  const { begin, end, metricWeight } = categories[place] as CompiledCategory;
  let points = 0;
  let present = 0;
  for (let index = begin; index < end; index += 1) {
    const score = card.metricScores[index] as number;
    if (Number.isNaN(score)) continue;
    const { weight } = metrics[index] as CompiledMetric;
    points += weight * score;
    present += weight;
  }
  card.categoryScores[place] = present > 0 ? points / present : Number.NaN;
  card.categoryCoverage[place] = present > 0 ? (present / metricWeight) * 100 : 0;
  return present;
}

/** What each category and metric counts, once it is known which categories have a score. */
function shareWeights({ metrics, categories }: ScoredParts, weight: number, card: ScoreCard): void {
  for (let place = 0; place < categories.length; place += 1) {
    const category = categories[place] as CompiledCategory;
    const present = card.categoryWeights[place] as number;
    const share = present > 0 && weight > 0 ? category.weight / weight : 0;
    card.categoryWeights[place] = share;
    for (let index = category.begin; index < category.end; index += 1) {
      const counts = share > 0 && !Number.isNaN(card.metricScores[index]);
      card.metricWeights[index] = counts ? (share * (metrics[index] as CompiledMetric).weight) / present : 0;
    }
  }
}
