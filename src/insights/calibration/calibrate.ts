import { rankAuc } from "../../lib/statistics/auc.ts";
import type { Estimate } from "../../lib/statistics/interval.ts";
import { brierScore, reliabilityBins } from "../../lib/statistics/reliability.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Band } from "../../scores/bands.ts";
import { bandCodes, knownBands } from "../backtest/rows.ts";
import { type BandRate, bandRates, rateOf } from "./band-rates.ts";
import { type Curve, type CurveMethod, fitCurve } from "./curve.ts";
import { type CalibrationRows, laterThird, rowsAmong } from "./rows.ts";

export interface CalibrationQuestion {
  readonly horizonDays: number;
  readonly event: "lost" | "expanded";
}

/** What scores have meant so far, and how well that held on later rows than it was learned from. */
export interface Calibration extends CalibrationQuestion {
  readonly possible: true;
  readonly method: CurveMethod | "bands";
  readonly n: number;
  readonly happened: number;
  readonly baseRate: Estimate;
  readonly bands: readonly BandRate[];
  /** Absent with the method `bands`. */
  readonly curve?: Curve;
  readonly outOfTime: OutOfTime;
}

export interface NoCalibration {
  readonly possible: false;
  /** Completes "not possible because …". */
  readonly reason: string;
}

/** Learned from rows before `from`, tried on those after. */
export interface OutOfTime {
  readonly from: Instant;
  readonly n: number;
  readonly brier: number;
  /** Of telling everybody the average. */
  readonly brierOfBaseRate: number;
  readonly bins: readonly { readonly meanPredicted: number; readonly observed: Estimate; readonly n: number }[];
}

const fewestAccounts = 20;
/** Rows with the event from which a straight line, and from which a free monotone curve, is worth trying. */
const [enoughForPlatt, enoughForIsotonic] = [50, 200];
const words = { lost: { many: "losses", what: "who leaves", direction: -1 }, expanded: { many: "expansions", what: "who expands", direction: 1 } } as const;

/** Turns scores into likelihoods where the data allows it, else says why not. */
export function calibrate(rows: CalibrationRows, question: CalibrationQuestion): Calibration | NoCalibration {
  const { many, what, direction } = words[question.event];
  const affected = new Set(rows.clusters.filter((_, row) => rows.happened[row] === 1)).size;
  if (affected < fewestAccounts) return no(`there are ${affected} accounts with ${many} within ${question.horizonDays} days of a score; at least ${fewestAccounts} are needed`);
  if (rows.happened.every((one) => one === 1)) return no(`every account in the data has them: there is nobody to compare with`);
  const auc = rankAuc({ values: rows.scores.map((score) => direction * score), positive: rows.happened, clusters: rows.clusters, strata: strataOf(rows) });
  if (!(auc.low > 0.5)) return no(`the score doesn't tell ${what} (AUC ${auc.value.toFixed(2)}, 95 % interval ${auc.low.toFixed(2)} to ${auc.high.toFixed(2)})`);
  const total = rateOf(rows);
  const methods: readonly (CurveMethod | "bands")[] = ["bands", ...(total.happened >= enoughForPlatt ? ["platt" as const] : []), ...(total.happened >= enoughForIsotonic ? ["isotonic" as const] : [])];
  const tried = methods.map((method) => ({ method, outOfTime: tryOutOfTime(rows, method, direction) }));
  const { method, outOfTime } = tried.toSorted((a, b) => a.outOfTime.brier - b.outOfTime.brier)[0]!;
  return {
    possible: true,
    ...question,
    method,
    n: total.n,
    happened: total.happened,
    baseRate: total.rate,
    bands: bandRates(rows),
    ...(method === "bands" ? {} : { curve: fitCurve(rows, method, direction) }),
    outOfTime,
  };
}

const no = (reason: string): NoCalibration => ({ possible: false, reason });

