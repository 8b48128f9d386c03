import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import type { Clause } from "../clause.ts";
import { latest } from "../order.ts";
import { numericProperty, selected } from "../selection.ts";
import { isOlderThan } from "../window.ts";

/** The property's value in the latest selected event that has it as a number. It has no window, so `complete` changes nothing. */
export const last: Clause<MetricOf<"last">> = {
  feed: (metric) => [metric],
  value: (metric, view) => {
    const event = latest(selected(metric, view).filter((event) => numericProperty(event, metric.property) !== undefined));
    const value = event && numericProperty(event, metric.property);
    if (event === undefined || value === undefined) return missing("never_seen");
    return isOlderThan(event.time, metric.max_age, view) ? missing("expired") : present(value);
  },
};
