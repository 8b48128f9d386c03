import { stringify } from "yaml";
import type { BacktestAnswer } from "../engine/learn/backtest.ts";
import type { WonLostAnswer } from "../engine/learn/won-lost.ts";
import type { LeadResult, Surprise } from "../insights/backtest/backtest.ts";
import type { DerivedOutcomes } from "../insights/outcomes/derive.ts";
import type { Finding } from "../insights/won-lost/finding.ts";
import type { Estimate } from "../lib/statistics/interval.ts";
import { localDate } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import { type Paint, moneyText } from "./format.ts";
import { metricName } from "../pack/names.ts";
import { tableText } from "./table.ts";

const right = { align: "right" as const };
const two = (value: number): string => (Number.isNaN(value) ? "–" : value.toFixed(2));
const percent = (share: number): string => (Number.isNaN(share) ? "–" : `${Math.round(share * 100)} %`);
const interval = ({ value, low, high }: Estimate, show: (value: number) => string): string => `${show(value)} (${show(low)} to ${show(high)})`;

/** What was counted as what, and where the data contradicts itself. */
function outcomeLines({ outcomes, conflicts, definition }: DerivedOutcomes): string[] {
  const count = (kind: string): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const kinds = Object.entries(Object.groupBy(conflicts, ({ kind }) => kind)).map(([kind, own]) => `${own.length} × ${kind.replaceAll("_", " ")}`);
  return [
    `Outcomes: ${count("renewed")} renewed, ${count("expanded")} expanded, ${count("contracted")} contracted, ${count("churned")} churned.`,
    ...(kinds.length > 0 ? [`Contradictions in the data: ${kinds.join(", ")}.`] : []),
    ...definition.map((line) => `  ${line}`),
  ];
}

export function backtestText(answer: BacktestAnswer, pack: Pack, paint: Paint): string {
  const head = `${pack.pack.name}: ${answer.accounts} accounts, ${answer.instants} weeks`;
  if (answer.kind === "refused") return [head, paint("bold", answer.reason)].join("\n");
  const { report } = answer;
  return [
    paint("bold", `${head}: ${report.verdict.text}.`),
    "",
    ...report.leaks.map(({ metric, severity, text }) => `${severity}: ${metric} ${text}.`),
    paint("bold", "How well the score told who left, by days before the decision"),
    tableText(
      [{ head: "days", ...right }, { head: "lost", ...right }, { head: "renewed", ...right }, { head: "AUC (95 % interval)" }, { head: "recency alone" }, { head: "activity alone" }, { head: "worst tenth: lift" }],
      report.leads.map(leadRow),
    ),
    "",
    ...bandLines(report.leads.find(({ leadDays }) => leadDays === report.primaryLead), report.primaryLead, { pack, paint }),
    ...surpriseLines("Green, and lost", report.falseGreens, pack, paint),
    ...surpriseLines("Red, and renewed", report.falseReds, pack, paint),
    ...outcomeLines(answer.outcomes),
  ].join("\n");
}

function leadRow({ leadDays, accounts, auc, baselines, ranking }: LeadResult): string[] {
  const baseline = (name: string): string => two(baselines.find((one) => one.name === name)?.auc.value ?? Number.NaN);
  return [String(leadDays), String(accounts.lost), String(accounts.won), interval(auc, two), baseline("recency"), baseline("activity"), interval(ranking.worstDecileLift, two)];
}

function bandLines(lead: LeadResult | undefined, days: number, { pack, paint }: { pack: Pack; paint: Paint }): string[] {
  if (!lead) return [];
  const rows = lead.bands.map(({ band, n, lost, lossRate, shareOfLost, mrrLost }) => [band, String(n), String(lost), interval(lossRate, percent), interval(shareOfLost, percent), moneyText(mrrLost, pack.pack.currency)]);
  const columns = [{ head: "band" }, { head: "seen", ...right }, { head: "lost", ...right }, { head: "share lost" }, { head: "share of all losses" }, { head: "revenue lost/month", ...right }];
  return [paint("bold", `Bands ${days} days before the decision`), tableText(columns, rows), ""];
}

const mostNames = 10;

function surpriseLines(title: string, surprises: readonly Surprise[], pack: Pack, paint: Paint): string[] {
  if (surprises.length === 0) return [];
  const rows = surprises.slice(0, mostNames).map(({ account, at, score, mrr }) => [account, localDate(at, pack.pack.timezone), score.toFixed(0), moneyText(mrr, pack.pack.currency)]);
  const columns = [{ head: "account" }, { head: "decision" }, { head: "score", ...right }, { head: "revenue/month", ...right }];
  return [paint("bold", `${title} (${Math.min(mostNames, surprises.length)} of ${surprises.length})`), tableText(columns, rows), ""];
}

export function wonLostText({ report, candidates, outcomes }: WonLostAnswer, pack: Pack, paint: Paint): string {
  const best = strongest(report.findings);
  const snippets = candidates.filter(({ id }) => best.some(({ metric, verdict }) => metric === id && verdict === "consistent")).slice(0, 5);
  return [
    paint("bold", `${pack.pack.name}: ${best.length > 0 ? inShort(report.findings) : report.verdict}.`),
    "",
    ...(best.length > 0 ? [tableText([{ head: "metric" }, { head: "days before", ...right }, { head: "AUC (95 % interval)" }, { head: "better" }, { head: "verdict" }], best.map((finding) => findingRow(finding, pack))), ""] : []),
    ...best.filter(({ verdict }) => verdict === "consistent").slice(0, 8).map(({ text }) => `- ${text}`),
    ...(snippets.length > 0 ? ["", paint("bold", "Candidates that held, as you would write them in a pack"), stringify({ metrics: Object.fromEntries(snippets.map(({ id, source }) => [id, source])) })] : []),
    "",
    `Tried: ${Object.keys(pack.metrics).length} metrics of the pack and ${candidates.length} candidates at several lead times, ${report.tested} comparisons, all corrected for.`,
    ...outcomeLines(outcomes),
  ].join("\n");
}

const mostFindings = 20;
const strength = ({ auc }: Finding): number => Math.abs(auc.value - 0.5);

/** Each metric once, at the lead time at which it told most; what held before what may be luck, the stronger first. */
function strongest(findings: readonly Finding[]): Finding[] {
  const order = ["consistent", "possible", "unstable"];
  const found = findings.filter(({ verdict }) => order.includes(verdict));
  const ranked = found.toSorted((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict) || strength(other) - strength(one));
  return [...new Map(ranked.toReversed().map((finding) => [finding.metric, finding])).values()].toReversed().slice(0, mostFindings);
}

function inShort(findings: readonly Finding[]): string {
  const metrics = (kind: Finding["verdict"]): number => new Set(findings.filter(({ verdict }) => verdict === kind).map(({ metric }) => metric)).size;
  return `${metrics("consistent")} metrics told consistently who would leave, ${metrics("possible")} possibly (one in twenty of those is luck)`;
}

const findingRow = ({ metric, leadDays, auc, better, verdict }: Finding, pack: Pack): string[] => [metricName(pack, metric), String(leadDays), interval(auc, two), better, verdict];
