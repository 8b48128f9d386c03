import type { EventFact } from "../../../../events/fact.ts";
import { dayMs, hourMs } from "../../../../lib/zone.ts";
import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import { mean } from "../amount.ts";
import type { Clause } from "../clause.ts";
import { property, selected } from "../selection.ts";
import type { View } from "../view.ts";
import { type Window, endOf, windowUpTo } from "../window.ts";

interface Item {
  readonly openedAt: number;
  /** -Infinity while it was never closed. */
  readonly closedAt: number;
}

export const openItems: Clause<MetricOf<"open_items">> = {
  feed: (metric) => [metric.opened],
  value: (metric, view) => {
    const items = itemsOf(metric, view);
    // Closed in the same moment as opened is closed; opened again after a closing is open, since the latest opening.
    const open = items.filter((item) => item.openedAt > item.closedAt);
    switch (metric.measure) {
      case "count":
        return present(open.length);
      case "oldest_days":
        return present(Math.max(0, ...open.map((item) => (view.asOf - item.openedAt) / dayMs)));
      case "resolution_hours": {
        const closings = closingWindow(metric, view);
        const resolved = items.filter(
          (item) => item.openedAt <= item.closedAt && closings.start <= item.closedAt && item.closedAt < closings.end,
        );
        const milliseconds = mean(resolved.map((item) => item.closedAt - item.openedAt));
        return milliseconds === undefined ? missing("not_applicable") : present(milliseconds / hourMs);
      }
    }
  },
};

/** Without a window every closing so far counts, and `complete` has nothing to end earlier. */
function closingWindow({ window, complete }: MetricOf<"open_items">, view: View): Window {
  if (window === undefined) return { start: -Infinity, end: view.asOf };
  return windowUpTo(endOf(complete, view), window, view);
}

/** Items by the text of their id; what was never opened is no item. */
function itemsOf(metric: MetricOf<"open_items">, view: View): Item[] {
  const opened = selected(metric.opened, view);
  const closed = selected(metric.closed, view);
  const itemId = (event: EventFact): string | undefined => property(event, metric.item)?.toString();
  const ids = new Set(opened.map(itemId).filter((id) => id !== undefined));
  const latestTime = (events: readonly EventFact[], id: string): number =>
    Math.max(...events.filter((event) => itemId(event) === id).map((event) => event.time));
  return [...ids].map((id) => ({ openedAt: latestTime(opened, id), closedAt: latestTime(closed, id) }));
}
