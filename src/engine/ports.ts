import type { Fact } from "../events/fact.ts";
import type { Instant } from "../lib/zone.ts";
import type { MetricDefinition } from "../metrics/schema.ts";

/** Metrics by id, as a pack defines them. */
export type Metrics = Readonly<Record<string, MetricDefinition>>;

/** Dated exchange rates into the pack's currency: currency -> [from, rate], ascending. */
export type Rates = Readonly<Record<string, readonly (readonly [from: Instant, rate: number])[]>>;

export interface MeasureRequest {
  readonly workspace: string;
  readonly metrics: Metrics;
  readonly zone: string;
  readonly currency: string;
  readonly rates: Rates;
  /** Which accounts; absent means all that have a fact. */
  readonly accounts?: readonly string[];
  /** Ascending. */
  readonly instants: readonly Instant[];
  /** Only facts known by then count; absent means all that is known now. */
  readonly knownAt?: Instant;
}

/**
 * Values of every metric for every account at every instant, as columns. The cell of account i, instant j,
 * metric k is at `(i * instants.length + j) * metricIds.length + k`. `values` is NaN where `states` is not 0;
 * states are those of `metrics/value.ts`. An account that isn't born at an instant has `born[i]` >= that instant.
 */
export interface Measurements {
  readonly accounts: readonly string[];
  readonly instants: readonly Instant[];
  readonly metricIds: readonly string[];
  readonly values: Float64Array;
  readonly states: Uint8Array;
  /** Earliest time of a fact of each account. */
  readonly born: Float64Array;
}

/** Measures metrics from the log. Implemented by ClickHouse and, independently, by plain arrays. */
export interface Measurer {
  measure(request: MeasureRequest): Promise<Measurements>;
  /**
   * The same, slice of accounts by slice in the order of their ids, so that memory stays bounded however many accounts
   * and instants are asked for. Built for many local midnights: a year of days costs little more than one.
   */
  measureSlices(request: MeasureRequest): AsyncIterable<Measurements>;
}

/** The log of everything that can influence a score. */
export interface FactLog {
  /**
   * Appends the facts that are not there yet, judged by (workspace, messageId) alone; the first wins.
   * Returns one byte for each fact: 1 stored, 0 duplicate. All or nothing: after an error nothing was stored,
   * and the same call with the same batch id can be repeated.
   */
  append(workspace: string, facts: readonly Fact[], batchId: string): Promise<Uint8Array>;
}
