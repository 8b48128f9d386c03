import type { MetricDefinition, MetricKind, MetricOf } from "./schema.ts";

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
