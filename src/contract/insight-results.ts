import type { BacktestReport, Surprise } from "../insights/backtest/backtest.ts";
import type { Leak } from "../insights/backtest/leak.ts";
import type { LostHistory } from "../insights/backtest/warning.ts";
import type { Calibration, Likelihood, NoCalibration } from "../insights/calibration/calibrate.ts";
import type { OutcomeSummary } from "../insights/outcomes/summary.ts";
import type { GroupOfReview } from "../insights/review/groups.ts";
import type { JudgedJudgement } from "../insights/review/judgement.ts";
import type { MetricRecord } from "../insights/review/metric-record.ts";
import type { MonthOfReview, Together } from "../insights/review/months.ts";
import type { NoSuggestion, Suggestion } from "../insights/suggestions/suggest.ts";
import type { TimeToValueReport } from "../insights/time-to-value/time-to-value.ts";
import type { WonLostReport } from "../insights/won-lost/won-lost.ts";
import type { Estimate } from "../lib/statistics/interval.ts";
import type { Instant } from "../lib/zone.ts";
import type { Band } from "../scores/bands.ts";
import type { InsightKind } from "./insights.ts";

/** What a result says, as the pure rules make it. On its way to a reader it becomes {@link Printed}. */

type Named<T> = T & { readonly name: string };
interface About {
  readonly outcomes: OutcomeSummary;
}
interface Refused {
  readonly kind: "refused";
  readonly reason: string;
  readonly leaks: readonly Leak[];
}

export type NamedReport = Omit<BacktestReport, "falseGreens" | "falseReds" | "lost"> & { readonly falseGreens: readonly Named<Surprise>[]; readonly falseReds: readonly Named<Surprise>[]; readonly lost: readonly Named<LostHistory>[] };
export type BacktestResult = About & { readonly accounts: number; readonly instants: number } & (Refused | { readonly kind: "judged"; readonly report: NamedReport });

export type WonLostResult = About &
  (Refused | { readonly kind: "compared"; readonly report: WonLostReport; readonly candidates: readonly { readonly id: string }[]; readonly leaks: readonly Leak[]; readonly growth: { readonly days: number; readonly known: number }; readonly timesToValue: readonly { readonly metric: string; readonly report: TimeToValueReport }[] });

export type CurvePoint = Estimate & { readonly score: number };
export type PointedCalibration = (Omit<Calibration, "curve"> & { readonly curve?: readonly CurvePoint[] }) | NoCalibration;
export type CalibrationResult = About & (Refused | { readonly kind: "asked"; readonly lost: PointedCalibration; readonly expanded: PointedCalibration });

export interface LikelihoodCustomer {
  readonly account: string;
  readonly name: string;
  readonly score: number;
  readonly band: Band;
  readonly segment: string;
  readonly owner: string;
  readonly mrr: number;
  readonly likelihood?: Likelihood;
}
export type LikelihoodResult = Refused | { readonly kind: "not_possible"; readonly reason: string } | { readonly kind: "likelihood"; readonly of: "loss" | "growth"; readonly within: number; readonly asOf: Instant; readonly customers: readonly LikelihoodCustomer[] };

export type SuggestResult = About & (Refused | { readonly kind: "tried"; readonly result: Suggestion | NoSuggestion; readonly leadDays: number; readonly splitAt: Instant; readonly leaks: readonly Leak[] });

/** A review that was refused says only why; its days are ISO 8601. */
export type ReviewResult = About & { readonly since: string; readonly to: string } &
  (Refused | { readonly kind: "reviewed"; readonly report: BacktestReport; readonly months: readonly MonthOfReview[]; readonly withLosses: Together; readonly withGrowth: Together; readonly groups: Readonly<Partial<Record<"segment" | "stage" | "owner", readonly GroupOfReview[]>>>; readonly metrics: readonly MetricRecord[]; readonly judgement?: JudgedJudgement });

export type OutcomesResult = About & { readonly kind: "counted"; readonly accounts: number };

export interface InsightResults {
  readonly backtest: BacktestResult;
  readonly "won-lost": WonLostResult;
  readonly calibration: CalibrationResult;
  readonly likelihood: LikelihoodResult;
  readonly suggest: SuggestResult;
  readonly review: ReviewResult;
  readonly outcomes: OutcomesResult;
}

/** Names under which a document holds instants; they are printed in ISO 8601. */
type InstantName = "asOf" | "at" | "seenAt" | "instant" | "splitAt" | "knownTo" | "since";

/** A document as JSON has it: a number that can't be told is null, an instant is a text. */
export type Printed<T> = T extends number ? (number extends T ? number | null : T) : T extends object ? { readonly [K in keyof T]: K extends InstantName ? (Exclude<T[K], undefined> extends number ? string : Printed<T[K]>) : Printed<T[K]> } : T;

export type PrintedResult<K extends InsightKind> = Printed<InsightResults[K]>;
