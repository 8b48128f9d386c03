import { bindCircumstances } from "../conditions/circumstances.ts";
import type { Bind, Reading } from "../conditions/evaluate.ts";
import type { Source } from "../conditions/reason.ts";
import type { MetricRow } from "../metrics/row.ts";
import { fromState, presentState } from "../metrics/value.ts";
import { type Scoring, compileAdjuster } from "./adjuster.ts";
import { withOwnBands } from "./bands.ts";
import { type ScoreCard, type ScoringRow, emptyCard } from "./card.ts";
import type { EffectiveModel } from "./effective.ts";
import { type CompiledCategory, type CompiledMetric, type ScoredParts, scoreMean } from "./mean.ts";
import { compileScale } from "./scale.ts";

/** An effective model made ready for rows of certain metrics. Fast scoring and explanations both use it. */
export interface CompiledModel extends ScoredParts {
  readonly model: EffectiveModel;
  /** A card of the right size, to be used again and again. */
  readonly card: () => ScoreCard;
  /** Scores the row into the card, allocating nothing. */
  readonly score: (row: ScoringRow, card: ScoreCard) => void;
  /** Where the conditions of adjustments read, for their reasons. */
  readonly source: (row: ScoringRow, card: ScoreCard) => Source;
}

/** Throws RangeError when a metric of the model is not among `metricIds`, the metrics of a row's cells. */
export function compileModel(model: EffectiveModel, metricIds: readonly string[]): CompiledModel {
  const metrics = compileMetrics(model, metricIds);
  const categories = compileCategories(model, metrics);
  const parts: ScoredParts = { metrics, categories };
  const bind = bindScores(metricIds, parts);
  const adjust = compileAdjuster(model.adjustments, bind);
  return {
    ...parts,
    model,
    card: () => emptyCard({ metrics: metrics.length, categories: categories.length, adjustments: model.adjustments.length }),
    score: (row, card) => {
      scoreMean(parts, row, card);
      adjust(row, card);
    },
    source: (row, card) => ({
      read: (subject) => bind(subject)({ row, card }),
      why: ({ kind, name }) => (kind === "metric" ? whyMissing(row, metricIds.indexOf(name)) : undefined),
    }),
  };
}

function whyMissing({ values, states, offset }: MetricRow, slot: number): string | undefined {
  const value = fromState(states[offset + slot] as number, values[offset + slot] as number);
  return "missing" in value ? value.missing : undefined;
}

function compileMetrics(model: EffectiveModel, metricIds: readonly string[]): CompiledMetric[] {
  return Object.values(model.categories).flatMap(({ metrics }, category) =>
    Object.entries(metrics).map(([id, { weight, scale, bands }]): CompiledMetric => {
      const slot = metricIds.indexOf(id);
      if (slot < 0) throw new RangeError(`metric \`${id}\` of the model is not among those measured: ${metricIds.join(", ")}`);
      return { id, category, slot, weight, scale: compileScale(scale), bands: withOwnBands(model.bands, bands) };
    }),
  );
}

function compileCategories(model: EffectiveModel, metrics: readonly CompiledMetric[]): CompiledCategory[] {
  let end = 0;
  return Object.entries(model.categories).map(([id, { weight, bands }], place): CompiledCategory => {
    const own = metrics.filter(({ category }) => category === place);
    const begin = end;
    end += own.length;
    const metricWeight = own.reduce((sum, metric) => sum + metric.weight, 0);
    return { id, weight, metricWeight, begin, end, bands: withOwnBands(model.bands, bands) };
  });
}

/** Metrics are read from the row, scores from the card, the rest from the account's circumstances. */
function bindScores(metricIds: readonly string[], { metrics, categories }: ScoredParts): Bind<Scoring> {
  return (subject) => {
    if (subject.kind === "metric") return bindCell(metricIds.indexOf(subject.name));
    if (subject.kind === "score") return bindScore(subject.name, { metrics, categories });
    const read = bindCircumstances(subject);
    return ({ row }) => read(row.circumstances);
  };
}

function bindCell(slot: number): (scoring: Scoring) => Reading {
  if (slot < 0) return () => undefined;
  return ({ row }) => (row.states[row.offset + slot] === presentState ? row.values[row.offset + slot] : null);
}

/** `overall` is the weighted mean: an adjustment sees no other adjustment. */
function bindScore(name: string, { metrics, categories }: ScoredParts): (scoring: Scoring) => Reading {
  if (name === "overall") return ({ card }) => presentScore(card.mean);
  const category = categories.findIndex(({ id }) => id === name);
  if (category >= 0) return ({ card }) => presentScore(card.categoryScores[category] as number);
  const metric = metrics.findIndex(({ id }) => id === name);
  if (metric >= 0) return ({ card }) => presentScore(card.metricScores[metric] as number);
  return () => undefined;
}

const presentScore = (score: number): number | null => (Number.isNaN(score) ? null : score);
