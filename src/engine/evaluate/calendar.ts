import { murmur3 } from "../../lib/murmur.ts";
import { type Instant, dayMs, localMidnight, shiftDays } from "../../lib/zone.ts";
import { sweepMs } from "./agenda.ts";

/** A midnight is scored once so long has passed, for what was on its way when it struck. What comes later reopens it. */
export const settleMs = 10_000;

/** The last local midnight that is settled. */
export function settledMidnight(now: Instant, zone: string): Instant {
  return localMidnight(now - settleMs, zone);
}

/** When an account that was scored now is to be looked at again: within the hour, everyone at another moment of its second half. */
export function nextSweep(account: string, now: Instant): Instant {
  const share = murmur3(`${account} ${Math.floor(now / sweepMs)}`) / 2 ** 32;
  return now + Math.floor((sweepMs / 2) * (1 + share));
}

/** The first local midnight after an instant: the first that sees what happened then. */
export function midnightAfter(instant: Instant, zone: string): Instant {
  return shiftDays(localMidnight(instant, zone), 1, zone);
}

/** Accounts that are to be scored from some midnight on, together with others that need about as many days. */
export interface Stretch {
  /** The first midnight of them all. */
  readonly from: Instant;
  readonly accounts: readonly string[];
}

/** Lengths in days up to which accounts share one reading of the log; those with more go by themselves. */
const strata = [1, 4, 16, 64, 256, Number.POSITIVE_INFINITY];

/** Groups accounts by how many midnights each needs, so that the many with one don't pay for the few with a year. */
export function stretchesOf(fromOf: ReadonlyMap<string, Instant>, to: Instant): Stretch[] {
  const groups = Map.groupBy(
    [...fromOf].filter(([, from]) => from <= to),
    ([, from]) => strata.findIndex((days) => (to - from) / dayMs < days + 0.5),
  );
  return [...groups.values()].map((group) => ({ from: Math.min(...group.map(([, from]) => from)), accounts: group.map(([account]) => account) }));
}
