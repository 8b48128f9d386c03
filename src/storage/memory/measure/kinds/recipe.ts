import type { Reading } from "../../../../conditions/evaluate.ts";
import { compileCondition } from "../../../../conditions/evaluate.ts";
import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import type { Clause } from "../clause.ts";
import { type View, metricOf } from "../view.ts";

/** The points of the first case that holds; a case that can't be told stands in the way of those behind it. */
export const recipe: Clause<MetricOf<"recipe">> = {
  value: (metric, view) => {
    for (const { when, points } of metric.cases) {
      const truth = compileCondition<View>(when, ({ kind, name }) => (seen) => (kind === "metric" ? readingOf(name, seen) : undefined))(view);
      if (truth === undefined) return missing("not_applicable");
      if (truth) return present(points);
    }
    return present(metric.otherwise);
  },
};

function readingOf(id: string, view: View): Reading {
  const measured = view.measure(metricOf(id, view));
  return "value" in measured ? measured.value : null;
}
