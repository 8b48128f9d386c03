import { Random } from "../../lib/random.ts";
import { type Auc, rankAuc } from "../../lib/statistics/auc.ts";
import { benjaminiHochberg, holm } from "../../lib/statistics/multiple-tests.ts";
import { quantiles } from "../../lib/statistics/quantiles.ts";
import { spearman } from "../../lib/statistics/spearman.ts";
import { type Decision, observe } from "../outcomes/observe.ts";
import { type Periods, periodsOf } from "../outcomes/periods.ts";
import { distributionShares, type Finding, type FindingVerdict } from "./finding.ts";
import { type MeasuredGrid, metricRows, type MetricRows } from "./rows.ts";
import { sampleOf, type Stability, stabilityBy } from "./stability.ts";
import { findThreshold } from "./threshold.ts";
import { findingInWords } from "./words.ts";

export interface WonLostInput {
  readonly measured: MeasuredGrid;
  readonly decisions: readonly Decision[];
  /** Days before the decision at which the metrics are looked at; 30, 60, 90 and 180 when absent. */
  readonly leads?: readonly number[];
  /** For years. */
  readonly zone: string;
  /** As of the decision: afterwards its outcome may have moved the account. */
  readonly segmentOf?: (decision: Decision) => string;
  /** Growth of revenue for each decision; by default that at the decision itself. NaN where it isn't known. */
  readonly growth?: ArrayLike<number>;
}

export interface WonLostReport {
  /** Best first: by verdict, then by the corrected p. */
  readonly findings: readonly Finding[];
  /** How many comparisons were corrected for. */
  readonly tested: number;
  /** Decisions that could not be seen at each lead time, and why. */
  readonly unseen: readonly { readonly leadDays: number; readonly unknown_account: number; readonly before_history: number; readonly not_customer_yet: number }[];
  /** One sentence. */
  readonly verdict: string;
}

export const defaultLeads = [30, 60, 90, 180] as const;
/** Of false findings among all that are called possible, and of any false one among those called consistent. */
const [possibleLevel, consistentLevel] = [0.05, 0.01];
/** Fewer of either kind and even a perfect separation says little. */
const fewest = 10;

/**
 * Which measurements went before renewals and which before losses, each metric at each lead time before the decision, corrected for
 * having looked at all of them. Only decisions of one quarter are compared, and rows of one account count as one witness, not as many.
 */
export function wonLost(input: WonLostInput): WonLostReport {
  const labels = labelsOf(input);
  const observed = (input.leads ?? defaultLeads).map((leadDays) => ({ leadDays, observations: observe(input.measured, input.decisions, { leadDays }) }));
  const looks = observed.flatMap(({ leadDays, observations }) =>
    input.measured.metricIds.map((metric, k) => {
      const rows = metricRows(input.measured, { decisions: input.decisions, observations, quarters: labels.quarters }, k);
      return { metric, leadDays, rows, auc: rankAuc(sampleOf(rows)), growth: growthOf(rows, input) };
    }),
  );
  const enough = looks.map(({ auc }) => Math.min(auc.positives, auc.negatives) >= fewest);
  const ps = looks.map(({ auc }, i) => (enough[i] ? auc.p : Number.NaN));
  const corrected = { q: benjaminiHochberg(ps), adjustedP: holm(ps), growthQ: benjaminiHochberg(looks.map(({ growth }) => growth.p)) };
  const findings = looks.map((look, i) => finish(look, { labels, q: corrected.q[i]!, adjustedP: corrected.adjustedP[i]!, growthQ: corrected.growthQ[i]! }));
  const tested = ps.filter((p) => !Number.isNaN(p)).length;
  return {
    findings: findings.toSorted(byStrength),
    tested,
    unseen: observed.map(({ leadDays, observations }) => ({ leadDays, ...observations.unseen })),
    verdict: verdictOf(findings, tested, input.decisions),
  };
}

interface Look {
  readonly metric: string;
  readonly leadDays: number;
  readonly rows: MetricRows;
  readonly auc: Auc;
  readonly growth: ReturnType<typeof spearman>;
}

/** What each decision belongs to. */
interface Labels extends Periods {
  readonly segments: readonly string[] | undefined;
  /** By the name of the account, so that the halves can't be drawn again until one likes the result. */
  readonly inFirstHalf: readonly boolean[];
}

