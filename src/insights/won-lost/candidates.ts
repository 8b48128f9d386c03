import type { z } from "zod";
import { type MetricDefinition, metricSchema } from "../../metrics/schema.ts";

/** What is in the log, as far as candidates need to know. */
export interface EventCatalogue {
  /** Product events, and those of the reserved vocabulary that occur. */
  readonly events: readonly CatalogueEvent[];
  /** Whether contracts state seats. */
  readonly seats: boolean;
  readonly contracts: boolean;
  /** Touchpoints after which surveys were answered. */
  readonly touchpoints: readonly string[];
}

export interface CatalogueEvent {
  readonly name: string;
  readonly reserved: boolean;
  /** Accounts that ever had it, and distinct users; 0 users when events name none. */
  readonly accounts: number;
  readonly users: number;
}

export const candidateShapes = ["level", "recency", "breadth", "share_of_seats", "per_user", "tenure_scaled", "trend", "support", "survey", "contact"] as const;
export type CandidateShape = (typeof candidateShapes)[number];

/** A metric worth trying: as a person would write it in a pack, and parsed. */
export interface Candidate {
  readonly id: string;
  readonly shape: CandidateShape;
  readonly source: z.input<typeof metricSchema>;
  readonly definition: MetricDefinition;
}

type Draft = Omit<Candidate, "definition">;

/**
 * Candidates from what the log holds: for use as a whole and for each event the level, recency, use per user, use scaled by tenure,
 * and trend; breadth over features, share of seats; and what tickets, surveys and contacts allow. Events of many accounts come
 * first, and at most `limit` metrics come back, because each one tried raises the bar for all.
 */
export function candidatesFrom(catalogue: EventCatalogue, limit = 120): Candidate[] {
  const product = catalogue.events.filter((event) => !event.reserved).toSorted((a, b) => b.accounts - a.accounts || (a.name < b.name ? -1 : 1));
  const names = uniqueNames(product.map((event) => event.name));
  const drafts = [
    ...wholeUse(catalogue, product),
    ...product.flatMap((event, i) => ofEvent(event, names[i]!, catalogue)),
    ...ofService(catalogue),
  ];
  // Service first among what the limit may cut, whole use before single events: the list is cut in the middle, at the rarest events.
  const service = drafts.filter(({ shape }) => shape === "support" || shape === "survey" || shape === "contact");
  const use = drafts.filter((draft) => !service.includes(draft));
  const kept = closed([...use.slice(0, Math.max(0, limit - service.length)), ...service], drafts);
  return kept.map((draft) => ({ ...draft, definition: metricSchema.parse(draft.source) }));
}

/** Adds the metrics that others rest on, where the limit cut them. */
function closed(kept: readonly Draft[], all: readonly Draft[]): Draft[] {
  const ids = new Set(kept.map((draft) => draft.id));
  const needed = kept.flatMap((draft) => ("metric" in draft.source ? [draft.source.metric] : [])).filter((id) => !ids.has(id));
  return [...all.filter((draft) => needed.includes(draft.id)), ...kept];
}

function wholeUse({ seats, contracts }: EventCatalogue, product: readonly CatalogueEvent[]): Draft[] {
  if (product.length === 0) return [];
  const users = product.some((event) => event.users > 0);
  return [
    { id: "active_days_30d", shape: "level", source: { kind: "active_days", window: "30d" } },
    { id: "active_days_90d", shape: "level", source: { kind: "active_days", window: "90d" } },
    { id: "events_30d", shape: "level", source: { kind: "count", window: "30d" } },
    { id: "days_since_any_use", shape: "recency", source: { kind: "recency" } },
    { id: "events_trend_30d", shape: "trend", source: { kind: "trend", metric: "events_30d", min_base: 5 } },
    ...(users ? ofUsers(seats) : []),
    ...(contracts ? [tenureScaled("events", {})].flat() : []),
    ...(product.length > 1 ? [breadth(product)] : []),
  ];
}

