import { isReserved } from "../events/vocabulary.ts";
import { type Duration, before } from "../lib/duration.ts";
import { type Instant, dayMs, hourMs, localDay } from "../lib/zone.ts";
import { windowEnd, windowStart } from "./aggregate.ts";
import { type Metrics, aggregatesOf, trendWindows, windowOf, windowedAggregates, windowedMetric } from "./plan.ts";
import type { MetricDefinition, MetricKind, MetricOf } from "./schema.ts";
import type { Selection } from "./selection.ts";
import { type Sheet, columnOf, feedStart } from "./sheet.ts";
import { monthDays, targetAt } from "./target.ts";
import { type MissingReason, missingReasons } from "./value.ts";

/** Gives the value of one row (account i, instant j); when it is missing, notes why in `cell.state`. */
export type Finisher = (row: number, account: number, instant: number) => number;

/** Where a finisher notes a missing value: the state of `metrics/value.ts`. Kept apart so that rows allocate nothing. */
export interface Cell {
  state: number;
}

const stateByReason = Object.fromEntries(missingReasons.map((reason, index) => [reason, index + 1])) as Record<MissingReason, number>;

interface Making {
  readonly sheet: Sheet;
  readonly metrics: Metrics;
  readonly cell: Cell;
  readonly columns: readonly Float64Array[];
}

function miss(cell: Cell, reason: MissingReason): number {
  cell.state = stateByReason[reason];
  return Number.NaN;
}

const boundaries = (sheet: Sheet, boundary: (asOf: Instant) => Instant): Float64Array => Float64Array.from(sheet.instants, boundary);
const at = (column: Float64Array | undefined, row: number): number => (column as Float64Array)[row] as number;

function ratio(cell: Cell, value: number, over: number): number {
  return over > 0 ? value / over : miss(cell, "not_applicable");
}

/** The value of a windowed metric from its aggregates, which begin at `offset` among the columns. */
function windowed(kind: MetricKind, measure: string | undefined, { columns, cell }: Making, offset = 0): (row: number) => number {
  const [first, second] = [columns[offset], columns[offset + 1]];
  if (kind === "average" || (kind === "adoption" && measure === "share")) return (row) => ratio(cell, at(first, row), at(second, row));
  return (row) => at(first, row);
}

const finishWindowed = (metric: MetricDefinition, making: Making): Finisher => windowed(metric.kind, undefined, making);

function finishAdoption(metric: MetricOf<"adoption">, making: Making): Finisher {
  const value = windowed("adoption", metric.measure, making);
  return metric.measure === "breadth" ? (row) => value(row) / metric.features.length : value;
}

function finishTrend(metric: MetricOf<"trend">, making: Making): Finisher {
  const { sheet, metrics, cell } = making;
  const inner = windowedMetric(metrics, metric.metric);
  const { now, earlier } = trendWindows(metric, inner);
  const measure = inner.kind === "adoption" ? inner.measure : undefined;
  const valueNow = windowed(inner.kind, measure, making);
  const valueEarlier = windowed(inner.kind, measure, making, windowedAggregates(inner, now).length);
  const oldEnough = boundaries(sheet, (asOf) =>
    metric.min_history ? before(windowEnd(now, asOf, sheet.zone), metric.min_history, sheet.zone) : windowStart(earlier, asOf, sheet.zone),
  );
  return (row, account, instant) => {
    if (at(sheet.born, account) > at(oldEnough, instant)) return miss(cell, "too_young");
    const base = valueEarlier(row);
    if (cell.state !== 0) return base;
    if (base < metric.min_base) return miss(cell, "not_applicable");
    return valueNow(row) / base - 1;
  };
}

function finishRecency(metric: MetricOf<"recency">, { sheet, cell, columns }: Making): Finisher {
  const ends = boundaries(sheet, (asOf) => windowEnd({ complete: metric.complete ?? false }, asOf, sheet.zone));
  return (row, _account, instant) => {
    const last = at(columns[0], row);
    return Number.isNaN(last) ? miss(cell, "never_seen") : (at(ends, instant) - last) / dayMs;
  };
}

