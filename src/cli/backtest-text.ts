import type { BacktestAnswer } from "../engine/learn/backtest.ts";
import { noSegment } from "../engine/learn/standing-at.ts";
import type { BacktestReport, LeadResult, Surprise } from "../insights/backtest/backtest.ts";
import type { LostHistory, Warning } from "../insights/backtest/warning.ts";
import { localDate } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import { bands } from "../scores/bands.ts";
import { type Paint, bandText, cutText, moneyText, sparkline } from "./format.ts";
import { intervalText, leakLines, outcomeLines, twoDigits, wholePercent } from "./outcome-text.ts";
import { type Column, tableText, usedColumnsText } from "./table.ts";

const right = { align: "right" as const };

interface Look {
  readonly paint: Paint;
  /** Whether the score of each lost customer is shown where it needn't be. */
  readonly histories: boolean;
}

interface View {
  readonly pack: Pack;
  readonly paint: Paint;
  readonly nameOf: (account: string) => string;
}

export function backtestText(answer: BacktestAnswer, pack: Pack, { paint, histories }: Look): string {
  const head = answer.accounts > 0 ? `${pack.pack.name}: ${answer.accounts} accounts, ${answer.instants} weeks` : pack.pack.name;
  const view = { pack, paint, nameOf: answer.nameOf };
  if (answer.kind === "refused") return [`${head}.`, paint("bold", answer.reason), ...leakLines(answer.leaks, pack, paint)].join("\n").trimEnd();
  const { report } = answer;
  const enough = report.verdict.kind !== "not_enough";
  return [
    paint("bold", `${head}: ${report.verdict.text}.`),
    "",
    ...leakLines(report.leaks, pack, paint),
    ...(enough ? judgedLines(report, view) : []),
    ...(histories || !enough ? historyLines(report.lost, view) : []),
    ...outcomeLines(answer.outcomes),
  ].join("\n");
}

function judgedLines(report: BacktestReport, view: View): string[] {
  const primary = report.leads.find(({ leadDays }) => leadDays === report.primaryLead);
  return [
    ...leadLines(report, view),
    ...(primary ? [...bandLines(primary, view), ...heldLines(primary, view)] : []),
    ...warningLines(report.warnings, view),
    ...surpriseLines("Green, and lost", report.falseGreens, view),
    ...surpriseLines("Red, and renewed", report.falseReds, view),
  ];
}

function leadLines({ leads }: BacktestReport, { paint }: View): string[] {
  const others = leads[0]?.baselines.map(({ name }) => name) ?? [];
  const columns: Column[] = [
    { head: "days", ...right }, { head: "lost", ...right }, { head: "renewed", ...right }, { head: "AUC (95 % interval)" },
    ...others.map((name) => ({ head: name === "recency" || name === "activity" ? `${name} alone` : cutText(name, 22) })),
    { head: "worst tenth: lift" }, { head: "of all losses" },
  ];
  const rows = leads.map(({ leadDays, accounts, auc, baselines, ranking }) => [
    String(leadDays), String(accounts.lost), String(accounts.won), intervalText(auc, twoDigits),
    ...baselines.map(({ auc: own, difference }) => (Number.isNaN(own.value) ? "–" : `${twoDigits(own.value)}${difference.low > 0 ? " worse" : difference.high < 0 ? " better" : ""}`)),
    accounts.lost > 0 ? intervalText(ranking.worstDecileLift, twoDigits) : "–", accounts.lost > 0 ? intervalText(ranking.worstDecileRecall, wholePercent) : "–",
  ]);
  return [paint("bold", "How well the score told who left, by days before the decision"), usedColumnsText(columns, rows), ""];
}

/** Of red the share lost is the precision of an alarm, the share of all losses its recall. */
function bandLines({ bands: found, ranking, leadDays }: LeadResult, { pack, paint }: View): string[] {
  const rows = found.map(({ band, n, lost, lossRate, shareOfLost, mrrLost }) => [bandText(band, paint), String(n), String(lost), intervalText(lossRate, wholePercent), intervalText(shareOfLost, wholePercent), moneyText(mrrLost, pack.pack.currency)]);
  const columns = [{ head: "band" }, { head: "seen", ...right }, { head: "lost", ...right }, { head: "share lost" }, { head: "share of all losses" }, { head: "revenue lost/month", ...right }];
  return [
    paint("bold", `Bands ${leadDays} days before the decision`),
    tableText(columns, rows),
    `Of the revenue that was lost, ${intervalText(ranking.revenueCaughtRed, wholePercent)} stood in red, ${intervalText(ranking.revenueCaughtYellow, wholePercent)} in red or yellow.`,
    "",
  ];
}

