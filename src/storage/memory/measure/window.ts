import { type Duration, before } from "../../../lib/duration.ts";
import { type Instant, localMidnight } from "../../../lib/zone.ts";
import type { View } from "./view.ts";

/** From `start` on, up to but without `end`. */
export interface Window {
  readonly start: Instant;
  readonly end: Instant;
}

/** Where a metric's windows end: at the instant, or with `complete` at the last local midnight that is not after it. */
export function endOf(complete: boolean | undefined, view: View): Instant {
  return complete === true ? localMidnight(view.asOf, view.request.zone) : view.asOf;
}

export function windowOf(metric: { readonly window: Duration; readonly complete?: boolean | undefined }, view: View): Window {
  return windowUpTo(endOf(metric.complete, view), metric.window, view);
}

export function windowUpTo(end: Instant, length: Duration, view: View): Window {
  return { start: before(end, length, view.request.zone), end };
}

export function within<F extends { readonly time: Instant }>(facts: readonly F[], window: Window): F[] {
  return facts.filter((fact) => window.start <= fact.time && fact.time < window.end);
}

/** True when something from `time` is older than `age` at the view's instant. Without an age nothing gets too old. */
export function isOlderThan(time: Instant, age: Duration | undefined, view: View): boolean {
  return age !== undefined && time < before(view.asOf, age, view.request.zone);
}
