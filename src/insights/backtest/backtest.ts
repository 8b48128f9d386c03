import { Random } from "../../lib/random.ts";
import { type Auc, type Placements, aucDifference, aucOf, placements, rankAuc } from "../../lib/statistics/auc.ts";
import type { Estimate } from "../../lib/statistics/interval.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Decision } from "../outcomes/observe.ts";
import { periodsOf } from "../outcomes/periods.ts";
import { stabilityBy, type Stability } from "../won-lost/stability.ts";
import { type BandResult, bandResults } from "./bands.ts";
import type { Leak } from "./leak.ts";
import { type Ranking, rankingOf } from "./ranking.ts";
import { accountsBehind, bandCodes, scoreRows, type ScoreHistory, type ScoreRows } from "./rows.ts";
import { fewestAccounts, judge, type Verdict } from "./verdict.ts";
import { type LostHistory, lostHistories, type Warning, warnings } from "./warning.ts";

/** A simple rule to compare with: a value for each cell of the history, higher for healthier, NaN where there is none. */
export interface Baseline {
  readonly name: string;
  readonly values: Float64Array;
}

export interface BacktestInput {
  readonly history: ScoreHistory;
  readonly baselines: readonly Baseline[];
  readonly decisions: readonly Decision[];
  readonly leads: readonly number[];
  /** The lead time that the verdict rests on; by default the longest up to 90 days that has enough outcomes. */
  readonly primaryLead?: number;
  /** For a model tuned on the past: only scores from here on are judged, so that it is not judged on what it was tuned on. */
  readonly testFrom?: Instant;
  readonly leaks?: readonly Leak[];
  readonly zone: string;
  /** As of the decision: afterwards its outcome may have moved the account. */
  readonly segmentOf?: (decision: Decision) => string;
}

export interface LeadResult {
  readonly leadDays: number;
  readonly accounts: { readonly lost: number; readonly won: number };
  readonly unseen: ScoreRows["unseen"];
  readonly unscored: number;
  readonly auc: Auc;
  readonly overYears: Stability;
  readonly overTime: OverTime;
  readonly overSegments?: Stability;
  readonly bands: readonly BandResult[];
  readonly ranking: Ranking;
  readonly baselines: readonly BaselineResult[];
}

/** Scores of the earlier two thirds of the instants, and of the later third: a model fitted to its past fades in the second. */
export interface OverTime {
  readonly splitAt: Instant;
  readonly earlier: Auc;
  readonly later: Auc;
}

export interface BaselineResult {
  readonly name: string;
  /** Over the rows for which the baseline has a value too. */
  readonly auc: Auc;
  /** Score less baseline, over the same rows. */
  readonly difference: Estimate & { readonly p: number };
}

/** A customer whose band said the opposite of what it did. */
export interface Surprise {
  readonly account: string;
  readonly at: Instant;
  readonly seenAt: Instant;
  readonly score: number;
  readonly mrr: number;
}

export interface BacktestReport {
  readonly verdict: Verdict;
  readonly primaryLead: number;
  readonly leads: readonly LeadResult[];
  /** Green at the primary lead, and lost. By revenue. */
  readonly falseGreens: readonly Surprise[];
  /** Red at the primary lead, and renewed; each account once, at its latest. By revenue. */
  readonly falseReds: readonly Surprise[];
  readonly warnings: { readonly yellow: Warning; readonly red: Warning };
  readonly leaks: readonly Leak[];
  /** Also where there are too few outcomes for anything else. */
  readonly lost: readonly LostHistory[];
}

/** Judges scores at past instants by what became of the customers. Pure: the same input gives the same report, resampling included. */
export function backtest(input: BacktestInput): BacktestReport {
  const { history, decisions, leaks = [] } = input;
  const periods = periodsOf(decisions.map(({ at }) => at), input.zone);
  const request = { decisions, ...periods, from: input.testFrom ?? Number.NEGATIVE_INFINITY };
  const rows = new Map(input.leads.map((leadDays) => [leadDays, scoreRows(history, { ...request, leadDays })]));
  const leads = Array.from(rows, ([leadDays, seen]) => leadResult(leadDays, seen, input));
  const primaryLead = input.primaryLead ?? choosePrimary(leads);
  const primary = leads.find(({ leadDays }) => leadDays === primaryLead);
  if (primary === undefined) throw new RangeError(`the primary lead of ${primaryLead} days is not among the leads (${input.leads.join(", ")})`);
  const judged = decisions.filter((decision) => decision.lost && decision.at >= request.from);
  return {
    verdict: judge({ ...primary, leaks }),
    primaryLead,
    leads,
    falseGreens: surprises(history, rows.get(primaryLead)!, { band: bandCodes.green, won: 0 }),
    falseReds: surprises(history, rows.get(primaryLead)!, { band: bandCodes.red, won: 1 }),
    warnings: warnings(history, judged),
    leaks,
    lost: lostHistories(history, judged),
  };
}

