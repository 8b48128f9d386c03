import type { MetricDefinition, MetricOf } from "../metrics/schema.ts";
import { selectionOf } from "../metrics/plan.ts";
import type { Journey } from "./schema.ts";
import type { Activity } from "./stage.ts";

/** Two activities with the same events are measured once. No metric of a pack has a dot in its id. */
const idOf = (activity: Activity): string => `journey.${JSON.stringify(selectionOf(activity))}`;

/**
 * Goals are read with the account already. Measured they would cost more than all the rest, because what people may
 * withdraw is measured instant by instant.
 */
export const isGoalStated = ({ events, where, users }: Activity): boolean => events.every((name) => name === "goal_set") && !where && !users;

/** The metric that says when an activity was last done: measured together with the pack's own, in the same plan. */
export function activityMetrics({ lines }: Journey): Readonly<Record<string, MetricDefinition>> {
  const activities = lines.flatMap(({ stages }) => stages.flatMap(({ activities: own = [] }) => own)).filter((activity) => !isGoalStated(activity));
  return Object.fromEntries(activities.map((activity): [string, MetricOf<"recency">] => [idOf(activity), { kind: "recency", ...selectionOf(activity) }]));
}

export const activityMetricId = idOf;
