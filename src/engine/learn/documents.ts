import type { Calibration, NoCalibration } from "../../insights/calibration/calibrate.ts";
import type { DerivedOutcomes } from "../../insights/outcomes/derive.ts";
import type { BacktestAnswer } from "./backtest.ts";
import type { CalibrationAnswer } from "./calibration.ts";
import type { LikelyCustomer, LikelyEvent } from "./likely-customers.ts";
import type { ReviewAnswer } from "./review.ts";
import type { WonLostAnswer } from "./won-lost.ts";

/** The answers to questions about the past as documents: what `--json` prints, and what is kept for the page. */

export type CountedOutcomes = Omit<DerivedOutcomes, "revenue" | "spans">;

/** What was counted, without the bulk behind it. */
export function countedOutcomes({ revenue: _revenue, spans: _spans, ...rest }: DerivedOutcomes): CountedOutcomes {
  return rest;
}

/** The bulk that it was computed from stays out. */
export function backtestDocument(answer: BacktestAnswer) {
  const { nameOf, outcomes, ...rest } = answer;
  if (rest.kind === "refused") return { ...rest, outcomes: countedOutcomes(outcomes) };
  const { report, history: _history, ...about } = rest;
  const named = <T extends { readonly account: string }>(list: readonly T[]): (T & { readonly name: string })[] => list.map((one) => ({ ...one, name: nameOf(one.account) }));
  return { ...about, report: { ...report, falseGreens: named(report.falseGreens), falseReds: named(report.falseReds), lost: named(report.lost) }, outcomes: countedOutcomes(outcomes) };
}

export const wonLostDocument = ({ nameOf: _nameOf, outcomes, ...rest }: WonLostAnswer) => ({ ...rest, outcomes: countedOutcomes(outcomes) });

export function calibrationDocument({ nameOf: _nameOf, outcomes, ...rest }: CalibrationAnswer) {
  if (rest.kind === "refused") return { ...rest, outcomes: countedOutcomes(outcomes) };
  const { lost, expanded } = rest;
  return { kind: rest.kind, lost: withPoints(lost), expanded: withPoints(expanded), outcomes: countedOutcomes(outcomes) };
}

/** The curve as points, since a document can't hold a function. */
function withPoints(calibration: Calibration | NoCalibration) {
  if (!calibration.possible) return calibration;
  const { curve, ...rest } = calibration;
  return { ...rest, ...(curve && { curve: Array.from({ length: 21 }, (_, step) => ({ score: step * 5, ...curve.at(step * 5) })) }) };
}

export function likelihoodDocument<C extends LikelyCustomer>(answer: CalibrationAnswer, of: LikelyEvent, customers: readonly C[]) {
  if (answer.kind === "refused") return { kind: answer.kind, reason: answer.reason, leaks: answer.leaks };
  const calibration = of === "loss" ? answer.lost : answer.expanded;
  if (!calibration.possible) return { kind: "not_possible" as const, reason: calibration.reason };
  return { kind: "likelihood" as const, of, within: calibration.horizonDays, asOf: answer.asOf, customers };
}

export const reviewDocument = ({ nameOf: _nameOf, outcomes, ...rest }: ReviewAnswer) => ({ ...rest, since: new Date(rest.since).toISOString(), to: new Date(rest.to).toISOString(), outcomes: countedOutcomes(outcomes) });
