import type { Instant } from "../../lib/zone.ts";
import type { Decision, Grid } from "../outcomes/observe.ts";
import type { Span } from "../outcomes/outcome.ts";
import type { Place } from "./place.ts";

/** The score that stands for all others. */
export const overall = "overall";

/**
 * How accounts stood at the starts of local months, and what became of them: all that benchmarks read, and nothing of it
 * was known later than `frozenAt`. The cell of account i at instant j is `i * instants.length + j`.
 */
export interface PastStandings extends Grid {
  /** The start of the local month in which benchmarks are asked for. Instants are not after it. */
  readonly frozenAt: Instant;
  /** What has a score: `overall` first, then the categories and metrics of the model. */
  readonly subjects: readonly string[];
  /** `subjects.length` points a cell, 0 to 100; NaN where missing, or when the account was no customer. */
  readonly scores: Float64Array;
  /** Undefined where the account was no customer. */
  readonly places: readonly (Place | undefined)[];
  /** Renewals and losses, ascending, each known by `frozenAt`. */
  readonly decisions: readonly Decision[];
  /** From when to when accounts were customers. */
  readonly spans: readonly Span[];
  /** Up to here it is known who was lost. */
  readonly knownTo: Instant;
}

/** One byte a cell: 1 where the account's next decision after it was a renewal. */
export function wentOnToRenew({ accounts, instants, decisions }: Pick<PastStandings, "accounts" | "instants" | "decisions">): Uint8Array {
  const renewed = new Uint8Array(accounts.length * instants.length);
  const own = Map.groupBy(decisions, ({ account }) => account);
  accounts.forEach((account, place) => {
    const ahead = own.get(account) ?? [];
    let next = 0;
    instants.forEach((instant, column) => {
      while (next < ahead.length && (ahead[next] as Decision).at <= instant) next += 1;
      if (next < ahead.length && !(ahead[next] as Decision).lost) renewed[place * instants.length + column] = 1;
    });
  });
  return renewed;
}
