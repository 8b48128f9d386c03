import { type Correlation, spearman } from "../../lib/statistics/spearman.ts";
import { type Instant, localDate } from "../../lib/zone.ts";
import { bandCodes, type ScoreHistory } from "../backtest/rows.ts";
import type { Outcome } from "../outcomes/outcome.ts";
import { mrrAt, type RevenueStep } from "../outcomes/revenue.ts";

/** How customers stood in a month, and what became of them in it. */
export interface MonthOfReview {
  /** `2026-03` */
  readonly month: string;
  /** Customers with a score at the first instant of the month. */
  readonly customers: number;
  /** Over all instants of the month; NaN without scores. */
  readonly meanScore: number;
  readonly redShare: number;
  readonly lost: number;
  /** Of the customers at its beginning. */
  readonly lostShare: number;
  /** Relative change of the revenue of those who were customers at its beginning, losses included; NaN when unknown. */
  readonly growth: number;
}

export interface MonthsInput {
  readonly history: ScoreHistory;
  readonly outcomes: readonly Outcome[];
  readonly revenue: ReadonlyMap<string, readonly RevenueStep[]>;
  readonly since: Instant;
  /** Up to here it is known who was lost. */
  readonly knownTo: Instant;
  readonly zone: string;
}

/** Every local month that lies wholly between `since` and what is known. */
export function monthsOf({ history, outcomes, revenue, since, knownTo, zone }: MonthsInput): MonthOfReview[] {
  const monthOf = (instant: Instant): string => localDate(instant, zone).slice(0, 7);
  const columns = Map.groupBy(history.instants.map((instant, column) => ({ instant, column })), ({ instant }) => monthOf(instant));
  const losses = Map.groupBy(outcomes.filter(({ kind }) => kind === "churned"), ({ at }) => monthOf(at));
  const whole = [...columns].filter(([month, own], place, all) => month > monthOf(since - 1) && all[place + 1] !== undefined && month < monthOf(knownTo) && own.length > 0);
  return whole.map(([month, own], place) => {
    const first = own[0]!;
    const next = whole[place + 1]?.[1][0]?.instant ?? own.at(-1)!.instant;
    const scored = (column: number): number[] => history.accounts.flatMap((_, row) => (Number.isNaN(history.scores[row * history.instants.length + column]!) ? [] : [row]));
    const cells = own.flatMap(({ column }) => scored(column).map((row) => row * history.instants.length + column));
    const there = scored(first.column).map((row) => history.accounts[row]!);
    const [before, after] = [first.instant, next].map((instant) => there.reduce((sum, account) => sum + finite(mrrAt(revenue.get(account) ?? [], instant)), 0)) as [number, number];
    const lost = new Set(losses.get(month)?.map(({ account }) => account)).size;
    return {
      month,
      customers: there.length,
      meanScore: mean(cells.map((cell) => history.scores[cell]!)),
      redShare: mean(cells.map((cell) => (history.bands[cell] === bandCodes.red ? 1 : 0))),
      lost,
      lostShare: there.length > 0 ? lost / there.length : Number.NaN,
      growth: before > 0 ? after / before - 1 : Number.NaN,
    };
  });
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
const mean = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length);

/** Whether two things moved together from month to month. */
export interface Together {
  readonly correlation: Correlation;
  readonly verdict: "together" | "opposite" | "not_surely" | "too_few";
}

/** Fewer months than these say nothing about a trend. */
const fewestMonths = 8;

export function movedTogether(months: readonly MonthOfReview[], of: "lostShare" | "growth"): Together {
  const usable = months.filter((month) => Number.isFinite(month.meanScore) && Number.isFinite(month[of]));
  const correlation = spearman(usable.map(({ meanScore }) => meanScore), usable.map((month) => month[of]));
  if (usable.length < fewestMonths || Number.isNaN(correlation.p)) return { correlation, verdict: "too_few" };
  if (correlation.p >= 0.05) return { correlation, verdict: "not_surely" };
  // A good score goes with few losses, and with much growth.
  const asHoped = of === "lostShare" ? correlation.value < 0 : correlation.value > 0;
  return { correlation, verdict: asHoped ? "together" : "opposite" };
}