/** Rows of one instant are compared with each other. */
function strataOf({ instants }: CalibrationRows): Int32Array {
  const places = new Map([...new Set(instants)].map((instant, i) => [instant, i]));
  return Int32Array.from(instants, (instant) => places.get(instant)!);
}

function tryOutOfTime(rows: CalibrationRows, method: CurveMethod | "bands", direction: 1 | -1): OutOfTime {
  const from = laterThird(rows);
  const [earlier, later] = [rowsAmong(rows, (row) => rows.instants[row]! < from), rowsAmong(rows, (row) => rows.instants[row]! >= from)];
  const base = rateOf(earlier).rate.value;
  const predicted = predictions(earlier, later, { method, direction, base });
  const bins = reliabilityBins(predicted, later.happened, 8).map((bin) => {
    const own = new Set(bin.rows);
    return { meanPredicted: bin.meanPredicted, observed: rateOf(rowsAmong(later, (row) => own.has(row))).rate, n: bin.rows.length };
  });
  return { from, n: later.happened.length, brier: brierScore(predicted, later.happened), brierOfBaseRate: brierScore(predicted.map(() => base), later.happened), bins };
}

function predictions(earlier: CalibrationRows, later: CalibrationRows, how: { method: CurveMethod | "bands"; direction: 1 | -1; base: number }): Float64Array {
  if (earlier.happened.length === 0) return later.scores.map(() => Number.NaN);
  if (how.method === "bands") {
    const rates = new Map(bandRates(earlier).filter(({ segment, n }) => segment === "" && n > 0).map(({ band, rate }) => [bandCodes[band], rate.value]));
    return Float64Array.from(later.bands, (band) => rates.get(band) ?? how.base);
  }
  const curve = fitCurve(earlier, how.method, how.direction);
  return later.scores.map((score) => curve.at(score).value);
}

/** How likely the event is within the horizon, and what that rests on. */
export interface Likelihood extends Estimate {
  readonly basis: string;
}

/** The likelihood for an account; undefined for one of unknown band where only bands are known. */
export function likelihoodOf(calibration: Calibration, { score, band, segment = "" }: { score: number; band: Band; segment?: string }): Likelihood | undefined {
  const { curve, horizonDays, event } = calibration;
  const within = `${event} within ${horizonDays} days`;
  if (curve !== undefined) return { ...curve.at(score), basis: `${within} at scores like ${Math.round(score)}, ${calibration.happened} of ${calibration.n} overall` };
  const rate = calibration.bands.find((candidate) => candidate.band === band && candidate.segment === segment) ?? calibration.bands.find((candidate) => candidate.band === band && candidate.segment === "");
  if (rate === undefined || rate.n === 0) return undefined;
  const whose = rate.segment === "" ? "" : rate.pooled ? ` in all segments (too few in ${rate.segment})` : ` in ${rate.segment}`;
  return { ...rate.rate, basis: `${rate.happened} of ${rate.n} ${rate.band}${whose} ${within}` };
}

/** The calibration in sentences. */
export function calibrationInWords(calibration: Calibration | NoCalibration): string[] {
  if (!calibration.possible) return [`not possible because ${calibration.reason}`];
  const { outOfTime, event, horizonDays, method } = calibration;
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const overall = calibration.bands.filter(({ segment, n }) => segment === "" && n > 0);
  const skill = 1 - outOfTime.brier / outOfTime.brierOfBaseRate;
  return [
    ...knownBands.flatMap((band) => overall.filter((rate) => rate.band === band)).map(({ band, rate, n, happened }) => `${band}: ${percent(rate.value)} ${event} within ${horizonDays} days, 95 % interval ${percent(rate.low)} to ${percent(rate.high)} (${happened} of ${n})`),
    `${{ bands: "Observed rates of the bands", platt: "A logistic line through the scores", isotonic: "A monotone curve through the scores" }[method]} did best on later data: ${skill > 0 ? `its squared error was ${percent(skill)} less than that of the average` : "but no better than the average"}.`,
  ];
}
