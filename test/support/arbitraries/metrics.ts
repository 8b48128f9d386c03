import * as fc from "fast-check";
import type { MetricInput } from "../metric-input.ts";
import * as ids from "./ids.ts";
import { maybe, pick, smallNumber, written } from "./pick.ts";
import { openedAndClosed, selection } from "./selection.ts";
import { windowLength } from "./time.ts";

/** What any metric may say about itself that changes its value. */
const about = { complete: maybe(30, fc.boolean()), min_tenure: maybe(15, windowLength) };
const window = windowLength;
const property = pick(["n"], ["plan", "it's"]);
const of = fc.constantFrom("seats", "known_users", "active_users");

/** The selection's fields beside the metric's own, without what is absent. */
function selecting(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<MetricInput> {
  return fc.tuple(selection, stating(fields)).map(([selected, own]) => ({ ...selected, ...own }));
}

function stating(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<MetricInput> {
  return fc.record({ ...about, ...fields }).map((own) => written(own) as MetricInput);
}

const kind = <K extends MetricInput["kind"]>(name: K): fc.Arbitrary<K> => fc.constant(name);

const features = {
  features: fc.array(selection, { minLength: 1, maxLength: 3 }),
  window,
  require: maybe(50, fc.constantFrom("any", "all")),
  min_days: maybe(50, fc.integer({ min: 1, max: 3 })),
  of: maybe(70, of),
};

/** Amounts of a window, which others can be based on: the first four can be rates, all can be trends. */
const rateable = {
  count: selecting({ kind: kind("count"), window }),
  active_users: selecting({ kind: kind("active_users"), window }),
  active_days: selecting({ kind: kind("active_days"), window }),
  sum: selecting({ kind: kind("sum"), property, window }),
};
const average = selecting({ kind: kind("average"), property, window });
const adopters = stating({ kind: kind("adoption"), ...features, measure: fc.constant("users") });

export const rateableMetric = fc.oneof(...Object.values(rateable));
export const trendableMetric = fc.oneof(rateableMetric, average, adopters);

/** Metrics that refer to no other. */
export const baseMetrics = {
  ...rateable,
  average,
  share_of_users: selecting({ kind: kind("share_of_users"), window, of }),
  adoption: stating({ kind: kind("adoption"), ...features, measure: fc.constantFrom("users", "share", "breadth") }),
  recency: selecting({ kind: kind("recency") }),
  last: selecting({ kind: kind("last"), property, max_age: maybe(50, window) }),
  open_items: fc
    .tuple(
      openedAndClosed,
      stating({
        kind: kind("open_items"),
        measure: fc.constantFrom("count", "oldest_days", "resolution_hours"),
        window: maybe(70, window),
      }),
    )
    .map(([items, metric]) => ({ ...items, ...metric })),
  trait: stating({
    kind: kind("trait"),
    trait: ids.accountTraitName,
    values: maybe(60, fc.dictionary(ids.text, smallNumber, { noNullPrototype: true })),
    max_age: maybe(40, window),
  }),
  survey: stating({
    kind: kind("survey"),
    touchpoint: maybe(40, ids.touchpoint),
    survey: maybe(40, ids.surveyName),
    measure: maybe(60, fc.constantFrom("latest", "average")),
    window,
  }),
  milestones: stating({
    kind: kind("milestones"),
    milestones: fc.dictionary(pick(["first", "second", "it's"]), selection, { minKeys: 1, noNullPrototype: true }),
    measure: maybe(60, fc.constantFrom("share", "days")),
  }),
  pulse: stating({ kind: kind("pulse"), max_age: maybe(50, window), after_owner_change: maybe(50, window) }),
  manual: stating({ kind: kind("manual"), measurement: ids.measurementName, due: window, max_age: maybe(40, window) }),
};

export const baseMetric = fc.oneof(...Object.values(baseMetrics));
