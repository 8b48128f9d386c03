import { changeText, percentText, valueText } from "../lib/number-text.ts";
import { pulsePoints } from "./plan.ts";
import { quantityOf } from "./quantity.ts";
import type { MetricDefinition } from "./schema.ts";
import type { MissingReason } from "./value.ts";

const pulses = new Map<number, string>(Object.entries(pulsePoints).map(([band, points]) => [points, band]));
const nouns = { days: ["day", "days"], hours: ["hour", "hours"], users: ["user", "users"], points: ["point", "points"] } as const;
const perWords = { user: "a user", month: "a month", seat: "a seat", revenue: "per 1,000 of revenue" } as const;

/** A raw value as people read it: in the unit that the metric names, or in what its kind counts. */
export function metricValueText(metric: MetricDefinition, value: number): string {
  return textOf(metric, value, { number: valueText, share: percentText, change: (share) => changeText(share * 100) });
}

/** A raw value as it stands beside a limit: with digits enough that 59.96 % isn't "60 %" where at least 60 % are needed. */
export function exactValueText(metric: MetricDefinition, value: number): string {
  return textOf(metric, value, { number: (exact) => String(rounded(exact, 4)), share: (share) => `${rounded(share * 100, 2)} %`, change: (share) => changeText(rounded(share * 100, 2), 2).replace(/\.?0+$/, "") });
}

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

function textOf(metric: MetricDefinition, value: number, write: Readonly<Record<"number" | "share" | "change", (value: number) => string>>): string {
  const quantity = quantityOf(metric);
  switch (quantity) {
    case "share":
      return write.share(value);
    case "change":
      return `${write.change(value)} %`;
    case "percent":
      return `${write.number(value)} %`;
    case "pulse":
      return pulses.get(value) ?? write.number(value);
    case "number":
      return `${write.number(value)}${ownUnit(metric, value)}`;
    case "days":
    case "hours":
    case "users":
    case "points":
      return `${write.number(value)} ${nouns[quantity][value === 1 ? 0 : 1]}`;
  }
}

function ownUnit(metric: MetricDefinition, value: number): string {
  if (metric.unit !== undefined) return ` ${value === 1 ? metric.unit.replace(/^(day|hour|week|month)s$/, "$1") : metric.unit}`;
  return metric.kind === "rate" ? ` ${perWords[metric.per]}` : "";
}

const missingWords: Readonly<Record<MissingReason, string>> = {
  never_seen: "never seen",
  too_young: "too young",
  source_stale: "source is stale",
  not_applicable: "not applicable",
  expired: "expired",
};

export const missingReasonText = (reason: MissingReason): string => missingWords[reason];
