import { type BacktestReport, backtest } from "../../insights/backtest/backtest.ts";
import { type ScoreHistory, type ScoreRows, scoreRows } from "../../insights/backtest/rows.ts";
import type { Decision } from "../../insights/outcomes/observe.ts";
import type { DerivedOutcomes } from "../../insights/outcomes/derive.ts";
import { periodsOf } from "../../insights/outcomes/periods.ts";
import { type GroupOfReview, groupsOf } from "../../insights/review/groups.ts";
import { type JudgedJudgement, judgeJudgement } from "../../insights/review/judgement.ts";
import { type CountedMetric, type MetricRecord, metricRecords } from "../../insights/review/metric-record.ts";
import { type MonthOfReview, monthsOf, movedTogether, type Together } from "../../insights/review/months.ts";
import { type Instant, dayMs } from "../../lib/zone.ts";
import { metricSchema } from "../../metrics/schema.ts";
import { withoutPulse } from "../../pack/without-pulse.ts";
import { presentState } from "../../metrics/value.ts";
import { compileScorer, type Scorer } from "../scorer.ts";
import { scoreGrid, usedMetrics } from "./backtest.ts";
import { leaksOf } from "./kept-leaks.ts";
import type { LearnProgress } from "./as-known.ts";
import { type LearnPorts, type Past, type PastRequest, readPast } from "./past.ts";
import type { ScoredPast } from "./score-past.ts";
import { type Groups, PastStandings } from "./standing-at.ts";
import { type Refusal, refusalOf } from "./undated-labels.ts";
import { pastWithoutOpinions } from "./without-people.ts";

export type ReviewRequest = Omit<PastRequest, "metrics"> & {
  /** The review looks at decisions and months from here on. */
  readonly since: Instant;
};

export type ReviewAnswer = { readonly outcomes: DerivedOutcomes; readonly since: Instant; readonly to: Instant; readonly nameOf: (account: string) => string } & (
  | ({ readonly kind: "refused" } & Refusal)
  | ({ readonly kind: "reviewed" } & Review)
);

export interface Review {
  readonly report: BacktestReport;
  readonly months: readonly MonthOfReview[];
  readonly withLosses: Together;
  readonly withGrowth: Together;
  /** Absent where a pack or log has only one group, or none. */
  readonly groups: Readonly<Partial<Record<keyof Groups, readonly GroupOfReview[]>>>;
  readonly metrics: readonly MetricRecord[];
  /** Absent where nobody recorded a pulse. */
  readonly judgement?: JudgedJudgement;
}

/** Named so that no pack's metric has the id. */
const pulse = "review: pulse";

/** One look back: did score, losses and growth move together, where did the model fail, and who knew better? */
export async function runReview(ports: LearnPorts, request: ReviewRequest, progress: LearnProgress): Promise<ReviewAnswer> {
  const { scorer, since, to } = request;
  const metrics = { ...scorer.pack.metrics, [pulse]: metricSchema.parse({ kind: "pulse" }) };
  const past = await readPast(ports, { ...request, metrics }, progress);
  const standings = new PastStandings(scorer, past.logs);
  const about = { outcomes: past.outcomes, since, to, nameOf: (account: string) => standings.nameOf(account) };
  const refused = await refusalOf(ports, { ...request, metrics }, past);
  if (refused) return { kind: "refused", ...refused, ...about };
  const leaks = await leaksOf(ports, { ...request, metrics }, { past, judged: usedMetrics(scorer), leadDays: request.definition.leads[0] as number });
  const decisions = past.decisions.filter(({ at }) => at >= since);
  const history = scoreGrid(past, request);
  const { timezone: zone } = scorer.pack.pack;
  const report = backtest({ history, baselines: [], decisions, leads: request.definition.leads, leaks, zone });
  const rows = rowsOf(history, { decisions, leadDays: report.primaryLead, zone });
  const months = monthsOf({ history, outcomes: past.outcomes.outcomes, revenue: past.outcomes.revenue, since, knownTo: past.outcomes.knownTo, zone });
  const judgement = judgementOf(past, { request, decisions, leadDays: report.primaryLead });
  return {
    kind: "reviewed",
    report,
    months,
    withLosses: movedTogether(months, "lostShare"),
    withGrowth: movedTogether(months, "growth"),
    groups: groupTables(rows, { standings, stages: history.stages, leadDays: report.primaryLead }),
    metrics: metricRecords(past.measured, countedMetrics(scorer), rows),
    ...(judgement && { judgement }),
    ...about,
  };
}

interface Sight {
  readonly decisions: readonly Decision[];
  readonly leadDays: number;
  readonly zone: string;
}

const rowsOf = (history: ScoreHistory, { decisions, leadDays, zone }: Sight): ScoreRows =>
  scoreRows(history, { decisions, ...periodsOf(decisions.map(({ at }) => at), zone), leadDays, from: Number.NEGATIVE_INFINITY });

/** Groups as of the instant of the score, when nothing of the outcome was known. */
function groupTables(rows: ScoreRows, { standings, stages, leadDays }: { standings: PastStandings; stages: ScoredPast["stages"]; leadDays: number }): Review["groups"] {
  const groups = rows.decisions.map(({ account, at }, row): Groups => ({ ...standings.groupsAt(account, at - leadDays * dayMs), stage: stages[rows.cells[row] as number] ?? "" }));
  return Object.fromEntries((["segment", "stage", "owner"] as const).flatMap((kind) => {
    const labels = groups.map((group) => group[kind]);
    return new Set(labels).size > 1 ? [[kind, groupsOf(rows, labels)]] : [];
  }));
}

/** Shares of the overall score in the base model; variants give single segments and stages others. */
function countedMetrics({ pack: { model } }: Scorer): CountedMetric[] {
  const categories = Object.values(model.categories);
  const whole = categories.reduce((sum, { weight }) => sum + weight, 0);
  return categories.flatMap(({ weight, metrics }) => {
    const total = Object.values(metrics).reduce((sum, metric) => sum + metric.weight, 0);
    return Object.entries(metrics).flatMap(([id, metric]) => (metric.weight > 0 && weight > 0 ? [{ id, share: (weight / whole) * (metric.weight / total), scale: metric.scale }] : []));
  });
}

/** People's pulses against the score without pulses, overrides and people's adjustments. */
function judgementOf(past: Past, { request, decisions, leadDays }: { request: ReviewRequest; decisions: readonly Decision[]; leadDays: number }): JudgedJudgement | undefined {
  const { accounts, instants, metricIds, values, states } = past.measured;
  const slot = metricIds.indexOf(pulse);
  const pulses = Float64Array.from({ length: accounts.length * instants.length }, (_, cell) => (states[cell * metricIds.length + slot] === presentState ? (values[cell * metricIds.length + slot] as number) : Number.NaN));
  if (pulses.every((value) => Number.isNaN(value))) return undefined;
  const stripped = withoutPulse(request.scorer.pack);
  if (Object.keys(stripped.model.categories).length === 0) return undefined;
  const history = scoreGrid(pastWithoutOpinions(past), { ...request, scorer: compileScorer(stripped) });
  return judgeJudgement(rowsOf(history, { decisions, leadDays, zone: stripped.pack.timezone }), pulses);
}
