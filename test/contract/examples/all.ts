import type { MetricKind } from "../../../src/metrics/schema.ts";
import { activeDays } from "./active-days.ts";
import { activeUsers } from "./active-users.ts";
import { adoption } from "./adoption.ts";
import { attainment } from "./attainment.ts";
import { average } from "./average.ts";
import { count } from "./count.ts";
import type { ExamplesOf } from "./example.ts";
import { formula } from "./formula.ts";
import { last } from "./last.ts";
import { manual } from "./manual.ts";
import { milestones } from "./milestones.ts";
import { openItems } from "./open-items.ts";
import { pulse } from "./pulse.ts";
import { rate } from "./rate.ts";
import { recency } from "./recency.ts";
import { recipe } from "./recipe.ts";
import { shareOfUsers } from "./share-of-users.ts";
import { sum } from "./sum.ts";
import { survey } from "./survey.ts";
import { trait } from "./trait.ts";
import { trend } from "./trend.ts";

/** Worked examples of every kind; a kind without any doesn't compile. */
export const examples: { readonly [K in MetricKind]: ExamplesOf<K> } = {
  count,
  active_users: activeUsers,
  active_days: activeDays,
  share_of_users: shareOfUsers,
  adoption,
  trend,
  recency,
  sum,
  average,
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
