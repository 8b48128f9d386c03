import { changeText, percentText, valueText } from "../lib/number-text.ts";
import type { MetricDefinition, MetricKind, MetricOf } from "./schema.ts";
import type { MissingReason } from "./value.ts";

/** What a metric's raw value is counted in, where its definition names no unit. */
type Reader<K extends MetricKind> = (value: number, metric: MetricOf<K>) => string;

const plain = (value: number): string => valueText(value);
const counted = (one: string, many: string) => (value: number): string => `${valueText(value)} ${value === 1 ? one : many}`;
const [inDays, inHours, inUsers] = [counted("day", "days"), counted("hour", "hours"), counted("user", "users")];

const pulses = new Map([[0, "red"], [50, "yellow"], [100, "green"]]);
const perWords = { user: "a user", month: "a month", seat: "a seat", revenue: "per 1,000 of revenue" } as const;

const readers: { readonly [K in MetricKind]: Reader<K> } = {
  count: plain,
  active_users: inUsers,
  active_days: inDays,
  share_of_users: percentText,
  adoption: (value, { measure }) => (measure === "users" ? inUsers(value) : percentText(value)),
  trend: (value) => `${changeText(value * 100)} %`,
  recency: inDays,
  sum: plain,
  average: plain,
  last: plain,
  open_items: (value, { measure }) => ({ count: plain, oldest_days: inDays, resolution_hours: inHours })[measure](value),
  rate: (value, { per }) => `${valueText(value)} ${perWords[per]}`,
  trait: plain,
  survey: plain,
  milestones: (value, { measure }) => (measure === "share" ? percentText(value) : inDays(value)),
  attainment: percentText,
  pulse: (value) => pulses.get(value) ?? plain(value),
  manual: plain,
  formula: plain,
  recipe: counted("point", "points"),
};

/** A raw value as people read it: in the unit that the metric names, or in what its kind counts. */
export function metricValueText(metric: MetricDefinition, value: number): string {
  if (metric.unit === "percent" || metric.unit === "%") return `${valueText(value)} %`;
  if (metric.unit !== undefined) return `${valueText(value)} ${value === 1 ? metric.unit.replace(/^(day|hour|week|month)s$/, "$1") : metric.unit}`;
  return (readers[metric.kind] as (value: number, metric: MetricDefinition) => string)(value, metric);
}

/** What raw values can be counted in, so that a page can write them for its reader's locale. */
export const quantities = ["number", "percent", "share", "change", "days", "hours", "users", "points", "pulse"] as const;
export type Quantity = (typeof quantities)[number];

const kindQuantities: { readonly [K in MetricKind]: Quantity | ((metric: MetricOf<K>) => Quantity) } = {
  count: "number",
  active_users: "users",
  active_days: "days",
  share_of_users: "share",
  adoption: ({ measure }) => (measure === "users" ? "users" : "share"),
  trend: "change",
  recency: "days",
  sum: "number",
  average: "number",
  last: "number",
  open_items: ({ measure }) => ({ count: "number", oldest_days: "days", resolution_hours: "hours" } as const)[measure],
  rate: "number",
  trait: "number",
  survey: "number",
  milestones: ({ measure }) => (measure === "share" ? "share" : "days"),
  attainment: "share",
  pulse: "pulse",
  manual: "number",
  formula: "number",
  recipe: "points",
};

/** What a metric's raw value is counted in; `number` where only the pack's own unit says more. */
export function quantityOf(metric: MetricDefinition): Quantity {
  if (metric.unit === "percent" || metric.unit === "%") return "percent";
  if (metric.unit !== undefined) return "number";
  const quantity = kindQuantities[metric.kind] as Quantity | ((metric: MetricDefinition) => Quantity);
  return typeof quantity === "function" ? quantity(metric) : quantity;
}

const wholeKinds: ReadonlySet<MetricKind> = new Set(["count", "active_users", "active_days"]);

/** A value to reach, as one that can be: whole where people are counted, one of those there are for a pulse. Away from `from`. */
export function reachable(metric: MetricDefinition, { from, to }: { readonly from: number; readonly to: number }): number {
  const up = to > from;
  if (metric.kind === "pulse") return [...pulses.keys()].find((points) => points >= to - tolerance) ?? to;
  if (metric.kind === "recipe") return Math.min(...[...metric.cases.map(({ points }) => points), metric.otherwise].filter((points) => points >= to - tolerance));
  const unit = wholeKinds.has(metric.kind) || (metric.kind === "open_items" && metric.measure === "count") ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(to) || 1)) - 2);
  const steps = to / unit;
  return (up ? Math.ceil(steps - tolerance) : Math.floor(steps + tolerance)) * unit;
}

const tolerance = 1e-6;

const missingWords: Readonly<Record<MissingReason, string>> = {
  never_seen: "never seen",
  too_young: "too young",
  source_stale: "source is stale",
  not_applicable: "not applicable",
  expired: "expired",
};

export const missingReasonText = (reason: MissingReason): string => missingWords[reason];
