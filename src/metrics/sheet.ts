import type { Instant } from "../lib/zone.ts";
import { type Aggregate, aggregateKey } from "./aggregate.ts";
import type { Selection } from "./selection.ts";

/**
 * The aggregates of some accounts at some instants, as columns of `accounts * instants` numbers: account i at
 * instant j is row `i * instants + j`. Absent is NaN.
 */
export interface Sheet {
  readonly zone: string;
  readonly instants: readonly Instant[];
  readonly accountCount: number;
  /** Earliest time of a fact of each account. */
  readonly born: Float64Array;
  /** When the workspace first saw an event of each name. */
  readonly feeds: ReadonlyMap<string, Instant>;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

export function columnOf(sheet: Sheet, aggregate: Aggregate): Float64Array {
  const column = sheet.columns.get(aggregateKey(aggregate));
  if (!column) throw new TypeError(`no aggregate ${aggregateKey(aggregate)} was measured`);
  return column;
}

/** When any of the selected names was first seen in the workspace; Infinity when never. */
export function feedStart(feeds: ReadonlyMap<string, Instant>, selections: readonly Selection[], isReserved: (name: string) => boolean): Instant {
  let first = Infinity;
  for (const { events } of selections) {
    for (const [name, time] of feeds) {
      const selected = events ? events.includes(name) : !isReserved(name);
      if (selected && time < first) first = time;
    }
  }
  return first;
}
