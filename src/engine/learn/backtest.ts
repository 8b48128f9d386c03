import { backtest, type Baseline, type BacktestReport } from "../../insights/backtest/backtest.ts";
import type { ScoreHistory } from "../../insights/backtest/rows.ts";
import type { DerivedOutcomes } from "../../insights/outcomes/derive.ts";
import { type Instant, dateInstant } from "../../lib/zone.ts";
import { metricSchema } from "../../metrics/schema.ts";
import type { Scorer } from "../scorer.ts";
import { leaksOf } from "./kept-leaks.ts";
import type { LearnProgress, MetricColumn } from "./as-known.ts";
import { type LearnPorts, type Past, type PastRequest, readPast } from "./past.ts";
import { type ScoredPast, scorePast } from "./score-past.ts";
import { PastStandings } from "./standing-at.ts";
import { type Refusal, refusalOf } from "./undated-labels.ts";

export type BacktestRequest = Omit<PastRequest, "metrics"> & {
  /** Days before the decision; those of the definition of outcomes when absent. */
  readonly leads?: readonly number[];
  /** Only scores from here on are judged; when absent, from where the definition says that the model was learned. */
  readonly testFrom?: Instant;
  /** Another model over the same past, to compare with. */
  readonly against?: { readonly name: string; readonly history: ScoreHistory };
};

export type BacktestAnswer = { readonly outcomes: DerivedOutcomes; readonly instants: number; readonly accounts: number; readonly nameOf: (account: string) => string } & (
  | ({ readonly kind: "refused" } & Refusal)
  | { readonly kind: "judged"; readonly report: BacktestReport; readonly history: ScoreHistory }
);

/** Simple rules that a model has to beat: how lately, and how much. Named so that no pack's metric has their id. */
const baselineMetrics = {
  "baseline: recency": metricSchema.parse({ kind: "recency" }),
  "baseline: activity": metricSchema.parse({ kind: "count", window: "30d" }),
};
const baselines = [
  { name: "recency", metric: "baseline: recency", sign: -1 },
  { name: "activity", metric: "baseline: activity", sign: 1 },
] as const;

/** Scores every week of the past from what was known then, and judges the scores by what became of the customers. */
export async function runBacktest(ports: LearnPorts, request: BacktestRequest, progress: LearnProgress): Promise<BacktestAnswer> {
  const { scorer } = request;
  const metrics = { ...scorer.pack.metrics, ...baselineMetrics };
  const past = await readPast(ports, { ...request, metrics }, progress);
  const { decisions, measured, outcomes } = past;
  const standings = new PastStandings(scorer, past.logs);
  const about = { outcomes, instants: measured.instants.length, accounts: measured.accounts.length, nameOf: (account: string) => standings.nameOf(account) };
  const refused = await refusalOf(ports, { ...request, metrics }, past);
  if (refused) return { kind: "refused", ...refused, ...about };
  const { timezone: zone } = scorer.pack.pack;
  const leads = request.leads ?? request.definition.leads;
  // What was known late is looked for by the engine, while this thread scores.
  const leaks = leaksOf(ports, { ...request, metrics }, { past, judged: usedMetrics(scorer), leadDays: leads[0] as number });
  const history = scoreGrid(past, request);
  const testFrom = request.testFrom ?? learnedUntil(request);
  const report = backtest({
    history,
    baselines: [...baselines.map((baseline) => baselineOf(baseline, past)), ...(request.against ? [asBaseline(request.against, history)] : [])],
    decisions,
    leads,
    leaks: await leaks,
    zone,
    ...(testFrom !== undefined && { testFrom }),
    ...(Object.keys(scorer.pack.segments).length > 0 && { segmentOf: (decision) => standings.before(decision).segment }),
  });
  return { kind: "judged", report, history, ...about };
}

export const learnedUntil = ({ definition: { learned_until: day }, scorer }: Pick<BacktestRequest, "definition" | "scorer">): Instant | undefined => (day === undefined ? undefined : dateInstant(day, scorer.pack.pack.timezone));

/** The scores of another model in the cells of this one; an account or instant that it doesn't have stays without. */
function asBaseline({ name, history: other }: NonNullable<BacktestRequest["against"]>, { accounts, instants }: ScoreHistory): Baseline {
  const values = new Float64Array(accounts.length * instants.length).fill(Number.NaN);
  const [rows, columns] = [new Map(other.accounts.map((account, row) => [account, row])), new Map(other.instants.map((instant, column) => [instant, column]))];
  accounts.forEach((account, row) => {
    const theirs = rows.get(account);
    instants.forEach((instant, column) => {
      const at = columns.get(instant);
      if (theirs !== undefined && at !== undefined) values[row * instants.length + column] = other.scores[theirs * other.instants.length + at] as number;
    });
  });
  return { name, values };
}

/** Only metrics that count in the model can leak into its score. */
export function usedMetrics({ pack }: Scorer): Scorer["pack"]["metrics"] {
  const used = new Set(Object.values(pack.model.categories).flatMap(({ metrics }) => Object.keys(metrics)));
  return Object.fromEntries(Object.entries(pack.metrics).filter(([id]) => used.has(id)));
}

/** The computed scores and bands of every cell, with the stage that each was computed in. */
export const scoreGrid = (past: Past, { scorer }: Pick<BacktestRequest, "scorer">): ScoredPast => scorePast(past, scorer);

function baselineOf({ name, metric, sign }: (typeof baselines)[number], { values }: Past): Baseline {
  const column = values.columns.get(metric) as MetricColumn;
  return { name, values: column.values.map((value) => sign * value) };
}