/** Whether it held later, in every year and in every segment. */
function heldLines({ overTime, overYears, overSegments }: LeadResult, { pack, paint }: View): string[] {
  const { timezone } = pack.pack;
  const groups = [...overYears.groups, ...(overSegments?.groups ?? [])].map(({ group, auc }) => [pack.segments[group]?.name ?? (group || noSegment), String(auc.negatives), String(auc.positives), intervalText(auc, twoDigits)]);
  const split = Number.isNaN(overTime.splitAt) ? [] : [
    [`before ${localDate(overTime.splitAt, timezone)}`, String(overTime.earlier.negatives), String(overTime.earlier.positives), intervalText(overTime.earlier, twoDigits)],
    [`from ${localDate(overTime.splitAt, timezone)} on`, String(overTime.later.negatives), String(overTime.later.positives), intervalText(overTime.later, twoDigits)],
  ];
  const words = [["years", overYears], ["segments", overSegments]] as const;
  const said = words.flatMap(([what, stability]) => (stability && stability.verdict !== "too_few" ? [`over ${what} ${stability.verdict === "stable" ? "alike" : stability.verdict === "varies" ? "not alike" : "some say the opposite"}`] : []));
  return [
    paint("bold", `Did it hold?${said.length > 0 ? ` ${said.join(", ")}` : ""}`),
    tableText([{ head: "scores" }, { head: "lost", ...right }, { head: "renewed", ...right }, { head: "AUC (95 % interval)" }], [...split, ...groups]),
    "",
  ];
}

function warningLines({ yellow, red }: BacktestReport["warnings"], { paint }: View): string[] {
  const days = ([low, middle, high]: Warning["first"]): string => (Number.isNaN(middle) ? "–" : `${Math.round(middle)} (half: ${Math.round(low)} to ${Math.round(high)})`);
  const row = (name: string, { warned, first, lasting, unbroken }: Warning): string[] => [name, intervalText(warned, wholePercent), days(first), intervalText(lasting, wholePercent), days(unbroken)];
  const columns = [{ head: "band" }, { head: "losses it stood at, the year before" }, { head: "first, days before" }, { head: "still at the end" }, { head: "without a break, days" }];
  return [paint("bold", "How early it warned"), tableText(columns, [row("yellow or red", yellow), row("red", red)]), ""];
}

const mostNames = 10;

function surpriseLines(title: string, surprises: readonly Surprise[], { pack, paint, nameOf }: View): string[] {
  if (surprises.length === 0) return [];
  const { timezone, currency } = pack.pack;
  const rows = surprises.slice(0, mostNames).map(({ account, at, score, mrr }) => [cutText(nameOf(account), 30), localDate(at, timezone), score.toFixed(0), moneyText(mrr, currency)]);
  const columns = [{ head: "account" }, { head: "decision" }, { head: "score", ...right }, { head: "revenue/month", ...right }];
  return [paint("bold", `${title} (${Math.min(mostNames, surprises.length)} of ${surprises.length}, by revenue)`), tableText(columns, rows), ""];
}

const mostHistories = 40;
const weeks = 53;

/** The scores of lost customers side by side, the day of the loss at the right. */
function historyLines(lost: readonly LostHistory[], { pack, paint, nameOf }: View): string[] {
  if (lost.length === 0) return ["Nobody was lost, so there is no history to show.", ""];
  const { timezone, currency } = pack.pack;
  const rows = lost.slice(-mostHistories).map(({ account, at, mrr, points }) => {
    const last = points.findLast(({ score }) => !Number.isNaN(score));
    const bars = sparkline(points.slice(-weeks).map(({ score }) => (Number.isNaN(score) ? null : score)));
    const firstRed = points.find(({ band }) => bands[band] === "red");
    return [cutText(nameOf(account), 22), localDate(at, timezone), moneyText(mrr, currency), bars, last ? last.score.toFixed(0) : "–", last ? bandText(bands[last.band] ?? "unknown", paint) : "", firstRed ? String(Math.round((at - firstRed.instant) / 86_400_000)) : "never"];
  });
  const columns: Column[] = [{ head: "lost" }, { head: "on" }, { head: "revenue", ...right }, { head: "score, a bar a week", ...right }, { head: "last", ...right }, { head: "band" }, { head: "first red", ...right }];
  const more = lost.length > mostHistories ? ` (the latest ${mostHistories} of ${lost.length}; --json has all)` : "";
  return [paint("bold", `The year before each loss, the loss at the right${more}`), tableText(columns, rows), ""];
}
