import { dayMs } from "../../../../lib/zone.ts";
import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import type { Clause } from "../clause.ts";
import { ratio } from "../ratio.ts";
import { selected } from "../selection.ts";

/** Each milestone is reached at its first event. `days` run from the account's birth to the milestone that was reached last. */
export const milestones: Clause<MetricOf<"milestones">> = {
  feed: (metric) => Object.values(metric.milestones),
  value: (metric, view) => {
    const all = Object.values(metric.milestones);
    const reachedAt = all
      .map((milestone) => selected(milestone, view).map((event) => event.time))
      .filter((times) => times.length > 0)
      .map((times) => Math.min(...times));
    if (metric.measure === "share") return ratio(reachedAt.length, all.length);
    if (reachedAt.length < all.length) return missing("not_applicable");
    return present((Math.max(...reachedAt) - view.born) / dayMs);
  },
};
