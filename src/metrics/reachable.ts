import { pulsePoints } from "./plan.ts";
import type { MetricDefinition, MetricKind } from "./schema.ts";

const pulses: readonly number[] = Object.values(pulsePoints).toSorted((one, other) => one - other);
const wholeKinds: ReadonlySet<MetricKind> = new Set(["count", "active_users", "active_days"]);

/** A value to reach, as one that can be: whole where people are counted, one of those there are for a pulse. Away from `from`. */
export function reachable(metric: MetricDefinition, { from, to }: { readonly from: number; readonly to: number }): number {
  const up = to > from;
  if (metric.kind === "pulse") return pulses.find((points) => points >= to - tolerance) ?? to;
  if (metric.kind === "recipe") return Math.min(...[...metric.cases.map(({ points }) => points), metric.otherwise].filter((points) => points >= to - tolerance));
  const unit = wholeKinds.has(metric.kind) || (metric.kind === "open_items" && metric.measure === "count") ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(to) || 1)) - 2);
  const steps = to / unit;
  return (up ? Math.ceil(steps - tolerance) : Math.floor(steps + tolerance)) * unit;
}

const tolerance = 1e-6;
