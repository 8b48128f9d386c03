import { type Aggregate, aggregateKey } from "./aggregate.ts";

/**
 * The aggregates of some accounts at some instants, as columns of `accounts * instants` numbers: account i at
 * instant j is row `i * instants + j`. Absent is NaN.
 */
export interface Sheet {
  /** Earliest time of a fact of each account. */
  readonly born: Float64Array;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

export function columnOf(sheet: Sheet, aggregate: Aggregate): Float64Array {
  const column = sheet.columns.get(aggregateKey(aggregate));
  if (!column) throw new TypeError(`no aggregate ${aggregateKey(aggregate)} was measured`);
  return column;
}
