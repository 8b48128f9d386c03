import type { Aggregate } from "../aggregate.ts";
import { aggregatesOf } from "../plan.ts";
import type { MetricDefinition, MetricKind, MetricOf } from "../schema.ts";
import { presentState } from "../value.ts";
import { type Finisher, type Frame, codes, miss } from "./finisher.ts";
import { compileGate } from "./gate.ts";
import { finishOpenItems } from "./items.ts";
import { finishLast, finishManual, finishPulse, finishRecency, finishSurvey, finishTrait } from "./latest.ts";
import { finishAttainment, finishMilestones } from "./progress.ts";
import { finishAdoption, finishRate, finishRatio, finishTrend, finishWindowed } from "./windowed.ts";

/** Filled afterwards, from the other metrics; see `derived.ts`. */
const derived = (): Finisher => (_source, out) => {
  for (let index = 0; index < out.values.length; index += 1) miss(out, index, codes.not_applicable);
};

const clauses: { readonly [K in MetricKind]: (metric: MetricOf<K>, frame: Frame) => Finisher } = {
  count: finishWindowed,
  active_users: finishWindowed,
  active_days: finishWindowed,
  sum: finishWindowed,
  average: finishWindowed,
  adoption: finishAdoption,
  share_of_users: () => finishRatio(0, 1),
  trend: finishTrend,
  recency: finishRecency,
  last: finishLast,
  open_items: finishOpenItems,
  rate: finishRate,
  trait: finishTrait,
  survey: finishSurvey,
  milestones: finishMilestones,
  attainment: (metric, frame) => finishAttainment(metric, frame, finisherOf(frame.metrics[metric.metric] as MetricDefinition, frame)),
  pulse: finishPulse,
  manual: finishManual,
  formula: derived,
  recipe: derived,
};

/** The metric of its kind, and over it what holds for every kind: the account's age, and whether the feed exists. */
function finisherOf(metric: MetricDefinition, frame: Frame): Finisher {
  const finish = (clauses[metric.kind] as (metric: MetricDefinition, frame: Frame) => Finisher)(metric, frame);
  const gate = compileGate(metric, frame);
  return (source, out) => {
    finish(source, out);
    for (let index = 0; index < out.values.length; index += 1) {
      const state = gate(source.born, index);
      // Accounts only grow older, and a feed that was seen stays seen.
      if (state === presentState) break;
      miss(out, index, state);
    }
  };
}

/** One metric, ready to be read from the aggregates of any accounts. */
export interface CompiledMetric {
  /** Which columns it reads, in order. */
  readonly aggregates: readonly Aggregate[];
  readonly finish: Finisher;
}

export function compileMetric(metric: MetricDefinition, frame: Frame): CompiledMetric {
  return { aggregates: aggregatesOf(metric, frame.metrics), finish: finisherOf(metric, frame) };
}

