import type { EventFact } from "../events/fact.ts";
import { reservedNames } from "../events/vocabulary.ts";
import type { Instant } from "../lib/zone.ts";
import { type Aggregate, windowEnd, windowStart } from "../metrics/aggregate.ts";
import { type Metrics, aggregatesOf } from "../metrics/plan.ts";
import { referencesOf } from "../metrics/references.ts";
import type { MetricDefinition } from "../metrics/schema.ts";
import type { Selection } from "../metrics/selection.ts";

/** Which events of an account a metric reads, and when. */
export interface Stretch {
  readonly selection: Selection;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

/** Where a page of events ended. */
export interface EventPlace {
  readonly time: Instant;
  readonly messageId: string;
}

export interface EventsRequest {
  readonly workspace: string;
  readonly account: string;
  readonly asOf: Instant;
  readonly stretches: readonly Stretch[];
  readonly limit: number;
  /** Only events of this name, and of this user. */
  readonly name?: string;
  readonly user?: string;
  /** Only what comes after the end of the page before. */
  readonly after?: EventPlace;
}

/** Events of an account; `total` counts those on all pages. */
export interface FoundEvents {
  readonly events: readonly EventFact[];
  readonly total: number;
}

/** Reads the events that numbers are made of: latest first, of equal times by message id. */
export interface EventReader {
  readEvents(request: EventsRequest): Promise<FoundEvents>;
}

const everything = -8_640_000_000_000;

function stretchesOf(aggregate: Aggregate, asOf: Instant, zone: string): Stretch[] {
  const window = "window" in aggregate ? aggregate.window : undefined;
  const [from, to] = window ? [windowStart(window, asOf, zone), windowEnd(window, asOf, zone)] : [everything, asOf];
  if ("select" in aggregate) return [{ selection: aggregate.select, from, to }];
  if ("features" in aggregate) return aggregate.features.map((selection) => ({ selection, from, to }));
  if ("opened" in aggregate) return [aggregate.opened, aggregate.closed].map((selection) => ({ selection, from: everything, to: asOf }));
  if (aggregate.fn === "seats" || aggregate.fn === "mrr" || aggregate.fn === "contract_start") return [{ selection: { events: ["contract_changed"] }, from: everything, to: asOf }];
  return [];
}

/** The events behind a metric at an instant, also through the metrics that it is made of. */
export function eventsBehind(metric: MetricDefinition, { metrics, asOf, zone }: { metrics: Metrics; asOf: Instant; zone: string }): Stretch[] {
  const own = aggregatesOf(metric, metrics).flatMap((aggregate) => stretchesOf(aggregate, asOf, zone));
  const derived = metric.kind === "formula" || metric.kind === "recipe" ? referencesOf(metric).map((reference) => metrics[reference.metric]) : [];
  return [...own, ...derived.flatMap((inner) => (inner ? eventsBehind(inner, { metrics, asOf, zone }) : []))];
}

/** Everything that happened to an account before the instant, from a moment on. What people took back never happened. */
export function allEvents(from: Instant | undefined, asOf: Instant): Stretch[] {
  const when = { from: from ?? everything, to: asOf };
  return [{ selection: {}, ...when }, { selection: { events: [...reservedNames] }, ...when }];
}
