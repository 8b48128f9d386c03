import type { MetricDefinition } from "../../metrics/schema.ts";
import { formatDuration, inDays } from "../../lib/duration.ts";
import { dayMs } from "../../lib/zone.ts";
import type { Lint, Subject } from "./lint.ts";

export const trendWithoutHistory: Lint = {
  code: "trend-without-history",
  severity: "warning",
  notices: "A trend doesn't say how old an account must be, or says less than its two windows need.",
  reason:
    "Without it a trend counts as soon as both windows lie within the account's life. The first weeks of a customer only ever grow, so every new account looks splendid, and every account that has settled in looks like a decline.",
  check: ({ pack }) =>
    Object.entries(pack.metrics).flatMap(([id, metric]) => {
      if (metric.kind !== "trend") return [];
      const needed = reach(pack, metric);
      if (metric.min_history === undefined) return [{ path: ["metrics", id], message: `trend \`${id}\` has no \`min_history\``, help: `say from what age on it counts, such as min_history: ${Math.ceil(needed * 1.5)}d` }];
      if (inDays(metric.min_history) >= needed) return [];
      const message = `trend \`${id}\` counts after ${formatDuration(metric.min_history)}, but its two windows reach ${needed} days back`;
      return [{ path: ["metrics", id, "min_history"], message, help: `write at least min_history: ${Math.ceil(needed)}d` }];
    }),
};

export const windowLongerThanData: Lint = {
  code: "window-longer-than-data",
  severity: "warning",
  notices: "A metric looks back further than the data reaches.",
  reason: "Such a window is never full: counts come out too low for everybody, and trends stay missing. It looks like bad health and is a short history.",
  check: ({ pack, facts }) => {
    if (facts?.firstEvent === undefined || facts.lastEvent === undefined) return [];
    const days = Math.floor((facts.lastEvent - facts.firstEvent) / dayMs) + 1;
    return Object.entries(pack.metrics).flatMap(([id, metric]) => {
      const needed = reach(pack, metric);
      if (needed <= days) return [];
      return [{ path: ["metrics", id], message: `\`${id}\` looks ${needed} days back, but the data spans ${days}`, help: "use a shorter window, or import more history" }];
    });
  },
};

/** How many days before the instant the earliest event lies that can count; 0 for metrics without a window. */
function reach(pack: Subject["pack"], metric: MetricDefinition): number {
  const window = "window" in metric && metric.window !== undefined ? inDays(metric.window) : 0;
  if (metric.kind !== "trend" && metric.kind !== "rate" && metric.kind !== "attainment") return window;
  const inner = pack.metrics[metric.metric];
  const innerReach = inner === undefined ? 0 : reach(pack, inner);
  if (metric.kind !== "trend") return innerReach;
  return innerReach + (metric.back === undefined ? innerReach : inDays(metric.back));
}
