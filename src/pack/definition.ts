import { describeCondition } from "../conditions/describe.ts";
import { type Duration, durationText } from "../lib/duration.ts";
import type { FormulaTerm, MetricDefinition, MetricKind, MetricOf } from "../metrics/schema.ts";
import type { PropertyFilter, Selection, TraitFilter } from "../metrics/selection.ts";
import { metricName, wordingOf } from "./names.ts";
import type { Pack } from "./schema.ts";

/** What a metric measures, in one sentence that names its events, window and conditions. */
export function definitionText(metric: MetricDefinition, pack: Pack): string {
  const text = (definitions[metric.kind] as (metric: MetricDefinition, pack: Pack) => string)(metric, pack);
  const complete = (metric.complete ?? metric.kind === "trend") ? " Up to the last complete day." : "";
  const tenure = metric.min_tenure === undefined ? "" : ` Only for accounts of at least ${durationText(metric.min_tenure)}.`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.${complete}${tenure}`;
}

const userWords = { seats: "contracted seats", known_users: "known users", active_users: "users who were active at all" } as const;
const perWords = { user: "per active user", month: "per month", seat: "per contracted seat", revenue: "per 1,000 of monthly recurring revenue" } as const;
const itemWords = { count: "how many are open", oldest_days: "the age of the oldest open one in days", resolution_hours: "the mean hours from opening to closing" } as const;

const within = (window: Duration | undefined): string => (window === undefined ? "" : ` in the last ${durationText(window)}`);

const definitions: { readonly [K in MetricKind]: (metric: MetricOf<K>, pack: Pack) => string } = {
  count: (metric) => `number of ${eventsText(metric)}${within(metric.window)}`,
  active_users: (metric) => `different users with ${eventsText(metric)}${within(metric.window)}`,
  active_days: (metric) => `days with ${eventsText(metric)}${within(metric.window)}`,
  share_of_users: (metric) => `users with ${eventsText(metric)}${within(metric.window)}, as a share of ${userWords[metric.of]}`,
  adoption: (metric) => adoptionText(metric),
  trend: ({ metric, back }, pack) => `${metricName(pack, metric)} against its own value ${back === undefined ? "one window" : durationText(back)} earlier`,
  recency: (metric) => `days since the latest of ${eventsText(metric)}`,
  sum: (metric) => `sum of ${metric.property} over ${eventsText(metric)}${within(metric.window)}`,
  average: (metric) => `mean of ${metric.property} over ${eventsText(metric)}${within(metric.window)}`,
  last: (metric) => `${metric.property} of the latest of ${eventsText(metric)}${aged(metric.max_age)}`,
  open_items: ({ measure, opened, closed, window }) => `of what ${eventsText(opened)} opened and ${eventsText(closed)} closed: ${itemWords[measure]}${within(window)}`,
  rate: ({ metric, per }, pack) => `${metricName(pack, metric)} ${perWords[per]}`,
  trait: ({ trait, values, max_age: age }) => `the trait ${trait}${values === undefined ? "" : `, where ${Object.entries(values).map(([text, value]) => `${text} is ${value}`).join(", ")}`}${aged(age)}`,
  survey: ({ measure, survey, touchpoint, window }) => `${measure === "latest" ? "latest answer" : "mean of the answers"} to ${survey ?? "surveys"}${touchpoint === undefined ? "" : ` after ${touchpoint}`}${within(window)}`,
  milestones: ({ milestones, measure }) => `${measure === "share" ? "share reached" : "days until the last was reached"} of ${Object.keys(milestones).join(", ")}`,
  attainment: ({ metric }, pack) => `${metricName(pack, metric)} as a share of what is expected in this month of the contract`,
  pulse: ({ max_age: age, after_owner_change: owner }) => `the CSM's judgement: green is 100, yellow 50, red 0; it counts for ${durationText(age)}, and for ${durationText(owner)} after the owner changed`,
  manual: ({ measurement, due }) => `${measurement}, typed in every ${durationText(due)}`,
  formula: ({ formula }, pack) => termText(formula, pack),
  recipe: ({ cases, otherwise }, pack) => `${cases.map(({ when, points }) => `${points} points when ${describeCondition(when, wordingOf(pack))}`).join("; ")}; otherwise ${otherwise}`,
};

const aged = (age: Duration | undefined): string => (age === undefined ? "" : `, for ${durationText(age)}`);

function adoptionText({ features, measure, require, min_days: days, of, window }: MetricOf<"adoption">): string {
  const used = `${features.map(eventsText).join(require === "all" ? " and " : " or ")}${days > 1 ? ` on at least ${days} days` : ""}${within(window)}`;
  if (measure === "breadth") return `share of the features that anybody used: ${used}`;
  return `users with ${used}${measure === "share" ? `, as a share of ${userWords[of]}` : ""}`;
}

/** `report_viewed or export events where plan is pro, by users with role admin` */
function eventsText({ events, where = [], users }: Selection): string {
  const names = events === undefined ? "any product events" : `${listed(events)} events`;
  const filters = where.map((filter) => `${filter.property} ${filterText(filter)}`);
  const people = [...(users?.role ? [`role ${listed(users.role)}`] : []), ...(users?.traits ?? []).map((filter) => `${filter.trait} that ${filterText(filter)}`)];
  return `${names}${filters.length > 0 ? ` where ${filters.join(" and ")}` : ""}${people.length > 0 ? `, by users with ${people.join(" and ")}` : ""}`;
}

type Filter = Omit<PropertyFilter, "property"> & Partial<Pick<PropertyFilter & TraitFilter, "property" | "trait">>;

function filterText({ is, is_not: isNot, over, at_least: least, under, at_most: most, is_set: isSet }: Filter): string {
  return [
    ...(is === undefined ? [] : [`is ${listed(is)}`]),
    ...(isNot === undefined ? [] : [`is not ${listed(isNot)}`]),
    ...(over === undefined ? [] : [`is over ${over}`]),
    ...(least === undefined ? [] : [`is at least ${least}`]),
    ...(under === undefined ? [] : [`is under ${under}`]),
    ...(most === undefined ? [] : [`is at most ${most}`]),
    ...(isSet === undefined ? [] : [isSet ? "is set" : "is not set"]),
  ].join(" and ");
}

type Scalar = string | number | boolean;
const listed = (values: Scalar | readonly Scalar[]): string => {
  const texts = (Array.isArray(values) ? values : [values]).map(String);
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
};

const signs = { add: " + ", subtract: " − ", multiply: " × ", divide: " / " } as const;

function termText(term: FormulaTerm, pack: Pack): string {
  if (typeof term === "number") return String(term);
  if (typeof term === "string") return metricName(pack, term);
  const [[operation, operands] = ["add", []]] = Object.entries<FormulaTerm[]>(term);
  const parts = operands.map((operand) => (typeof operand === "object" ? `(${termText(operand, pack)})` : termText(operand, pack)));
  if (operation === "min" || operation === "max") return `the ${operation === "min" ? "least" : "greatest"} of ${parts.join(", ")}`;
  return parts.join(signs[operation as keyof typeof signs]);
}
