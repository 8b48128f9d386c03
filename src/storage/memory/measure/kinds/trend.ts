import { before } from "../../../../lib/duration.ts";
import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import { type Amount, amountIn, isAmount } from "../amount.ts";
import type { Clause } from "../clause.ts";
import { type View, metricOf } from "../view.ts";
import { endOf, windowUpTo } from "../window.ts";

/**
 * A metric's amount now over its amount `back` ago, minus one.
 * Where both windows end is for the trend to say (`complete`), not for the metric that it follows.
 */
export const trend: Clause<MetricOf<"trend">> = {
  value: (metric, view) => {
    const followed = followedBy(metric, view);
    const alone = view.measure(followed);
    // Too young or without a feed, the metric itself can't be measured, so neither can its trend; that reason comes first.
    if ("missing" in alone && alone.missing !== "not_applicable") return alone;
    const { zone } = view.request;
    const end = endOf(metric.complete ?? true, view);
    const now = windowUpTo(end, followed.window, view);
    const earlier = windowUpTo(before(end, metric.back ?? followed.window, zone), followed.window, view);
    const since = metric.min_history === undefined ? earlier.start : before(end, metric.min_history, zone);
    if (view.born > since) return missing("too_young");
    const amountNow = amountIn(now, followed, view);
    const base = amountIn(earlier, followed, view);
    if (amountNow === undefined || base === undefined || base < metric.min_base) return missing("not_applicable");
    return present(amountNow / base - 1);
  },
};

function followedBy(metric: MetricOf<"trend">, view: View): Amount {
  const followed = metricOf(metric.metric, view);
  if (!isAmount(followed)) throw new Error(`a trend can't follow \`${metric.metric}\`, a metric of the kind ${followed.kind}`);
  return followed;
}
