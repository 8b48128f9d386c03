import type { Answer, Asked } from "../../contract/routes.ts";
import { type Dimension, type RiskLine, type RiskSubject, type Sum, revenueAtRisk, risksInWords, risksOf } from "../../insights/money/at-risk.ts";
import { type Retention, retentionOf } from "../../insights/money/retention.ts";
import { yearsBefore } from "../../lib/month.ts";
import { type Instant, localDate } from "../../lib/zone.ts";
import { segmentName, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import { readLogs } from "../account-logs.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import type { AccountReader, Measurer } from "../ports.ts";
import type { Scorer } from "../scorer.ts";
import { accountRowOf, isoOf, moneyOf } from "./present.ts";
import { revenueDefinitions, riskWords, risksFor } from "./revenue-words.ts";
import type { Scores } from "./scores.ts";
import { Unanswerable } from "./unanswerable.ts";

type RevenueAnswer = Answer<"getRevenue">;

/** Whose contracts changed is read from all of them; while scores move all the time the answer may be so old. */
const leastMs = 60_000;

export interface Period {
  readonly start: Instant;
  readonly end: Instant;
}

export async function getRevenue(scores: Scores, workspace: string, { asOf: asked, since, limit }: Asked<"getRevenue">): Promise<RevenueAnswer> {
  const moment = await scores.moment(workspace, asked);
  const { asOf, rows } = await scores.compared(workspace, moment);
  const { pack } = scores;
  const period = { start: since === undefined ? yearsBefore(asOf, 1, pack.pack.timezone) : scores.instant(since), end: asOf };
  if (period.start >= asOf) throw new Unanswerable("bad_question", `\`since\` is a day before the one that is looked at (${localDate(asOf, pack.pack.timezone)}).`);
  const retention = await scores.answerOnce(workspace, { key: ["retention", since ?? null], moment, leastMs }, () => retentionIn(scores.ports, { workspace, scorer: scores.live.running.scorer, period }));
  return { asOf: isoOf(asOf), version: scores.live.running.version, note: moment.note, ...presentRevenue([...rows], { pack, retention, period, limit }) };
}

/** What became of recurring revenue over a period. One of the past is told by what is known of its contracts on its last day. */
export async function retentionIn(ports: { readonly measurer: Measurer; readonly accounts: AccountReader }, { workspace, scorer, period }: { readonly workspace: string; readonly scorer: Scorer; readonly period: Period }): Promise<Retention> {
  const { pack } = scorer;
  const logs = await readLogs(ports, { workspace, scorer, asOf: period.end });
  return retentionOf(logs, { periodStart: period.start, periodEnd: period.end, asOf: period.end, money: { currency: pack.pack.currency, rates: scorer.rates }, late: pack.revenue.late });
}

export function riskSubjectOf({ account, band, score, change30Days, gap, isStuck, mrr, stage, segments, owner, renewal }: PortfolioRow): RiskSubject {
  const scoreBefore = score === null || change30Days === null ? undefined : score - change30Days;
  return { account, band, score, scoreBefore, isUnderBenchmark: gap?.kind === "gap" && gap.isUnder, isStuck, mrr, stage, segments, owner, renewal };
}

interface About {
  readonly pack: Pack;
  readonly retention: Retention;
  readonly period: Period;
  readonly limit: number;
}

/** Recurring revenue at risk, and how much of it is kept. */
export function presentRevenue(rows: readonly PortfolioRow[], { pack, retention, period, limit }: About): Omit<RevenueAnswer, "asOf" | "version" | "note"> {
  const { unknown, by, ...all } = revenueAtRisk(rows.map(riskSubjectOf), pack.revenue, pack.pack.timezone);
  const risky = rows.map((row) => ({ row, risks: risksOf(riskSubjectOf(row), pack.revenue) })).filter(({ row, risks }) => risks.length > 0 && row.mrr !== null).sort((one, other) => (other.row.mrr ?? 0) - (one.row.mrr ?? 0));
  const lines = (dimension: Dimension): RevenueAnswer["by"][Dimension] => by[dimension].map(({ key, ...line }) => ({ id: key, name: key === null ? without[dimension] : names[dimension](pack, key), ...sumsOf(line, pack) }));
  return {
    ...sumsOf(all, pack),
    unknown,
    by: { stage: lines("stage"), segment: lines("segment"), owner: lines("owner"), renewal: lines("renewal") },
    total: risky.length,
    accounts: risky.slice(0, limit).map(({ row, risks }) => ({ row: accountRowOf(row, pack, { sparkline: false }), risks })),
    retention: presentRetention(retention, period, pack),
    definitions: revenueDefinitions(pack, period),
  };
}

const without: Readonly<Record<Dimension, string>> = { stage: "In no stage", segment: "In no segment", owner: "Without an owner", renewal: "No end agreed" };
const names: Readonly<Record<Dimension, (pack: Pack, key: string) => string>> = { stage: stageName, segment: segmentName, owner: (_, key) => key, renewal: (_, key) => key };

function sumsOf({ all, atRisk, byRisk }: Omit<RiskLine, "key">, pack: Pack): Pick<RevenueAnswer, "all" | "atRisk" | "byRisk"> {
  const words = risksInWords(pack.revenue);
  const sumOf = ({ accounts, mrr }: Sum): RevenueAnswer["all"] => ({ accounts, mrr: moneyOf(mrr, pack) });
  return { all: sumOf(all), atRisk: sumOf(atRisk), byRisk: risksFor(pack).map((risk) => ({ risk, name: riskWords[risk], definition: words[risk], ...sumOf(byRisk[risk]) })) };
}

function presentRetention({ gross, net, exchange, contradicted, unconverted, ...moves }: Retention, period: Period, pack: Pack): RevenueAnswer["retention"] {
  const moved = ({ accounts, mrr }: Sum): RevenueAnswer["retention"]["start"] => ({ accounts, mrr: moneyOf(mrr, pack) });
  const { start, added, expanded, contracted, lost, end, open } = moves;
  const rate = (share: number): number | null => (Number.isNaN(share) ? null : share);
  return {
    from: isoOf(period.start), to: isoOf(period.end), gross: rate(gross), net: rate(net),
    start: moved(start), added: moved(added), expanded: moved(expanded), contracted: moved(contracted), lost: moved(lost), end: moved(end), exchange: moneyOf(exchange, pack), open: moved(open),
    contradicted, unconverted,
  };
}
