import { localMonth } from "../../lib/month.ts";
import { compareText } from "../../lib/text-order.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Band } from "../../scores/bands.ts";
import type { RevenueSettings } from "./settings.ts";

/** Why recurring revenue counts as at risk. */
export const risks = ["red", "falling", "under_benchmark", "stuck"] as const;
export type Risk = (typeof risks)[number];

/** By what revenue is summed. */
export const dimensions = ["stage", "segment", "owner", "renewal"] as const;
export type Dimension = (typeof dimensions)[number];

/** What is looked at of an account. */
export interface RiskSubject {
  readonly account: string;
  readonly band: Band;
  readonly score: number | null;
  /** 30 days earlier; undefined when it had none. */
  readonly scoreBefore: number | undefined;
  readonly isUnderBenchmark: boolean;
  /** Stuck on its journey, in one of its lines of business at least. */
  readonly isStuck: boolean;
  /** Monthly, in the pack's currency; null without a contract that runs or a rate for its currency. */
  readonly mrr: number | null;
  readonly stage: string | null;
  readonly segments: readonly string[];
  readonly owner: string | null;
  readonly renewal: Instant | null;
}

export interface Sum {
  readonly accounts: number;
  /** Monthly. */
  readonly mrr: number;
}

export interface RiskLine {
  /** Null for what has no stage, segment, owner or renewal. */
  readonly key: string | null;
  readonly all: Sum;
  /** Each account once, for whichever reason. */
  readonly atRisk: Sum;
  /** An account with several reasons counts for each. */
  readonly byRisk: Readonly<Record<Risk, Sum>>;
}

export interface RevenueAtRisk extends Omit<RiskLine, "key"> {
  /** Largest revenue at risk first; renewals by month. Segments overlap. */
  readonly by: Readonly<Record<Dimension, readonly RiskLine[]>>;
  /** Accounts whose revenue isn't known; they count nowhere. */
  readonly unknown: number;
}

const present: Readonly<Record<Risk, (subject: RiskSubject, settings: RevenueSettings) => boolean>> = {
  red: ({ band }) => band === "red",
  falling: ({ band, score, scoreBefore }, { falling }) => band === "yellow" && score !== null && scoreBefore !== undefined && scoreBefore - score >= falling,
  under_benchmark: ({ isUnderBenchmark }) => isUnderBenchmark,
  stuck: ({ isStuck }) => isStuck,
};

export function risksOf(subject: RiskSubject, settings: RevenueSettings): Risk[] {
  return risks.filter((risk) => present[risk](subject, settings));
}

type Risky = RiskSubject & { readonly mrr: number; readonly risks: readonly Risk[] };

/** Sums recurring revenue at risk. */
export function revenueAtRisk(subjects: readonly RiskSubject[], settings: RevenueSettings, zone: string): RevenueAtRisk {
  const paying = subjects.flatMap((subject): Risky[] => (subject.mrr === null ? [] : [{ ...subject, mrr: subject.mrr, risks: risksOf(subject, settings) }]));
  const keys: Readonly<Record<Dimension, (subject: Risky) => readonly (string | null)[]>> = {
    stage: ({ stage }) => [stage],
    segment: ({ segments }) => (segments.length > 0 ? segments : [null]),
    owner: ({ owner }) => [owner],
    renewal: ({ renewal }) => [renewal === null ? null : localMonth(renewal, zone)],
  };
  const byKey = (dimension: Dimension): RiskLine[] => {
    const keyed = paying.flatMap((subject) => keys[dimension](subject).map((key) => ({ key, subject })));
    const lines = [...Map.groupBy(keyed, ({ key }) => key)].map(([key, own]) => ({ key, ...lineOf(own.map(({ subject }) => subject)) }));
    return lines.toSorted(dimension === "renewal" ? byMonth : byRevenue);
  };
  return {
    ...lineOf(paying),
    by: { stage: byKey("stage"), segment: byKey("segment"), owner: byKey("owner"), renewal: byKey("renewal") },
    unknown: subjects.length - paying.length,
  };
}

const sumOf = (subjects: readonly Risky[]): Sum => ({ accounts: subjects.length, mrr: subjects.reduce((sum, { mrr }) => sum + mrr, 0) });

function lineOf(subjects: readonly Risky[]): Omit<RiskLine, "key"> {
  const of = (risk: Risk): Sum => sumOf(subjects.filter((subject) => subject.risks.includes(risk)));
  return { all: sumOf(subjects), atRisk: sumOf(subjects.filter((subject) => subject.risks.length > 0)), byRisk: { red: of("red"), falling: of("falling"), under_benchmark: of("under_benchmark"), stuck: of("stuck") } };
}

const byRevenue = (one: RiskLine, other: RiskLine): number => other.atRisk.mrr - one.atRisk.mrr || byMonth(one, other);
const byMonth = (one: RiskLine, other: RiskLine): number => (one.key === null ? 1 : other.key === null ? -1 : compareText(one.key, other.key));

/** What each reason means, in sentences that stand beside the numbers. */
export function risksInWords({ falling }: RevenueSettings): Readonly<Record<Risk, string>> {
  return {
    red: "Red: the band is red, computed or set by a person.",
    falling: `Falling: yellow, and ${falling} points or more lower than 30 days ago.`,
    under_benchmark: "Under benchmark: below what most customers in the same place had (`bellwether benchmarks`).",
    stuck: "Stuck: in its stage of the journey for longer than the pack calls stuck.",
  };
}
