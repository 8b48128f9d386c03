import { backtest, type Baseline, type BacktestReport } from "../../insights/backtest/backtest.ts";
import { metricEvidence, outcomeEvidence } from "../../insights/backtest/evidence.ts";
import { guardAgainstLeaks } from "../../insights/backtest/leak-guard.ts";
import { refusal } from "../../insights/backtest/refusal.ts";
import type { ScoreHistory } from "../../insights/backtest/rows.ts";
import type { DerivedOutcomes } from "../../insights/outcomes/derive.ts";
import { defaultLeads } from "../../insights/won-lost/won-lost.ts";
import type { Instant } from "../../lib/zone.ts";
import { metricSchema } from "../../metrics/schema.ts";
import { DwellLimits } from "../band-chain.ts";
import { scoreSlice } from "../history.ts";
import type { Measurements } from "../ports.ts";
import type { Scorer } from "../scorer.ts";
import { type LearnPorts, type Past, type PastRequest, asKnown, readPast } from "./past.ts";

export type BacktestRequest = Omit<PastRequest, "metrics"> & { readonly leads?: readonly number[]; readonly testFrom?: Instant };

export type BacktestAnswer = { readonly outcomes: DerivedOutcomes; readonly instants: number; readonly accounts: number } & (
  | { readonly kind: "refused"; readonly reason: string }
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
export async function runBacktest(ports: LearnPorts, request: BacktestRequest, progress: (accounts: number) => void): Promise<BacktestAnswer> {
  const { scorer } = request;
  const metrics = { ...scorer.pack.metrics, ...baselineMetrics };
  const past = await readPast(ports, { ...request, metrics }, progress);
  const { decisions, measured, outcomes } = past;
  const about = { outcomes, instants: measured.instants.length, accounts: measured.accounts.length };
  const reason = refusal({ dated: decisions.length, labelledWithoutDate: 0, instants: measured.instants.length });
  if (reason !== undefined) return { kind: "refused", reason, ...about };
  const { timezone: zone } = scorer.pack.pack;
  const leads = request.leads ?? defaultLeads;
  const history = scoreGrid(past, request);
  const evidence = metricEvidence({ measured, definitions: usedMetrics(scorer), decisions, leadDays: leads[0] as number, zone });
  const report = backtest({
    history,
    baselines: baselines.map((baseline) => baselineOf(baseline, past)),
    decisions,
    leads,
    leaks: guardAgainstLeaks(evidence, [], outcomeEvidence(decisions, 30)),
    zone,
    ...(request.testFrom !== undefined && { testFrom: request.testFrom }),
  });
  return { kind: "judged", report, history, ...about };
}

/** Only metrics that count in the model can leak into its score. */
function usedMetrics({ pack }: Scorer): Scorer["pack"]["metrics"] {
  const used = new Set(Object.values(pack.model.categories).flatMap(({ metrics }) => Object.keys(metrics)));
  return Object.fromEntries(Object.entries(pack.metrics).filter(([id]) => used.has(id)));
}

/** The computed scores and bands of every cell. Bands step from week to week, as the grid does. */
function scoreGrid(past: Past, { scorer, workspace, from, to }: BacktestRequest): ScoreHistory {
  const { accounts, instants } = past.measured;
  const scores = new Float64Array(accounts.length * instants.length).fill(Number.NaN);
  const bands = new Uint8Array(scores.length);
  const limits = new DwellLimits(instants, scorer.pack.pack.timezone);
  const columns = new Map(instants.map((instant, column) => [instant, column]));
  const logs = new Map([...past.logs].map(([account, log]) => [account, asKnown(log)]));
  let first = 0;
  for (const slice of past.slices) {
    const measurements = withoutBaselines(slice, scorer);
    const batch = scoreSlice({ request: { workspace, scorer, version: "", from, to, knownAt: to }, measurements, logs, limits });
    for (let row = 0; row < batch.rows; row += 1) {
      const cell = (first + (batch.account[row] as number)) * instants.length + (columns.get(batch.asOf[row] as number) as number);
      scores[cell] = batch.computedScore[row] as number;
      bands[cell] = batch.computedBand[row] as number;
    }
    first += slice.accounts.length;
  }
  return { accounts, instants, scores, bands };
}

/** The cells as the scorer knows them: the pack's metrics come first, in its order. */
function withoutBaselines(slice: Measurements, { metricIds }: Scorer): Measurements {
  const [wide, narrow] = [slice.metricIds.length, metricIds.length];
  const rows = slice.accounts.length * slice.instants.length;
  const [values, states] = [new Float64Array(rows * narrow), new Uint8Array(rows * narrow)];
  for (let row = 0; row < rows; row += 1) {
    values.set(slice.values.subarray(row * wide, row * wide + narrow), row * narrow);
    states.set(slice.states.subarray(row * wide, row * wide + narrow), row * narrow);
  }
  return { ...slice, metricIds, values, states };
}

function baselineOf({ name, metric, sign }: (typeof baselines)[number], { measured: { metricIds, values } }: Past): Baseline {
  const slot = metricIds.indexOf(metric);
  const column = new Float64Array(values.length / metricIds.length);
  for (let cell = 0; cell < column.length; cell += 1) column[cell] = sign * (values[cell * metricIds.length + slot] as number);
  return { name, values: column };
}
