import { fold } from "../../lib/fold.ts";
import type { JourneyStatus } from "../../journey/status.ts";
import type { Instant } from "../../lib/zone.ts";
import type { MetricValue, MissingReason } from "../../metrics/value.ts";
import type { Band } from "../../scores/bands.ts";
import { type NextUp, nextUp, pullsDownMost } from "../../scores/portfolio.ts";
import { customerSince } from "../../accounts/contract.ts";
import type { Result, Unknown } from "../../scores/snapshot.ts";
import type { ScoredAccount } from "../score-now.ts";
import type { Earlier } from "./earlier.ts";
import { type HeldBenchmarks, type NoRowGap, type RowGap, rowGapOf } from "./held-benchmarks.ts";
import { type RowMetrics, rowMetricsOf } from "./row-metrics.ts";
import { type MainCause, mainCauseOf } from "./main-cause.ts";

/** An account on one line. Everything is as of one instant, under one version of the pack. */
export interface PortfolioRow {
  readonly account: string;
  readonly name: string;
  /** Name, id and owner as searches compare them; the name alone orders. */
  readonly searched: string;
  readonly orderedName: string;
  readonly owner: string | null;
  readonly stage: string | null;
  /** How it goes there; null where nothing is expected. */
  readonly stageStatus: JourneyStatus | null;
  readonly stageDays: number | null;
  readonly segments: readonly string[];
  readonly score: number | null;
  readonly band: Band;
  /** Null for a band that a person set. */
  readonly since: Instant | null;
  readonly isOverridden: boolean;
  /** What the data alone say. */
  readonly independent: Result;
  /** When its first contract began, or where none is known, its first fact. */
  readonly customerSince: Instant;
  /** Metrics that people are asked about it. */
  readonly asked: readonly string[];
  readonly coverage: number;
  readonly unknown: Unknown | undefined;
  /** Why values are missing, of an account without a band. */
  readonly missing: readonly { readonly metric: string; readonly reason: MissingReason }[];
  /** Points since the midnight so many days earlier; null when it had no score then or has none now. */
  readonly change7Days: number | null;
  readonly change30Days: number | null;
  /** Of the change in 30 days. */
  readonly cause: MainCause | undefined;
  readonly pulledDownBy: { readonly metric: string; readonly raw: MetricValue; readonly points: number } | undefined;
  readonly nextUp: NextUp | undefined;
  /** Stuck in one of its lines of business at least. */
  readonly isStuck: boolean;
  /** Undefined while it was held against nothing yet. */
  readonly gap: RowGap | NoRowGap | undefined;
  /** In the pack's currency a month. */
  readonly mrr: number | null;
  readonly renewal: Instant | null;
  readonly metrics: RowMetrics;
  /** Rounded scores of the last midnights; `noScore` where there is none. */
  readonly sparkline: Uint8Array | undefined;
}

/** The line of an account, compared with what earlier midnights say of it, and with customers like it. */
export function rowOf(scored: ScoredAccount, earlier: Earlier | undefined, held?: Pick<HeldBenchmarks, "compare">): PortfolioRow {
  const { account, name, snapshot, standing, model } = scored;
  const { score, override, unknown } = snapshot;
  const worst = pullsDownMost(snapshot.metrics);
  const line = scored.journey.find(({ scores }) => scores);
  return {
    account,
    name,
    searched: fold(`${name}\n${account}\n${standing.owner ?? ""}`),
    orderedName: fold(name),
    owner: standing.owner,
    stage: snapshot.stage,
    stageStatus: line?.status ?? null,
    stageDays: line?.days ?? null,
    segments: snapshot.segments,
    score,
    band: snapshot.band,
    since: override === undefined ? snapshot.computed.since : null,
    isOverridden: override !== undefined,
    independent: scored.independent,
    customerSince: standing.known.length > 0 ? customerSince(standing.known, snapshot.asOf) : scored.born,
    asked: scored.asked,
    coverage: snapshot.coverage,
    unknown,
    missing: unknown === undefined ? [] : snapshot.metrics.flatMap(({ metric, raw }) => ("missing" in raw ? [{ metric, reason: raw.missing }] : [])),
    ...changesOf(score, earlier),
    cause: earlier?.monthAgo && mainCauseOf(scored, earlier.monthAgo),
    pulledDownBy: worst && { metric: worst.part.metric, raw: worst.part.raw, points: worst.points },
    nextUp: override === undefined ? nextUp(snapshot, model.model.bands) : undefined,
    isStuck: scored.journey.some(({ status }) => status === "stuck"),
    gap: held && rowGapOf(held.compare(scored)),
    metrics: rowMetricsOf(snapshot.metrics),
    mrr: standing.mrr,
    renewal: standing.renewal,
  };
}

/** What a line says of earlier midnights. */
export function changesOf(score: number | null, earlier: Earlier | undefined): Pick<PortfolioRow, "change7Days" | "change30Days" | "sparkline"> {
  const change = (before: number | undefined): number | null => (score === null || before === undefined ? null : score - before);
  return { change7Days: change(earlier?.score7Days), change30Days: change(earlier?.score30Days), sparkline: earlier?.sparkline };
}
