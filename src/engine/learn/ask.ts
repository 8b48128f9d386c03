import type { InsightKind } from "../../contract/insights.ts";
import { calibrationInWords } from "../../insights/calibration/calibrate.ts";
import { defaultOutcomeDefinition } from "../../insights/outcomes/definition.ts";
import { summaryOf } from "../../insights/outcomes/summary.ts";
import { type Instant, shiftDays } from "../../lib/zone.ts";
import type { Pack } from "../../pack/schema.ts";
import { compileScorer } from "../scorer.ts";
import type { LearnProgress } from "./as-known.ts";
import { runBacktest } from "./backtest.ts";
import { runCalibration } from "./calibration.ts";
import { type CountedOutcomes, backtestDocument, calibrationDocument, likelihoodDocument, reviewDocument, wonLostDocument } from "./documents.ts";
import { likelyCustomers } from "./likely-customers.ts";
import { readOutcomes } from "./outcomes.ts";
import type { PastRequest } from "./past.ts";
import { runReview } from "./review.ts";
import { runSuggest } from "./suggest.ts";
import { type WonLostPorts, runWonLost } from "./won-lost.ts";

/** What a question to the past is asked with where nobody says otherwise. */
export const standard = { candidates: 60, mostMetrics: 6, withinDays: 90, reviewDays: 365 } as const;

/** A question as data, so that it can be asked in a thread. */
export interface PastQuestion {
  readonly kind: InsightKind;
  readonly workspace: string;
  readonly pack: Pack;
  readonly from: Instant;
  readonly to: Instant;
}

export interface PastAnswer {
  /** One sentence. */
  readonly headline: string;
  /** What the command of that name prints as JSON, with counts in place of its list of outcomes, and the long lists of a report cut. */
  readonly document: object;
}

type Request = Omit<PastRequest, "metrics">;
type Asker = (ports: WonLostPorts, request: Request, progress: LearnProgress) => Promise<PastAnswer>;

/** Asks the past as the command `learn` does with no option given. */
export async function askPast(ports: WonLostPorts, { kind, pack, ...about }: PastQuestion, progress: LearnProgress): Promise<PastAnswer> {
  const request: Request = { ...about, scorer: compileScorer(pack), definition: pack.outcomes ?? defaultOutcomeDefinition };
  const { headline, document } = await askers[kind](ports, request, progress);
  return { headline, document: keptDocument(document, pack.pack.timezone) };
}

const askers: Readonly<Record<InsightKind, Asker>> = {
  outcomes: async (ports, request, progress) => {
    const { outcomes, accounts } = await readOutcomes(ports, request, progress);
    const lost = outcomes.outcomes.filter(({ kind }) => kind === "churned").length;
    return { headline: `${lost} losses and ${outcomes.outcomes.length - lost} other renewal results of ${accounts} accounts`, document: { kind: "counted", accounts, outcomes } };
  },
  "won-lost": async (ports, request, progress) => {
    const answer = await runWonLost(ports, { ...request, candidates: standard.candidates }, progress);
    return { headline: answer.kind === "refused" ? answer.reason : answer.report.verdict, document: wonLostDocument(answer) };
  },
  backtest: async (ports, request, progress) => {
    const answer = await runBacktest(ports, request, progress);
    return { headline: answer.kind === "refused" ? answer.reason : answer.report.verdict.text, document: backtestDocument(answer) };
  },
  calibration: async (ports, request, progress) => {
    const answer = await runCalibration(ports, { ...request, horizonDays: standard.withinDays }, progress);
    return { headline: answer.kind === "refused" ? answer.reason : (calibrationInWords(answer.lost).at(-1) ?? ""), document: calibrationDocument(answer) };
  },
  likelihood: async (ports, request, progress) => {
    const answer = await runCalibration(ports, { ...request, horizonDays: standard.withinDays }, progress);
    const customers = likelyCustomers(answer, "loss");
    const reason = answer.kind === "refused" ? answer.reason : answer.lost.possible ? undefined : `not possible because ${answer.lost.reason}`;
    return { headline: reason ?? `${customers.length} customers`, document: likelihoodDocument(answer, "loss", customers) };
  },
  // From the definition's own metrics alone: a metric that isn't there can't be weighed on the page.
  suggest: async (ports, request, progress) => {
    const answer = await runSuggest(ports, { ...request, candidates: 0, mostMetrics: standard.mostMetrics }, progress);
    return { headline: answer.kind === "refused" ? answer.reason : answer.result.possible ? answer.result.text : answer.result.reason, document: answer };
  },
  review: async (ports, request, progress) => {
    const since = shiftDays(request.to, -standard.reviewDays, request.scorer.pack.pack.timezone);
    const answer = await runReview(ports, { ...request, since }, progress);
    return { headline: answer.kind === "refused" ? answer.reason : answer.report.verdict.text, document: reviewDocument(answer) };
  },
};

/** Longer lists of a report are read on the command line: what is kept is sent to a page as a whole. Likelihoods stay whole, because every renewal is told from them. */
const mostNamed = 300;

interface KeepableDocument {
  readonly outcomes?: CountedOutcomes;
  readonly report?: object;
}

function keptDocument({ outcomes, report, ...rest }: KeepableDocument, zone: string): object {
  return { ...rest, ...(report && { report: shortened(report) }), ...(outcomes && { outcomes: summaryOf(outcomes, zone) }) };
}

type Shorten = (list: readonly unknown[]) => readonly unknown[];
const [first, last]: readonly [Shorten, Shorten] = [(list) => list.slice(0, mostNamed), (list) => list.slice(-mostNamed)];
/** Surprises begin with who pays most; losses end with the latest. */
const longLists = new Map<string, Shorten>([["falseGreens", first], ["falseReds", first], ["lost", last]]);

function shortened(report: object): object {
  return Object.fromEntries(Object.entries(report).map(([name, value]: [string, unknown]) => [name, Array.isArray(value) ? (longLists.get(name)?.(value) ?? value) : value]));
}
