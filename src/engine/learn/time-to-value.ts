import { type Customer, type TimeToValueReport, timeToValue } from "../../insights/time-to-value/time-to-value.ts";
import { dayMs, type Instant } from "../../lib/zone.ts";
import type { Metrics } from "../../metrics/plan.ts";
import { presentState } from "../../metrics/value.ts";
import type { Past } from "./past.ts";
import { noSegment } from "./standing-at.ts";

/** Named so that no pack's metric has the id. */
const daysOf = (id: string): string => `days until ${id}`;

/** For each metric of milestones one that says after how many days the last of them was reached. */
export function milestoneMetrics(metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).flatMap(([id, metric]) => (metric.kind === "milestones" ? [[daysOf(id), { ...metric, measure: "days" as const }]] : [])));
}

export interface ValueRequest {
  readonly metrics: Metrics;
  /** The group of a new customer; absent without groups. */
  readonly group: ((account: string, at: Instant) => string) | undefined;
}

/** How long each kind of value took, and whether those who had it early stayed. */
export function timesToValue(past: Past, { metrics, group }: ValueRequest): { metric: string; report: TimeToValueReport }[] {
  const ids = Object.keys(metrics).filter((id) => metrics[id]?.kind === "milestones");
  return ids.map((metric) => {
    const customers = customersOf(past, past.measured.metricIds.indexOf(daysOf(metric)), group);
    return { metric, report: timeToValue({ customers, knownTo: past.outcomes.knownTo }) };
  });
}

function customersOf({ measured, logs, outcomes }: Past, k: number, group: ValueRequest["group"]): Customer[] {
  const first = new Map(outcomes.spans.toReversed().map((span) => [span.account, span]));
  return measured.accounts.flatMap((account, place): Customer[] => {
    const [span, log] = [first.get(account), logs.get(account)];
    if (span === undefined || log === undefined) return [];
    const cell = ((place + 1) * measured.instants.length - 1) * measured.metricIds.length + k;
    const start = Number.isFinite(span.from) ? span.from : log.born;
    // Counted from the first fact of the account, which may lie before its contract.
    const valueAt = measured.states[cell] === presentState ? Math.max(start, log.born + (measured.values[cell] as number) * dayMs) : undefined;
    return [{
      account,
      start,
      ...(valueAt !== undefined && { valueAt }),
      ...(Number.isFinite(span.to) && { lostAt: span.to }),
      ...(group && { group: group(account, start + dayMs) || noSegment }),
    }];
  });
}