function ofUsers(seats: boolean): Draft[] {
  return [
    { id: "active_users_30d", shape: "level", source: { kind: "active_users", window: "30d" } },
    { id: "active_share_of_known_30d", shape: "share_of_seats", source: { kind: "share_of_users", of: "known_users", window: "30d" } },
    { id: "events_per_user_30d", shape: "per_user", source: { kind: "rate", metric: "events_30d", per: "user" } },
    { id: "active_users_trend_30d", shape: "trend", source: { kind: "trend", metric: "active_users_30d", min_base: 2 } },
    ...(seats ? [{ id: "active_share_of_seats_30d", shape: "share_of_seats" as const, source: { kind: "share_of_users" as const, of: "seats" as const, window: "30d" } }] : []),
  ];
}

/** More features than this say little more about breadth, and cost a column each. */
const mostFeatures = 20;

function breadth(product: readonly CatalogueEvent[]): Draft {
  const features = product.slice(0, mostFeatures).map((event) => ({ events: [event.name] }));
  return { id: "feature_breadth_30d", shape: "breadth", source: { kind: "adoption", features, measure: "breadth", window: "30d" } };
}

/**
 * Use per month of being a customer, over at most three months and at least half of one (Gold, Fighting Churn with Data, 7.3: scale by tenure
 * with a minimum): an account of three weeks isn't low because it is young. `attainment` divides by the target at the contract's month.
 */
function tenureScaled(name: string, selection: { events?: string[] }): Draft[] {
  return [
    { id: `${name}_90d`, shape: "level", source: { kind: "count", ...selection, window: "90d" } },
    { id: `${name}_per_month_of_tenure`, shape: "tenure_scaled", source: { kind: "attainment", metric: `${name}_90d`, target: [[0.5, 0.5], [3, 3]] } },
  ];
}

function ofEvent(event: CatalogueEvent, name: string, { contracts }: EventCatalogue): Draft[] {
  const selection = { events: [event.name] };
  return [
    { id: `${name}_30d`, shape: "level", source: { kind: "count", ...selection, window: "30d" } },
    { id: `days_since_${name}`, shape: "recency", source: { kind: "recency", ...selection } },
    ...(event.users > 0 ? [{ id: `${name}_per_user_30d`, shape: "per_user" as const, source: { kind: "rate" as const, metric: `${name}_30d`, per: "user" as const } }] : []),
    ...(contracts ? tenureScaled(name, selection) : []),
    { id: `${name}_trend_30d`, shape: "trend", source: { kind: "trend", metric: `${name}_30d`, min_base: 5 } },
  ];
}

function ofService({ events, touchpoints }: EventCatalogue): Draft[] {
  const has = (name: string): boolean => events.some((event) => event.name === name);
  const opened = { events: ["ticket_opened"] };
  const items = { opened, closed: { events: ["ticket_closed"] }, item: "ticket" };
  return [
    ...(has("ticket_opened") ? [{ id: "tickets_90d", shape: "support" as const, source: { kind: "count" as const, ...opened, window: "90d" } }] : []),
    ...(has("ticket_closed") ? [
      { id: "open_tickets", shape: "support" as const, source: { kind: "open_items" as const, ...items } },
      { id: "oldest_open_ticket_days", shape: "support" as const, source: { kind: "open_items" as const, ...items, measure: "oldest_days" as const } },
      { id: "resolution_hours_90d", shape: "support" as const, source: { kind: "open_items" as const, ...items, measure: "resolution_hours" as const, window: "90d" } },
    ] : []),
    ...(has("survey_answered") ? [{ id: "survey_latest", shape: "survey" as const, source: { kind: "survey" as const, window: "180d" } }] : []),
    ...touchpoints.map((touchpoint, i) => ({ id: `survey_${uniqueNames(touchpoints)[i]!}`, shape: "survey" as const, source: { kind: "survey" as const, touchpoint, window: "365d" } })),
    ...["interaction_logged", "review_held"].filter(has).map((name) => ({ id: `days_since_${name}`, shape: "contact" as const, source: { kind: "recency" as const, events: [name] } })),
    ...(has("review_held") ? [{ id: "days_since_sponsor_review", shape: "contact" as const, source: { kind: "recency" as const, events: ["review_held"], where: [{ property: "sponsor_present", is: true }] } }] : []),
  ];
}

/** Ids that can be written in a pack, one for each name, however alike the names are. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "_").replaceAll(/^_+|_+$/g, "") || "event";
    let unique = base;
    for (let i = 2; taken.has(unique); i += 1) unique = `${base}_${i}`;
    taken.add(unique);
    return unique;
  });
}
