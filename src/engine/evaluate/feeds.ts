import type { Instant } from "../../lib/zone.ts";
import { type Metrics, aggregatesOf } from "../../metrics/plan.ts";
import type { Selection } from "../../metrics/selection.ts";

/** Since when values may be others, because a feed begins earlier than was known; undefined when none does. */
export function earliestMoved(before: Float64Array, after: Float64Array): Instant | undefined {
  let moved: Instant | undefined;
  after.forEach((start, metric) => {
    if (start < (before[metric] ?? Infinity)) moved = Math.min(start, moved ?? Infinity);
  });
  return moved;
}

/** Whether any metric counts users by their traits, so that a trait of a user can change a score. */
export function readsUsers(metrics: Metrics): boolean {
  const selections = Object.values(metrics)
    .flatMap((metric) => aggregatesOf(metric, metrics))
    .flatMap((aggregate): readonly Selection[] => ("select" in aggregate ? [aggregate.select] : "features" in aggregate ? aggregate.features : "opened" in aggregate ? [aggregate.opened, aggregate.closed] : []));
  return selections.some(({ users }) => users !== undefined);
}
