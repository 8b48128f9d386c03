import { type Calibration, calibrate, type CalibrationQuestion, type NoCalibration } from "../../insights/calibration/calibrate.ts";
import { calibrationRows, rowsAmong } from "../../insights/calibration/rows.ts";
import type { ScoreHistory } from "../../insights/backtest/rows.ts";
import type { Leak } from "../../insights/backtest/leak.ts";
import type { DerivedOutcomes } from "../../insights/outcomes/derive.ts";
import { withinHorizon } from "../../insights/outcomes/observe.ts";
import type { Instant } from "../../lib/zone.ts";
import { type Band, bands } from "../../scores/bands.ts";
import { learnedUntil, scoreGrid, usedMetrics } from "./backtest.ts";
import { leaksOf } from "./kept-leaks.ts";
import type { LearnProgress } from "./as-known.ts";
import { type LearnPorts, type Past, type PastRequest, readPast } from "./past.ts";
import { noSegment, PastStandings } from "./standing-at.ts";
import { type Refusal, refusalOf } from "./undated-labels.ts";

export type CalibrationRequest = Omit<PastRequest, "metrics"> & { readonly horizonDays: number };

export type CalibrationAnswer = { readonly outcomes: DerivedOutcomes; readonly nameOf: (account: string) => string } & (
  | ({ readonly kind: "refused" } & Refusal)
  | {
      readonly kind: "asked";
      readonly lost: Calibration | NoCalibration;
      readonly expanded: Calibration | NoCalibration;
      /** The last week of the past, whose scores the likelihoods of today rest on. */
      readonly asOf: Instant;
      readonly customers: readonly CustomerToday[];
    }
);

/** A customer as it stood in the last week. */
export interface CustomerToday {
  readonly account: string;
  readonly score: number;
  readonly band: Band;
  readonly segment: string;
  readonly owner: string;
  /** NaN when unknown. */
  readonly mrr: number;
}

/** What scores have meant so far: how often customers were lost, and grew, within so many days after them. */
export async function runCalibration(ports: LearnPorts, request: CalibrationRequest, progress: LearnProgress): Promise<CalibrationAnswer> {
  const { scorer } = request;
  const { metrics } = scorer.pack;
  const past = await readPast(ports, { ...request, metrics }, progress);
  const { outcomes, measured } = past;
  const standings = new PastStandings(scorer, past.logs);
  const about = { outcomes, nameOf: (account: string) => standings.nameOf(account) };
  const refused = await refusalOf(ports, { ...request, metrics }, past);
  if (refused) return { kind: "refused", ...refused, ...about };
  const leaks = await leaksOf(ports, { ...request, metrics }, { past, judged: usedMetrics(scorer), leadDays: request.definition.leads[0] as number });
  const history = scoreGrid(past, request);
  const asked = { past, history, standings, request, leaks };
  return {
    kind: "asked",
    lost: answer(asked, { horizonDays: request.horizonDays, event: "lost" }),
    expanded: answer(asked, { horizonDays: request.horizonDays, event: "expanded" }),
    asOf: measured.instants.at(-1) as Instant,
    customers: today(history, standings),
    ...about,
  };
}

interface Asked {
  readonly past: Past;
  readonly history: ScoreHistory;
  readonly standings: PastStandings;
  readonly request: CalibrationRequest;
  readonly leaks: readonly Leak[];
}

const kinds = { lost: "churned", expanded: "expanded" } as const;

/** Only from scores that the model wasn't learned from, and not at all from one that knows the outcome. */
function answer({ past: { outcomes }, history, standings, request, leaks }: Asked, question: CalibrationQuestion): Calibration | NoCalibration {
  const leaking = leaks.find(({ severity }) => severity === "leak");
  if (leaking) return { possible: false, reason: `${leaking.metric} ${leaking.text}` };
  const events = outcomes.outcomes.filter(({ kind }) => kind === kinds[question.event]);
  const horizon = withinHorizon(history, outcomes.spans, { horizonDays: question.horizonDays, knownTo: outcomes.knownTo, events });
  const segmented = Object.keys(request.scorer.pack.segments).length > 0;
  const rows = calibrationRows(history, horizon, segmented ? (account, at) => standings.groupsAt(account, at).segment || noSegment : undefined);
  const from = learnedUntil(request) ?? Number.NEGATIVE_INFINITY;
  return calibrate(rowsAmong(rows, (row) => (rows.instants[row] as number) >= from), question);
}

function today({ accounts, instants, scores, bands: codes }: ScoreHistory, standings: PastStandings): CustomerToday[] {
  const asOf = instants.at(-1) as Instant;
  return accounts.flatMap((account, place): CustomerToday[] => {
    const cell = (place + 1) * instants.length - 1;
    const score = scores[cell] as number;
    if (Number.isNaN(score)) return [];
    const groups = standings.groupsAt(account, asOf);
    return [{ account, score, band: bands[codes[cell] as number] as Band, segment: groups.segment, owner: groups.owner, mrr: standings.at(account, asOf)?.mrr ?? Number.NaN }];
  });
}
