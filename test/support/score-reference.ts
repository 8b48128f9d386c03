import type { MetricValue } from "../../src/metrics/value.ts";
import type { EffectiveModel } from "../../src/scores/effective.ts";
import type { Scale } from "../../src/scores/schema.ts";

export interface ReferenceScore {
  /** Undefined when nothing is present. */
  readonly mean: number | undefined;
  readonly coverage: number;
  readonly weights: Readonly<Record<string, number>>;
  readonly categories: Readonly<Record<string, number | undefined>>;
}

/**
 * The weighted mean as the guide tells it, one metric at a time, with plain objects. What is fast has to agree with
 * this; nothing is shared with it.
 */
export function referenceScore(model: Pick<EffectiveModel, "categories">, values: Readonly<Record<string, MetricValue>>): ReferenceScore {
  const categories: Record<string, number | undefined> = {};
  for (const [id, category] of Object.entries(model.categories)) {
    const present = Object.entries(category.metrics).filter(([metric, { weight }]) => weight > 0 && isPresent(values[metric]));
    const weights = sum(present.map(([, { weight }]) => weight));
    const points = sum(present.map(([metric, { weight, scale }]) => weight * referencePoints(scale, valueOf(values[metric]))));
    categories[id] = weights > 0 ? points / weights : undefined;
  }
  const scored = Object.entries(model.categories).filter(([id, { weight }]) => weight > 0 && categories[id] !== undefined);
  const total = sum(scored.map(([, { weight }]) => weight));
  const mean = total > 0 ? sum(scored.map(([id, { weight }]) => weight * (categories[id] as number))) / total : undefined;

  const weights: Record<string, number> = {};
  let [covered, all] = [0, 0];
  for (const [id, category] of Object.entries(model.categories)) {
    const metrics = Object.entries(category.metrics);
    const written = sum(metrics.map(([, { weight }]) => weight));
    const present = sum(metrics.filter(([metric]) => isPresent(values[metric])).map(([, { weight }]) => weight));
    if (written > 0) all += category.weight;
    if (written > 0) covered += category.weight * (present / written);
    for (const [metric, { weight }] of metrics) {
      const counts = isPresent(values[metric]) && present > 0 && category.weight > 0 && total > 0;
      weights[metric] = counts && categories[id] !== undefined ? (category.weight / total) * (weight / present) : 0;
    }
  }
  return { mean, coverage: all > 0 ? (100 * covered) / all : 0, weights, categories };
}

/** Points of a raw value; without a scale the value is points. */
export function referencePoints(scale: Scale | undefined, raw: number): number {
  if (scale === undefined) return Math.min(100, Math.max(0, raw));
  if (Array.isArray(scale)) return onLine(scale, raw);
  if ("steps" in scale) {
    const reached = scale.steps.filter(([from]) => from <= raw);
    return (reached.at(-1) ?? scale.steps[0])?.[1] ?? Number.NaN;
  }
  return Math.min(100, Math.max(0, (100 * (raw - scale.worst)) / (scale.best - scale.worst)));
}

function onLine(anchors: readonly (readonly [number, number])[], raw: number): number {
  const above = anchors.findIndex(([from]) => from > raw);
  if (above === -1) return (anchors.at(-1) as readonly [number, number])[1];
  if (above === 0) return (anchors[0] as readonly [number, number])[1];
  const [[x0, y0], [x1, y1]] = [anchors[above - 1] as readonly [number, number], anchors[above] as readonly [number, number]];
  return y0 + ((y1 - y0) * (raw - x0)) / (x1 - x0);
}

const isPresent = (value: MetricValue | undefined): value is { value: number } => value !== undefined && "value" in value;
const valueOf = (value: MetricValue | undefined): number => (isPresent(value) ? value.value : Number.NaN);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
