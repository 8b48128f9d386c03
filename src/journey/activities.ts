import type { MetricDefinition, MetricOf } from "../metrics/schema.ts";
import { selectionOf } from "../metrics/plan.ts";
import type { Journey } from "./schema.ts";
import type { Activity } from "./stage.ts";

/** Two activities with the same events are measured once. No metric of a pack has a dot in its id. */
const idOf = (activity: Activity): string => `journey.${JSON.stringify(selectionOf(activity))}`;

/** The metric that says when an activity was last done: measured together with the pack's own, in the same plan. */
export function activityMetrics({ lines }: Journey): Readonly<Record<string, MetricDefinition>> {
  const activities = lines.flatMap(({ stages }) => stages.flatMap(({ activities: own = [] }) => own));
  return Object.fromEntries(activities.map((activity): [string, MetricOf<"recency">] => [idOf(activity), { kind: "recency", ...selectionOf(activity) }]));
}

export const activityMetricId = idOf;
