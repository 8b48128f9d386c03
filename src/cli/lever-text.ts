import type { ScoredAccount } from "../engine/score-now.ts";
import type { Pack } from "../pack/schema.ts";
import { leversOf } from "../scores/levers.ts";
import { metricValueText, reachable } from "../metrics/value-text.ts";
import { metricName } from "../pack/names.ts";

interface Missing {
  readonly scored: ScoredAccount;
  readonly pack: Pack;
  /** Missing to the next band. */
  readonly points: number;
}

const mostShown = 3;

/** What alone would bring the score up by the points missing: those that pull it down most first. */
export function leverText({ scored: { snapshot, model, row }, pack, points }: Missing): string {
  const shortfall = new Map(snapshot.metrics.map(({ metric, weight, score }) => [metric, weight * (100 - (score ?? 100))]));
  const levers = leversOf({ model, row, wanted: (snapshot.score ?? 0) + points }).toSorted((left, right) => (shortfall.get(right.metric) ?? 0) - (shortfall.get(left.metric) ?? 0));
  if (levers.length === 0) return "; no metric alone would bring them.";
  const lines = levers.slice(0, mostShown).flatMap(({ metric, from, to }) => {
    const definition = pack.metrics[metric];
    if (!definition) return [];
    return [`  ${metricName(pack, metric)}: ${metricValueText(definition, reachable(definition, { from, to }))} instead of ${metricValueText(definition, from)}`];
  });
  return [levers.length === 1 ? "; this alone would do:" : "; any one of these would do:", ...lines].join("\n");
}
