import { metricSchema, type MetricDefinition, type MetricKind } from "../../src/metrics/schema.ts";
import type { MetricInput } from "./metric-input.ts";

/** One metric of each kind as a pack might have it, that between them use everything a selection offers. */
const written: { readonly [K in MetricKind]: Extract<MetricInput, { kind: K }> } = {
  count: { kind: "count", window: "30d", where: [{ property: "plan", is: ["pro", 2] }, { property: "seconds", at_least: 5 }] },
  active_users: { kind: "active_users", window: "7d", complete: true, events: ["report_viewed", "dashboard_opened"], users: { role: ["executive_sponsor"], traits: [{ trait: "department", is_not: "it" }] } },
  active_days: { kind: "active_days", window: "28d", events: ["login"] },
  share_of_users: { kind: "share_of_users", window: "30d", of: "seats" },
  adoption: { kind: "adoption", window: "30d", measure: "share", of: "known_users", min_days: 3, require: "all", features: [{ events: ["import"] }, { events: ["export"] }] },
  trend: { kind: "trend", metric: "count" },
  recency: { kind: "recency", events: ["login"] },
  sum: { kind: "sum", window: "30d", events: ["usage_total"], property: "value", where: [{ property: "measure", is: "storage" }] },
  average: { kind: "average", window: "90d", events: ["review_held"], property: "attended" },
  last: { kind: "last", events: ["usage_total"], property: "value", max_age: "60d" },
  open_items: { kind: "open_items", opened: { events: ["ticket_opened"], where: [{ property: "priority", is: "urgent" }] }, closed: { events: ["ticket_closed"] }, item: "ticket", measure: "resolution_hours", window: "30d" },
  rate: { kind: "rate", metric: "count", per: "revenue" },
  trait: { kind: "trait", trait: "tier", values: { gold: 100, silver: 50 } },
  survey: { kind: "survey", survey: "csat", measure: "average", window: "90d" },
  milestones: { kind: "milestones", milestones: { connected: { events: ["source_connected"] }, invited: { events: ["user_invited"] } } },
  attainment: { kind: "attainment", metric: "count", target: [[0, 10], [12, 100]] },
  pulse: { kind: "pulse" },
  manual: { kind: "manual", measurement: "strategic_fit", due: "90d" },
  formula: { kind: "formula", formula: { divide: ["count", "active_users"] } },
  recipe: { kind: "recipe", cases: [{ when: { metric: "count", over: 10 }, points: 100 }], otherwise: 0 },
};

export const kindExamples = Object.fromEntries(Object.entries(written).map(([kind, metric]) => [kind, metricSchema.parse(metric)])) as Readonly<Record<MetricKind, MetricDefinition>>;
