import type { Duration } from "../lib/duration.ts";
import { type Instant, localMidnight } from "../lib/zone.ts";
import { before } from "../lib/duration.ts";
import type { Selection } from "./selection.ts";

/** `[end - length, end)`, where end is `back` before the instant, or before its last local midnight when `complete`. */
export interface Window {
  readonly length: Duration;
  readonly back?: Duration;
  readonly complete: boolean;
}

export interface Items {
  readonly opened: Selection;
  readonly closed: Selection;
  /** The property that holds the item's id. */
  readonly item: string;
}

/**
 * One number for each account and instant that a store can compute from facts: what metrics are made of. Several
 * metrics that need the same aggregate share it. Absent is NaN; times are instants.
 */
export type Aggregate =
  | { readonly fn: "count" | "users" | "days"; readonly select: Selection; readonly window: Window }
  /** Sum, or how many events have the property as a number. */
  | { readonly fn: "sum" | "numbers"; readonly select: Selection; readonly property: string; readonly window: Window }
  | { readonly fn: "last_time"; readonly select: Selection; readonly complete: boolean }
  /** The latest event at or before the moment `back` ago. */
  | { readonly fn: "last_time_back"; readonly select: Selection; readonly back: Duration }
  | { readonly fn: "first_time"; readonly select: Selection }
  /** The property of the latest event that has it, or that event's time. `values` says which number a text stands for. */
  | {
      readonly fn: "last_number" | "last_number_time";
      readonly select: Selection;
      readonly property: string;
      readonly values?: Readonly<Record<string, number>>;
      readonly complete?: boolean;
    }
  /** Users who use any or all of the features on at least `minDays` local days. */
  | { readonly fn: "feature_users"; readonly features: readonly Selection[]; readonly require: "any" | "all"; readonly minDays: number; readonly window: Window }
  /** How many of the features at least one user uses on at least `minDays` local days. */
  | { readonly fn: "features_used"; readonly features: readonly Selection[]; readonly minDays: number; readonly window: Window }
  | { readonly fn: "known_users" }
  /** Items open now, and the opening time of the oldest of them. */
  | ({ readonly fn: "items_open" | "items_oldest" } & Items)
  /** Items closed in the window (ever, without one), and the milliseconds that they were open, summed. */
  | ({ readonly fn: "items_closed" | "items_hours"; readonly window?: Window } & Items)
  /** Of the contracts active at the instant: seats, monthly recurring revenue in the pack's currency; and when the first contract began. */
  | { readonly fn: "seats" | "mrr" | "contract_start" }
  | { readonly fn: "trait_number" | "trait_time"; readonly trait: string; readonly values?: Readonly<Record<string, number>> };

/** The same for equal aggregates, whatever the order in which their fields were written. */
export function aggregateKey(aggregate: Aggregate): string {
  return JSON.stringify(aggregate, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Where a window ends, exclusive. */
export function windowEnd(window: Pick<Window, "back" | "complete">, asOf: Instant, zone: string): Instant {
  const end = window.complete ? localMidnight(asOf, zone) : asOf;
  return window.back ? before(end, window.back, zone) : end;
}

/** Where a window starts, inclusive. */
export function windowStart(window: Window, asOf: Instant, zone: string): Instant {
  return before(windowEnd(window, asOf, zone), window.length, zone);
}
