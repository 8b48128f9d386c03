import { dayMs } from "../../../../lib/zone.ts";
import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import type { Clause } from "../clause.ts";
import { latest } from "../order.ts";
import { selected } from "../selection.ts";
import { endOf } from "../window.ts";

/** Days of 24 hours since the latest selected event. */
export const recency: Clause<MetricOf<"recency">> = {
  feed: (metric) => [metric],
  value: (metric, view) => {
    const end = endOf(metric.complete, view);
    const last = latest(selected(metric, view).filter((event) => event.time < end));
    return last === undefined ? missing("never_seen") : present((end - last.time) / dayMs);
  },
};
