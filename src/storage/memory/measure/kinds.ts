import { before } from "../../../lib/duration.ts";
import type { MetricDefinition, MetricKind, MetricOf } from "../../../metrics/schema.ts";
import { type MetricValue, missing } from "../../../metrics/value.ts";
import type { Clause } from "./clause.ts";
import { adoption } from "./kinds/adoption.ts";
import { amount } from "./kinds/amounts.ts";
import { attainment } from "./kinds/attainment.ts";
import { formula } from "./kinds/formula.ts";
import { last } from "./kinds/last.ts";
import { manual } from "./kinds/manual.ts";
import { milestones } from "./kinds/milestones.ts";
import { openItems } from "./kinds/open-items.ts";
import { pulse } from "./kinds/pulse.ts";
import { rate } from "./kinds/rate.ts";
import { recency } from "./kinds/recency.ts";
import { recipe } from "./kinds/recipe.ts";
import { shareOfUsers } from "./kinds/share-of-users.ts";
import { survey } from "./kinds/survey.ts";
import { trait } from "./kinds/trait.ts";
import { trend } from "./kinds/trend.ts";
import { feedExists } from "./selection.ts";
import type { View } from "./view.ts";

const clauses: { readonly [K in MetricKind]: Clause<MetricOf<K>> } = {
  count: amount,
  active_users: amount,
  active_days: amount,
  share_of_users: shareOfUsers,
  adoption,
  trend,
  recency,
  sum: amount,
  average: amount,
  last,
  open_items: openItems,
  rate,
  trait,
  survey,
  milestones,
  attainment,
  pulse,
  manual,
  formula,
  recipe,
};

/** One metric of one account at one instant. The reasons in their order: too young, no such feed, then what the kind says. */
export function measureMetric(metric: MetricDefinition, view: View): MetricValue {
  const { min_tenure: minTenure } = metric;
  if (minTenure !== undefined && view.born > before(view.asOf, minTenure, view.request.zone)) return missing("too_young");
  // The clause at `metric.kind` is the one for this metric; the type system can't follow an index across a union.
  const clause = clauses[metric.kind] as Clause<MetricDefinition>;
  if (clause.feed !== undefined && !feedExists(clause.feed(metric), view)) return missing("never_seen");
  return clause.value(metric, view);
}
