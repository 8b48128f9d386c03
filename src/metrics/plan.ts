import type { Duration } from "../lib/duration.ts";
import type { Aggregate, Window } from "./aggregate.ts";
import type { MetricDefinition, MetricKind, MetricOf } from "./schema.ts";
import type { Selection } from "./selection.ts";

export type Metrics = Readonly<Record<string, MetricDefinition>>;

/** Metrics whose window can be looked at earlier, counted per something, or compared with themselves. */
export type WindowedMetric = MetricOf<"count" | "active_users" | "active_days" | "sum" | "average" | "adoption">;
const windowedKinds: ReadonlySet<MetricKind> = new Set(["count", "active_users", "active_days", "sum", "average", "adoption"]);

/** The windowed metric that a trend or rate is about; throws when the pack was not checked before. */
export function windowedMetric(metrics: Metrics, id: string): WindowedMetric {
  const metric = metrics[id];
  if (!metric || !windowedKinds.has(metric.kind)) throw new TypeError(`metric \`${id}\` is not one over a window of events`);
  return metric as WindowedMetric;
}

export const everyProductEvent: Selection = {};
export const pulsePoints = { green: 100, yellow: 50, red: 0 } as const;

export function selectionOf({ events, where, users }: Selection): Selection {
  return { ...(events && { events }), ...(where && { where }), ...(users && { users }) };
}

export const windowOf = (metric: { window: Duration; complete?: boolean | undefined }): Window => ({ length: metric.window, complete: metric.complete ?? false });

/** The aggregates that stand under "users of": what a share is a share of. */
export function denominator(of: "seats" | "known_users" | "active_users", window: Window): Aggregate {
  if (of === "seats") return { fn: "seats" };
  if (of === "known_users") return { fn: "known_users" };
  return { fn: "users", select: everyProductEvent, window };
}

/** What one windowed metric rests on, in the order in which `finish` reads it. */
export function windowedAggregates(metric: WindowedMetric, window: Window): Aggregate[] {
  switch (metric.kind) {
    case "count":
      return [{ fn: "count", select: selectionOf(metric), window }];
    case "active_users":
      return [{ fn: "users", select: selectionOf(metric), window }];
    case "active_days":
      return [{ fn: "days", select: selectionOf(metric), window }];
    case "sum":
      return [{ fn: "sum", select: selectionOf(metric), property: metric.property, window }];
    case "average":
      return (["sum", "numbers"] as const).map((fn) => ({ fn, select: selectionOf(metric), property: metric.property, window }));
    case "adoption":
      return adoptionAggregates(metric, window);
  }
}

function adoptionAggregates(metric: MetricOf<"adoption">, window: Window): Aggregate[] {
  const features = metric.features.map(selectionOf);
  const { min_days: minDays, require } = metric;
  if (metric.measure === "breadth") return [{ fn: "features_used", features, minDays, window }];
  const users: Aggregate = { fn: "feature_users", features, require, minDays, window };
  return metric.measure === "users" ? [users] : [users, denominator(metric.of, window)];
}

/** The trend's own windows: now, and `back` ago. */
export function trendWindows(metric: MetricOf<"trend">, inner: WindowedMetric): { now: Window; earlier: Window } {
  const now: Window = { length: inner.window, complete: metric.complete ?? true };
  return { now, earlier: { ...now, back: metric.back ?? inner.window } };
}

const latest = (name: string, property: string, where: Selection["where"], values?: Readonly<Record<string, number>>): Aggregate[] =>
  (["last_number", "last_number_time"] as const).map((fn) => ({
    fn,
    select: { events: [name], ...(where && { where }) },
    property,
    ...(values && { values }),
  }));

export function surveySelection(metric: MetricOf<"survey">): Selection {
  const where = (["touchpoint", "survey"] as const).flatMap((property) => {
    const is = metric[property];
    return is === undefined ? [] : [{ property, is }];
  });
  return { events: ["survey_answered"], ...(where.length > 0 && { where }) };
}

