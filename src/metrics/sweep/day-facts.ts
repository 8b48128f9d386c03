/**
 * The events of some accounts as they leave the store: packed by user, one entry for each event that any selection
 * selects. Row r is one user of one account (or the events that no user did) and owns the entries from
 * `ends[r - 1]` to `ends[r]`. Rows of an account are neighbours.
 */
export interface DayFacts {
  /** Which account each row belongs to, ascending. */
  readonly accounts: Uint32Array;
  /** 1 when the row is a user's. */
  readonly isUser: Uint8Array;
  readonly ends: Float64Array;
  /** The local day of each event, counted from the calendar's first. */
  readonly days: Uint16Array;
  /** Which selections select it: bit k for selection k. */
  readonly masks: Uint32Array;
  /** When it happened; there only when an aggregate asks for the latest time. */
  readonly times?: Float64Array;
  /** For each summed property its number on each event, NaN where it has none. */
  readonly numbers: readonly Float64Array[];
}