/** The latest value, unless there is none or it is older than `oldest`. */
function finishLatest({ sheet, cell, columns }: Making, oldest: (asOf: Instant) => Instant, absent: MissingReason): Finisher {
  const expiry = boundaries(sheet, oldest);
  return (row, _account, instant) => {
    const time = at(columns[1], row);
    if (Number.isNaN(time)) return miss(cell, "never_seen");
    const value = at(columns[0], row);
    if (Number.isNaN(value)) return miss(cell, absent);
    return time < at(expiry, instant) ? miss(cell, "expired") : value;
  };
}

const never = (): Instant => -Infinity;

function finishOpenItems(metric: MetricOf<"open_items">, { sheet, cell, columns }: Making): Finisher {
  if (metric.measure === "count") return (row) => at(columns[0], row);
  if (metric.measure === "resolution_hours") return (row) => ratio(cell, at(columns[1], row) / hourMs, at(columns[0], row));
  return (row, _account, instant) => (at(columns[0], row) === 0 ? 0 : ((sheet.instants[instant] as number) - at(columns[1], row)) / dayMs);
}

function finishRate(metric: MetricOf<"rate">, making: Making): Finisher {
  const { cell, columns, metrics } = making;
  const inner = windowedMetric(metrics, metric.metric);
  const value = windowed(inner.kind, undefined, making);
  if (metric.per === "month") {
    const months = ("days" in inner.window ? inner.window.days : inner.window.hours / 24) / 30;
    return (row) => value(row) / months;
  }
  const unit = metric.per === "revenue" ? 1000 : 1;
  const over = columns[windowedAggregates(inner, windowOf(inner)).length];
  return (row) => ratio(cell, value(row), at(over, row) / unit);
}

function finishSurvey(metric: MetricOf<"survey">, making: Making): Finisher {
  const { sheet, cell, columns } = making;
  const starts = boundaries(sheet, (asOf) => windowStart(windowOf(metric), asOf, sheet.zone));
  const latest = finishLatest(making, (asOf) => windowStart(windowOf(metric), asOf, sheet.zone), "never_seen");
  if (metric.measure === "latest") return latest;
  return (row, _account, instant) => {
    const time = at(columns[1], row);
    if (Number.isNaN(time)) return miss(cell, "never_seen");
    if (time < at(starts, instant) || at(columns[3], row) === 0) return miss(cell, "expired");
    return at(columns[2], row) / at(columns[3], row);
  };
}

function finishMilestones(metric: MetricOf<"milestones">, { sheet, cell, columns }: Making): Finisher {
  return (row, account) => {
    let reached = 0;
    let latest = -Infinity;
    for (const column of columns) {
      const first = at(column, row);
      if (Number.isNaN(first)) continue;
      reached += 1;
      if (first > latest) latest = first;
    }
    if (metric.measure === "share") return reached / columns.length;
    return reached < columns.length ? miss(cell, "not_applicable") : (latest - at(sheet.born, account)) / dayMs;
  };
}

function finishAttainment(metric: MetricOf<"attainment">, making: Making): Finisher {
  const { sheet, metrics, cell, columns } = making;
  const inner = compileFinisher(metrics[metric.metric] as MetricDefinition, making);
  const start = columns[columns.length - 1];
  const days = Float64Array.from(sheet.instants, (asOf) => localDay(asOf, sheet.zone));
  const startDays = new Map<number, number>();
  return (row, account, instant) => {
    const value = inner(row, account, instant);
    if (cell.state !== 0) return value;
    const started = at(start, row);
    if (Number.isNaN(started)) return miss(cell, "not_applicable");
    let day = startDays.get(started);
    if (day === undefined) startDays.set(started, (day = localDay(started, sheet.zone)));
    const target = targetAt(metric.target, (at(days, instant) - day) / monthDays);
    return target === 0 ? miss(cell, "not_applicable") : value / target;
  };
}