const clauses: { readonly [K in MetricKind]: (metric: MetricOf<K>, metrics: Metrics) => Aggregate[] } = {
  count: (metric) => windowedAggregates(metric, windowOf(metric)),
  active_users: (metric) => windowedAggregates(metric, windowOf(metric)),
  active_days: (metric) => windowedAggregates(metric, windowOf(metric)),
  sum: (metric) => windowedAggregates(metric, windowOf(metric)),
  average: (metric) => windowedAggregates(metric, windowOf(metric)),
  adoption: (metric) => windowedAggregates(metric, windowOf(metric)),
  share_of_users: (metric) => [{ fn: "users", select: selectionOf(metric), window: windowOf(metric) }, denominator(metric.of, windowOf(metric))],
  trend: (metric, metrics) => {
    const inner = windowedMetric(metrics, metric.metric);
    const { now, earlier } = trendWindows(metric, inner);
    return [...windowedAggregates(inner, now), ...windowedAggregates(inner, earlier)];
  },
  recency: (metric) => [{ fn: "last_time", select: selectionOf(metric), complete: metric.complete ?? false }],
  last: (metric) => (["last_number", "last_number_time"] as const).map((fn) => ({ fn, select: selectionOf(metric), property: metric.property })),
  open_items: (metric) => {
    const items = { opened: selectionOf(metric.opened), closed: selectionOf(metric.closed), item: metric.item };
    if (metric.measure === "count") return [{ fn: "items_open", ...items }];
    if (metric.measure === "oldest_days") return [{ fn: "items_open", ...items }, { fn: "items_oldest", ...items }];
    const { window: length, complete } = metric;
    const closed = { ...items, ...(length && { window: windowOf({ window: length, complete }) }) };
    return [{ fn: "items_closed", ...closed }, { fn: "items_hours", ...closed }];
  },
  rate: (metric, metrics) => {
    const inner = windowedMetric(metrics, metric.metric);
    const of: Readonly<Record<typeof metric.per, Aggregate[]>> = {
      user: [{ fn: "users", select: everyProductEvent, window: windowOf(inner) }],
      month: [],
      seat: [{ fn: "seats" }],
      revenue: [{ fn: "mrr" }],
    };
    return [...windowedAggregates(inner, windowOf(inner)), ...of[metric.per]];
  },
  trait: (metric) => (["trait_number", "trait_time"] as const).map((fn) => ({ fn, trait: metric.trait, ...(metric.values && { values: metric.values }) })),
  survey: (metric) => {
    const select = surveySelection(metric);
    const property = "score";
    const { complete = false } = metric;
    const last = (["last_number", "last_number_time"] as const).map((fn): Aggregate => ({ fn, select, property, complete }));
    if (metric.measure === "latest") return last;
    const window = windowOf(metric);
    return [...last, { fn: "sum", select, property, window }, { fn: "numbers", select, property, window }];
  },
  milestones: (metric) => Object.values(metric.milestones).map((select) => ({ fn: "first_time", select: selectionOf(select) })),
  attainment: (metric, metrics) => [...aggregatesOf(metrics[metric.metric] as MetricDefinition, metrics), { fn: "contract_start" }],
  pulse: (metric) => [...latest("pulse_set", "band", undefined, pulsePoints), { fn: "last_time_back", select: { events: ["owner_changed"] }, back: metric.after_owner_change }],
  manual: (metric) => latest("measurement_recorded", "value", [{ property: "measurement", is: metric.measurement }]),
  formula: () => [],
  recipe: () => [],
};

/** Every aggregate that the metric rests on, in the order in which its `finish` clause reads them. */
export function aggregatesOf(metric: MetricDefinition, metrics: Metrics): Aggregate[] {
  return (clauses[metric.kind] as (metric: MetricDefinition, metrics: Metrics) => Aggregate[])(metric, metrics);
}