function leadResult(leadDays: number, rows: ScoreRows, { history, baselines, segmentOf }: BacktestInput): LeadResult {
  const sample = { values: rows.scores, positive: rows.won, clusters: rows.clusters, strata: rows.quarters };
  const { unseen, unscored } = rows;
  const placed = placements(sample);
  return {
    leadDays,
    accounts: accountsBehind(rows),
    unseen,
    unscored,
    auc: aucOf(placed),
    overYears: stabilityBy(sample, rows.years),
    overTime: overTime(rows, history),
    ...(segmentOf ? { overSegments: stabilityBy(sample, rows.decisions.map(segmentOf)) } : {}),
    bands: bandResults(rows),
    ranking: rankingOf(rows, Random.seeded(`backtest ${leadDays}`)),
    baselines: baselines.map((baseline) => compare(baseline, { rows, placed, history })),
  };
}

function overTime(rows: ScoreRows, { instants }: ScoreHistory): OverTime {
  const seenAt = Array.from(rows.cells, (cell) => instants[cell % instants.length]!);
  const splitAt = seenAt.toSorted((a, b) => a - b)[Math.floor((seenAt.length * 2) / 3)] ?? Number.NaN;
  const aucWhere = (keep: (seen: Instant) => boolean): Auc => {
    const kept = seenAt.flatMap((seen, row) => (keep(seen) ? [row] : []));
    const pick = (column: ArrayLike<number>): number[] => kept.map((row) => column[row]!);
    return rankAuc({ values: pick(rows.scores), positive: pick(rows.won), clusters: pick(rows.clusters), strata: pick(rows.quarters) });
  };
  return { splitAt, earlier: aucWhere((seen) => seen < splitAt), later: aucWhere((seen) => seen >= splitAt) };
}

interface Judged {
  readonly rows: ScoreRows;
  /** Of the scores of all rows. */
  readonly placed: Placements;
  readonly history: ScoreHistory;
}

function compare({ name, values }: Baseline, { rows, placed, history }: Judged): BaselineResult {
  if (values.length !== history.scores.length) throw new RangeError(`baseline ${name} has ${values.length} values for ${history.scores.length} scores`);
  const both = Array.from(rows.cells, (_, row) => row).filter((row) => !Number.isNaN(values[rows.cells[row]!]!));
  const pick = (column: ArrayLike<number>): number[] => both.map((row) => column[row]!);
  const common = { positive: pick(rows.won), clusters: pick(rows.clusters), strata: pick(rows.quarters) };
  const score = both.length === rows.cells.length ? placed : placements({ ...common, values: pick(rows.scores) });
  const other = placements({ ...common, values: both.map((row) => values[rows.cells[row]!]!) });
  return { name, auc: aucOf(other), difference: aucDifference(score, other) };
}

/** By counts alone, so that the choice can't favour the result. */
function choosePrimary(leads: readonly LeadResult[]): number {
  const enough = leads.filter(({ leadDays, accounts }) => leadDays <= 90 && Math.min(accounts.lost, accounts.won) >= fewestAccounts);
  const candidates = enough.length > 0 ? enough : leads;
  return enough.length > 0 ? Math.max(...candidates.map(({ leadDays }) => leadDays)) : Math.min(...candidates.map(({ leadDays }) => leadDays));
}

function surprises(history: ScoreHistory, rows: ScoreRows, { band, won }: { band: number; won: 0 | 1 }): Surprise[] {
  const latest = new Map<string, Surprise>();
  rows.decisions.forEach(({ account, at, mrr }, row) => {
    if (rows.bands[row] !== band || rows.won[row] !== won) return;
    latest.set(account, { account, at, mrr, score: rows.scores[row]!, seenAt: history.instants[rows.cells[row]! % history.instants.length]! });
  });
  return [...latest.values()].toSorted((a, b) => (Number.isNaN(b.mrr) ? 0 : b.mrr) - (Number.isNaN(a.mrr) ? 0 : a.mrr));
}
