import { inDays } from "../../../../lib/duration.ts";
import type { MetricDefinition, MetricOf } from "../../../../metrics/schema.ts";
import type { Clause } from "../clause.ts";
import { monthlyRevenue, seats } from "../contracts.ts";
import { activeUsers } from "../people.ts";
import { ratio } from "../ratio.ts";
import { type View, metricOf } from "../view.ts";
import { windowOf } from "../window.ts";

const daysPerMonth = 30;
const revenueUnit = 1_000;

/** A metric per user, month, seat or 1,000 of revenue. It has no window of its own: that of the metric, with its `complete`, counts. */
export const rate: Clause<MetricOf<"rate">> = {
  value: (metric, view) => {
    const part = windowed(metric, view);
    const value = view.measure(part);
    return "missing" in value ? value : ratio(value.value, whole(metric.per, part, view));
  },
};

function whole(per: MetricOf<"rate">["per"], part: Rated, view: View): number | undefined {
  switch (per) {
    case "user":
      return activeUsers(windowOf(part, view), view).size;
    case "month":
      return inDays(part.window) / daysPerMonth;
    case "seat":
      return seats(view);
    case "revenue": {
      const revenue = monthlyRevenue(view);
      return revenue === undefined ? undefined : revenue / revenueUnit;
    }
  }
}

type Rated = MetricOf<"count" | "sum" | "active_users" | "active_days">;

function windowed(metric: MetricOf<"rate">, view: View): Rated {
  const part = metricOf(metric.metric, view);
  if (!isRated(part)) throw new Error(`there is no rate of \`${metric.metric}\`, a metric of the kind ${part.kind}`);
  return part;
}

function isRated(metric: MetricDefinition): metric is Rated {
  return ["count", "sum", "active_users", "active_days"].includes(metric.kind);
}
