import { localDay } from "../../../../lib/zone.ts";
import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing } from "../../../../metrics/value.ts";
import type { Clause } from "../clause.ts";
import { customerSince } from "../contracts.ts";
import { ratio } from "../ratio.ts";
import { type View, metricOf } from "../view.ts";

const daysPerMonth = 30.4375;

type Target = MetricOf<"attainment">["target"];

/** A metric's value over what was expected of it in this month of the contract. */
export const attainment: Clause<MetricOf<"attainment">> = {
  value: (metric, view) => {
    const value = view.measure(metricOf(metric.metric, view));
    if ("missing" in value) return value;
    const month = monthOfContract(view);
    return month === undefined ? missing("not_applicable") : ratio(value.value, expectedIn(month, metric.target));
  },
};

/** Months since the account's first contract began, as a fraction; undefined without an active contract. */
function monthOfContract(view: View): number | undefined {
  const since = customerSince(view);
  if (since === undefined) return undefined;
  const { zone } = view.request;
  return (localDay(view.asOf, zone) - localDay(since, zone)) / daysPerMonth;
}

/** The target curve: straight lines between its points, level before the first and after the last. Months ascend. */
function expectedIn(month: number, target: Target): number {
  const before = target.findLast(([at]) => at <= month);
  const after = target.find(([at]) => at > month);
  if (before === undefined || after === undefined) return (before ?? after ?? [0, 0])[1];
  const way = (month - before[0]) / (after[0] - before[0]);
  return before[1] + way * (after[1] - before[1]);
}