function labelsOf({ decisions, zone, segmentOf }: WonLostInput): Labels {
  return {
    ...periodsOf(decisions.map(({ at }) => at), zone),
    segments: segmentOf && decisions.map(segmentOf),
    inFirstHalf: decisions.map(({ account }) => Random.seeded(account).unit() < 0.5),
  };
}

interface Corrected {
  readonly labels: Labels;
  readonly q: number;
  readonly adjustedP: number;
  readonly growthQ: number;
}

function finish({ metric, leadDays, rows, auc, growth }: Look, { labels, q, adjustedP, growthQ }: Corrected): Finding {
  const found = q <= possibleLevel;
  const over = (labels: readonly string[]): Stability => stabilityBy(sampleOf(rows), Array.from(rows.decisions, (decision) => labels[decision]!));
  const overYears = found ? over(labels.years) : undefined;
  const overSegments = found && labels.segments ? over(labels.segments) : undefined;
  const threshold = found ? findThreshold(rows, (row) => labels.inFirstHalf[rows.decisions[row]!]!) : undefined;
  const finding = {
    metric,
    leadDays,
    won: auc.positives,
    lost: auc.negatives,
    missing: rows.missing,
    distribution: { won: quantilesWhere(rows, 1), lost: quantilesWhere(rows, 0) },
    auc,
    better: auc.value < 0.5 ? ("less" as const) : ("more" as const),
    q,
    adjustedP,
    ...(threshold ? { threshold } : {}),
    ...(overYears ? { overYears } : {}),
    ...(overSegments ? { overSegments } : {}),
    ...(Number.isNaN(growth.p) ? {} : { growth: { ...growth, q: growthQ } }),
    verdict: verdictOn({ q, adjustedP, stabilities: [overYears, overSegments] }),
  };
  return { ...finding, text: findingInWords(finding) };
}

function verdictOn({ q, adjustedP, stabilities }: { q: number; adjustedP: number; stabilities: readonly (Stability | undefined)[] }): FindingVerdict {
  if (Number.isNaN(q)) return "not_enough";
  if (q > possibleLevel) return "nothing_found";
  if (stabilities.some((stability) => stability?.verdict === "reverses")) return "unstable";
  return adjustedP <= consistentLevel ? "consistent" : "possible";
}

const quantilesWhere = ({ values, won }: MetricRows, kind: 0 | 1): number[] => quantiles(values.filter((_, row) => won[row] === kind), distributionShares);

/** Against the growth of those who stayed: what the leavers' revenue did is the other question. */
function growthOf({ values, won, clusters, decisions }: MetricRows, { growth, decisions: all }: WonLostInput): ReturnType<typeof spearman> {
  const growthAt = (row: number): number => (growth ? growth[decisions[row]!]! : all[decisions[row]!]!.growth);
  const kept = Array.from(values, (_, row) => row).filter((row) => won[row] === 1 && Number.isFinite(growthAt(row)));
  const pick = (column: ArrayLike<number>): number[] => kept.map((row) => column[row]!);
  return spearman(pick(values), kept.map(growthAt), pick(clusters));
}

const order: Readonly<Record<FindingVerdict, number>> = { consistent: 0, possible: 1, unstable: 2, nothing_found: 3, not_enough: 4 };

function byStrength(a: Finding, b: Finding): number {
  return order[a.verdict] - order[b.verdict] || a.adjustedP - b.adjustedP || Math.abs(b.auc.value - 0.5) - Math.abs(a.auc.value - 0.5);
}

function verdictOf(findings: readonly Finding[], tested: number, decisions: readonly Decision[]): string {
  const lost = decisions.filter((decision) => decision.lost).length;
  if (tested === 0) return `not enough outcomes (${lost} lost, ${decisions.length - lost} renewed; at least ${fewest} of each with a value needed)`;
  const names = (verdict: FindingVerdict): string[] => [...new Set(findings.filter((finding) => finding.verdict === verdict).map((finding) => finding.metric))];
  const [consistent, possible] = [names("consistent"), names("possible").filter((name) => !names("consistent").includes(name))];
  if (consistent.length + possible.length === 0) return `nothing found: none of ${tested} comparisons tells those who left from those who stayed`;
  const parts = [consistent.length > 0 ? `consistent: ${consistent.join(", ")}` : "", possible.length > 0 ? `possible: ${possible.join(", ")}` : ""];
  return `${parts.filter(Boolean).join("; ")} (of ${tested} comparisons)`;
}
