import { isReserved } from "../../events/vocabulary.ts";
import { type Duration, before } from "../../lib/duration.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Metrics } from "../plan.ts";
import type { MetricDefinition } from "../schema.ts";
import type { Selection } from "../selection.ts";
import { presentState } from "../value.ts";
import { type Frame, boundaries, codes } from "./finisher.ts";

/** The selections whose feed must have been seen; undefined for a kind that says itself when it was never seen. */
function feedsOf(metric: MetricDefinition, metrics: Metrics): readonly Selection[] | undefined {
  switch (metric.kind) {
    case "count":
    case "active_users":
    case "active_days":
    case "share_of_users":
    case "sum":
    case "average":
    case "recency":
    case "last":
      return [metric];
    case "adoption":
      return metric.features;
    case "open_items":
      return [metric.opened];
    case "milestones":
      return Object.values(metric.milestones);
    case "trend":
    case "rate":
      return feedsOf(metrics[metric.metric] as MetricDefinition, metrics);
    case "trait":
    case "survey":
    case "attainment":
    case "pulse":
    case "manual":
    case "formula":
    case "recipe":
      return undefined;
  }
}

/** When any of the selected names was first seen in the workspace; Infinity when never. */
function feedStart(feeds: ReadonlyMap<string, Instant>, selections: readonly Selection[]): Instant {
  let first = Infinity;
  for (const { events } of selections) {
    for (const [name, time] of feeds) {
      const selected = events ? events.includes(name) : !isReserved(name);
      if (selected && time < first) first = time;
    }
  }
  return first;
}

/**
 * From when on each metric has its feed; -Infinity for one that needs none. A feed whose beginning moves back gives values
 * to accounts that were never seen, so scores of other accounts than those that the event is about change with it.
 */
export function feedStarts(metrics: Metrics, feeds: ReadonlyMap<string, Instant>): Float64Array {
  return Float64Array.from(Object.values(metrics), (metric) => {
    const selections = feedsOf(metric, metrics);
    return selections ? feedStart(feeds, selections) : -Infinity;
  });
}

/** How old the account must be: for the metric, and for the one that it is about. */
function tenuresOf(metric: MetricDefinition, metrics: Metrics): readonly Duration[] {
  const own = metric.min_tenure ? [metric.min_tenure] : [];
  return metric.kind === "trend" || metric.kind === "rate" ? [...own, ...tenuresOf(metrics[metric.metric] as MetricDefinition, metrics)] : own;
}

/** Why a metric has no value at an instant, whatever its kind: the state, or `presentState` when nothing stands in the way. */
export type Gate = (born: Instant, instant: number) => number;

export function compileGate(metric: MetricDefinition, frame: Frame): Gate {
  const { metrics, instants, zone, feeds } = frame;
  const selections = feedsOf(metric, metrics);
  const seenFrom = selections ? feedStart(feeds, selections) : -Infinity;
  const isSeen = Uint8Array.from(instants, (asOf) => Number(seenFrom < asOf));
  const bornBy = boundaries(frame, (asOf) => Math.min(...tenuresOf(metric, metrics).map((tenure) => before(asOf, tenure, zone))));
  return (born, instant) => {
    if (born > (bornBy[instant] as number)) return codes.too_young;
    return isSeen[instant] === 1 ? presentState : codes.never_seen;
  };
}
