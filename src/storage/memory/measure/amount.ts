import type { EventFact } from "../../../events/fact.ts";
import { localDay } from "../../../lib/zone.ts";
import type { MetricDefinition, MetricOf } from "../../../metrics/schema.ts";
import type { Selection } from "../../../metrics/selection.ts";
import { usersOf } from "./people.ts";
import { numbersOf, selected } from "./selection.ts";
import type { View } from "./view.ts";
import { type Window, within } from "./window.ts";

/** The metrics that have an amount in any window, so that two windows can be compared. */
export type Amount = MetricOf<"count" | "active_users" | "active_days" | "sum" | "average" | "adoption">;

export function isAmount(metric: MetricDefinition): metric is Amount {
  if (metric.kind === "adoption") return metric.measure === "users";
  return ["count", "active_users", "active_days", "sum", "average"].includes(metric.kind);
}

/** The amount in a window; undefined only for an average of no numbers. Users' traits are those at the view's instant. */
export function amountIn(window: Window, metric: Amount, view: View): number | undefined {
  if (metric.kind === "adoption") return adopters(window, metric, view).size;
  const events = within(selected(metric, view), window);
  switch (metric.kind) {
    case "count":
      return events.length;
    case "active_users":
      return usersOf(events).size;
    case "active_days":
      return daysOf(events, view);
    case "sum":
      return total(numbersOf(events, metric.property));
    case "average":
      return mean(numbersOf(events, metric.property));
  }
}

/** Users who use any, or all, of the features regularly. */
export function adopters(window: Window, metric: MetricOf<"adoption">, view: View): Set<string> {
  const byFeature = metric.features.map((feature) => regularUsers(feature, window, { metric, view }));
  const everybody = new Set(byFeature.flatMap((users) => [...users]));
  if (metric.require === "any") return everybody;
  return new Set([...everybody].filter((user) => byFeature.every((users) => users.has(user))));
}

/** Users whose events of one feature fall on at least `min_days` local dates of the window. */
export function regularUsers(
  feature: Selection,
  window: Window,
  { metric, view }: { readonly metric: MetricOf<"adoption">; readonly view: View },
): Set<string> {
  const events = within(selected(feature, view), window);
  const users = [...usersOf(events)];
  return new Set(
    users.filter(
      (user) =>
        daysOf(
          events.filter((event) => event.user === user),
          view,
        ) >= metric.min_days,
    ),
  );
}

/** On how many local dates the events lie. */
function daysOf(events: readonly EventFact[], view: View): number {
  return new Set(events.map((event) => localDay(event.time, view.request.zone))).size;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

export function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : total(numbers) / numbers.length;
}
