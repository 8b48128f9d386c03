import type { Duration } from "../../../../lib/duration.ts";
import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import type { Clause } from "../clause.ts";
import { latest } from "../order.ts";
import { numericProperty, property } from "../selection.ts";
import { isOlderThan } from "../window.ts";

/** The value that somebody typed in last; a due date may be missed once before it expires. */
export const manual: Clause<MetricOf<"manual">> = {
  value: (metric, view) => {
    const last = latest(
      view.events.filter((event) => event.name === "measurement_recorded" && property(event, "measurement") === metric.measurement),
    );
    const value = last && numericProperty(last, "value");
    if (last === undefined || value === undefined) return missing("never_seen");
    return isOlderThan(last.time, metric.max_age ?? twice(metric.due), view) ? missing("expired") : present(value);
  },
};

function twice(duration: Duration): Duration {
  return "days" in duration ? { days: 2 * duration.days } : { hours: 2 * duration.hours };
}
