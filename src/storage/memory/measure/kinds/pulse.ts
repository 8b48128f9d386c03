import { before } from "../../../../lib/duration.ts";
import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import type { Clause } from "../clause.ts";
import { latest } from "../order.ts";
import { property } from "../selection.ts";
import { isOlderThan } from "../window.ts";

const points: Readonly<Record<string, number>> = { green: 100, yellow: 50, red: 0 };

/**
 * What the CSM last said. It expires by age, and once any change of owner that came after it is `after_owner_change` old:
 * a second change must not bring back what the first one ended.
 */
export const pulse: Clause<MetricOf<"pulse">> = {
  value: (metric, view) => {
    const last = latest(view.events.filter((event) => event.name === "pulse_set"));
    const value = points[String(last && property(last, "band"))];
    if (last === undefined || value === undefined) return missing("never_seen");
    if (isOlderThan(last.time, metric.max_age, view)) return missing("expired");
    const tolerated = before(view.asOf, metric.after_owner_change, view.request.zone);
    const outlived = view.events.some((event) => event.name === "owner_changed" && event.time > last.time && event.time <= tolerated);
    return outlived ? missing("expired") : present(value);
  },
};
