import type { Comparison, Condition } from "../../../../conditions/schema.ts";
import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import type { Clause } from "../clause.ts";
import { type View, metricOf } from "../view.ts";

/** Undefined when it can't be told. */
type Truth = boolean | undefined;

/** The points of the first case that holds; a case that can't be told stands in the way of those behind it. */
export const recipe: Clause<MetricOf<"recipe">> = {
  value: (metric, view) => {
    for (const { when, points } of metric.cases) {
      const truth = truthOf(when, view);
      if (truth === undefined) return missing("not_applicable");
      if (truth) return present(points);
    }
    return present(metric.otherwise);
  },
};

function truthOf(condition: Condition, view: View): Truth {
  if ("not" in condition) return negated(truthOf(condition.not, view));
  if ("all" in condition) return everyOne(condition.all.map((part) => truthOf(part, view)));
  // Any holds unless all of the opposites do.
  if ("any" in condition) return negated(everyOne(condition.any.map((part) => negated(truthOf(part, view)))));
  if ("metric" in condition) return compare(condition, valueOf(condition.metric, view));
  // A measurement reads nothing but metrics, so of everything else it can't tell.
  return undefined;
}

const negated = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

function everyOne(parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

function compare(comparison: Extract<Comparison, { metric: string }>, value: number | undefined): Truth {
  if ("is_set" in comparison) return (value !== undefined) === comparison.is_set;
  if (value === undefined) return undefined;
  if ("is" in comparison) return [comparison.is].flat().includes(value);
  if ("is_not" in comparison) return ![comparison.is_not].flat().includes(value);
  if ("over" in comparison) return value > comparison.over;
  if ("at_least" in comparison) return value >= comparison.at_least;
  if ("under" in comparison) return value < comparison.under;
  if ("at_most" in comparison) return value <= comparison.at_most;
  return comparison.between[0] <= value && value <= comparison.between[1];
}

function valueOf(id: string, view: View): number | undefined {
  const measured = view.measure(metricOf(id, view));
  return "value" in measured ? measured.value : undefined;
}
