import { type Duration, inDays } from "../lib/duration.ts";
import { type Instant, dayMs, hourMs, shiftDays } from "../lib/zone.ts";
import type { MetricOf } from "../metrics/schema.ts";

/** The instant one duration later: same wall time for days, elapsed time for hours. */
export const after = (instant: Instant, duration: Duration, zone: string): Instant => ("days" in duration ? shiftDays(instant, duration.days, zone) : instant + duration.hours * hourMs);

/** When a pulse stops to count: with age, or some time after the account got another owner. `ownerChanged` is the latest change after it. */
export function pulseEnds(set: Instant, { max_age, after_owner_change }: MetricOf<"pulse">, { ownerChanged, zone }: { readonly ownerChanged: Instant | undefined; readonly zone: string }): Instant {
  const aged = after(set, max_age, zone);
  return ownerChanged === undefined || ownerChanged <= set ? aged : Math.min(aged, after(ownerChanged, after_owner_change, zone));
}

/** When a value that was typed in stops to count: after twice the time in which it is due, unless the metric says otherwise. */
export const measurementEnds = (typed: Instant, { due, max_age }: MetricOf<"manual">, zone: string): Instant => (max_age ? after(typed, max_age, zone) : after(after(typed, due, zone), due, zone));

export const dueStates = ["overdue", "due", "current", "optional"] as const;
/** `due`: within a week, or half its interval; `optional`: nothing asks for it, as of a pulse that no score uses. */
export type DueState = (typeof dueStates)[number];

/** How something that has to be said again and again stands. */
export function dueState(dueAt: Instant, interval: Duration, asOf: Instant): Exclude<DueState, "optional"> {
  if (dueAt < asOf) return "overdue";
  return dueAt - asOf <= Math.min(7, inDays(interval) / 2) * dayMs ? "due" : "current";
}