function finishPulse(metric: MetricOf<"pulse">, making: Making): Finisher {
  const { sheet, cell, columns } = making;
  const latest = finishLatest(making, (asOf) => before(asOf, metric.max_age, sheet.zone), "never_seen");
  return (row, account, instant) => {
    const value = latest(row, account, instant);
    if (cell.state !== 0) return value;
    return at(columns[2], row) > at(columns[1], row) ? miss(cell, "expired") : value;
  };
}

/** Filled afterwards, from the other metrics; see `derived.ts`. */
const derived = (_metric: MetricDefinition, { cell }: Making): Finisher => () => miss(cell, "not_applicable");

const clauses: { readonly [K in MetricKind]: (metric: MetricOf<K>, making: Making) => Finisher } = {
  count: finishWindowed,
  active_users: finishWindowed,
  active_days: finishWindowed,
  sum: finishWindowed,
  average: finishWindowed,
  adoption: finishAdoption,
  share_of_users: (_metric, { cell, columns }) => (row) => ratio(cell, at(columns[0], row), at(columns[1], row)),
  trend: finishTrend,
  recency: finishRecency,
  last: (metric, making) => {
    const { max_age: age } = metric;
    return finishLatest(making, age ? (asOf) => before(asOf, age, making.sheet.zone) : never, "never_seen");
  },
  open_items: finishOpenItems,
  rate: finishRate,
  trait: (metric, making) => {
    const { max_age: age } = metric;
    return finishLatest(making, age ? (asOf) => before(asOf, age, making.sheet.zone) : never, "not_applicable");
  },
  survey: finishSurvey,
  milestones: finishMilestones,
  attainment: finishAttainment,
  pulse: finishPulse,
  manual: (metric, making) => {
    const age = metric.max_age ?? ("days" in metric.due ? { days: metric.due.days * 2 } : { hours: metric.due.hours * 2 });
    return finishLatest(making, (asOf) => before(asOf, age, making.sheet.zone), "never_seen");
  },
  formula: derived,
  recipe: derived,
};

/** The selections whose feed must have been seen; a kind that isn't listed says itself when it was never seen. */
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
    case "attainment":
    case "formula":
    case "manual":
    case "pulse":
    case "recipe":
    case "survey":
    case "trait":
      return undefined;
  }
}

/** How old the account must be: for the metric, and for the one that it is about. */
function tenuresOf(metric: MetricDefinition, metrics: Metrics): readonly Duration[] {
  const own = metric.min_tenure ? [metric.min_tenure] : [];
  return metric.kind === "trend" || metric.kind === "rate" ? [...own, ...tenuresOf(metrics[metric.metric] as MetricDefinition, metrics)] : own;
}

/** The function that turns the aggregates of a sheet into values of one metric. */
export function compileFinisher(metric: MetricDefinition, { sheet, metrics, cell }: Pick<Making, "sheet" | "metrics" | "cell">): Finisher {
  const columns = aggregatesOf(metric, metrics).map((aggregate) => columnOf(sheet, aggregate));
  const value = (clauses[metric.kind] as (metric: MetricDefinition, making: Making) => Finisher)(metric, { sheet, metrics, cell, columns });
  const feeds = feedsOf(metric, metrics);
  const seenFrom = feeds ? feedStart(sheet.feeds, feeds, isReserved) : -Infinity;
  const bornBy = boundaries(sheet, (asOf) => Math.min(...tenuresOf(metric, metrics).map((tenure) => before(asOf, tenure, sheet.zone))));
  return (row, account, instant) => {
    cell.state = 0;
    if (at(sheet.born, account) > at(bornBy, instant)) return miss(cell, "too_young");
    if (!(seenFrom < (sheet.instants[instant] as number))) return miss(cell, "never_seen");
    return value(row, account, instant);
  };
}
