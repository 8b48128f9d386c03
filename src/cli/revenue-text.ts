import { type Dimension, type RevenueAtRisk, type Risk, type RiskLine, dimensions, risks } from "../insights/money/at-risk.ts";
import { type Retention } from "../insights/money/retention.ts";
import { inDays } from "../lib/duration.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import { revenueDefinitions, riskWords, risksFor } from "../engine/answers/revenue-words.ts";
import type { Pack } from "../pack/schema.ts";
import { percentText } from "../lib/number-text.ts";
import { type Paint, bandText, countedText, cutText, moneyText, scoreText } from "./format.ts";
import { segmentName, stageName } from "../pack/names.ts";
import { usedColumnsText } from "./table.ts";
import type { ScoredAccount } from "../engine/score-now.ts";

export interface RevenueView {
  readonly pack: Pack;
  readonly atRisk: RevenueAtRisk;
  /** Accounts at risk with why, the most revenue first. */
  readonly risky: readonly { readonly scored: ScoredAccount; readonly risks: readonly Risk[] }[];
  readonly retention: Retention;
  readonly period: { readonly start: Instant; readonly end: Instant };
  readonly limit: number;
  readonly paint: Paint;
}

const right = "right" as const;
const heads: Readonly<Record<Dimension, string>> = { stage: "stage", segment: "segment", owner: "owner", renewal: "renewal in" };
const without: Readonly<Record<Dimension, string>> = { stage: "in no stage", segment: "in no segment", owner: "without an owner", renewal: "no end agreed" };

/** How much recurring revenue is at risk and where, what became of revenue in the period, and what was counted as what. */
export function revenueText(view: RevenueView): string {
  const { atRisk, paint } = view;
  const used = dimensions.filter((dimension) => atRisk.by[dimension].some(({ key }) => key !== null));
  return [
    summary(view),
    ...used.map((dimension) => `${paint("bold", `At risk by ${heads[dimension].replace(" in", " month")}`)}\n${linesTable(dimension, view)}`),
    riskyTable(view),
    retentionText(view),
    revenueDefinitions(view.pack, view.period).join("\n"),
  ].filter((part) => part !== "").join("\n\n");
}

function summary({ pack, atRisk, paint }: RevenueView): string {
  const { all, atRisk: risky, byRisk, unknown } = atRisk;
  const money = (amount: number): string => moneyText(amount, pack.pack.currency);
  const share = all.mrr > 0 ? ` (${percentText(risky.mrr / all.mrr)})` : "";
  return [
    paint("bold", `${money(risky.mrr)} of ${money(all.mrr)} recurring revenue a month is at risk${share}: ${risky.accounts.toLocaleString("en-US")} of ${countedText(all.accounts, "account", "accounts")}.`),
    `${risksFor(pack).map((risk) => `${riskWords[risk]} ${money(byRisk[risk].mrr)} (${byRisk[risk].accounts.toLocaleString("en-US")})`).join(" · ")}; who is several of these counts once in the total.`,
    ...(unknown > 0 ? [`${countedText(unknown, "account has", "accounts have")} no revenue that is known: no contract runs, or its currency has no rate.`] : []),
  ].join("\n");
}

function linesTable(dimension: Dimension, { pack, atRisk, limit }: RevenueView): string {
  const money = (amount: number): string => (amount === 0 ? "" : moneyText(amount, pack.pack.currency));
  const names: Readonly<Record<Dimension, (key: string) => string>> = { stage: (key) => stageName(pack, key), segment: (key) => segmentName(pack, key), owner: (key) => cutText(key, 30), renewal: (key) => key };
  const lines = atRisk.by[dimension];
  const row = ({ key, all, atRisk: risky, byRisk }: RiskLine): string[] => [
    key === null ? without[dimension] : names[dimension](key), String(all.accounts), money(all.mrr), String(risky.accounts), money(risky.mrr), all.mrr > 0 ? percentText(risky.mrr / all.mrr) : "", ...risks.map((risk) => money(byRisk[risk].mrr)),
  ];
  const columns = [
    { head: heads[dimension], least: 14 }, { head: "accounts", align: right }, { head: "revenue", align: right }, { head: "at risk", align: right }, { head: "their revenue", align: right }, { head: "share", align: right },
    ...risks.map((risk) => ({ head: riskWords[risk], align: right })),
  ];
  const more = lines.length > limit ? `\nand ${lines.length - limit} more` : "";
  return `${usedColumnsText(columns, lines.slice(0, limit).map(row))}${more}`;
}

function riskyTable({ pack, risky, limit, paint }: RevenueView): string {
  if (risky.length === 0) return "";
  const { timezone, currency } = pack.pack;
  const rows = risky.slice(0, limit).map(({ scored: { name, snapshot, standing }, risks: why }) => [
    cutText(name, 30), moneyText(standing.mrr, currency), scoreText(snapshot.score), bandText(snapshot.band, paint), why.map((risk) => riskWords[risk]).join(", "),
    standing.owner ?? "", standing.renewal === null ? "" : localDate(standing.renewal, timezone),
  ]);
  const columns = [{ head: "account", least: 19 }, { head: "revenue", align: right }, { head: "score", align: right }, { head: "band" }, { head: "because" }, { head: "owner", least: 10 }, { head: "renewal" }];
  return `${paint("bold", `Largest at risk: ${risky.length > limit ? `${limit} of ` : ""}${countedText(risky.length, "account", "accounts")}`)}\n${usedColumnsText(columns, rows)}`;
}

function retentionText({ pack, retention, period, paint }: RevenueView): string {
  const { timezone, currency } = pack.pack;
  const { start, end, added, expanded, contracted, lost, exchange, gross, net, open } = retention;
  const title = `Revenue from ${localDate(period.start, timezone)} to ${localDate(period.end, timezone)}`;
  if (start.accounts === 0) return `${paint("bold", title)}\nNo contract ran on the first day, so there is nothing to retain; --since takes a later one.`;
  const row = (what: string, sign: string, { accounts, mrr }: { accounts: number; mrr: number }): string[] => [what, String(accounts), `${mrr === 0 ? "" : sign}${moneyText(mrr, currency)}`];
  const rows = [
    row("on the first day", "", start), row("new", "+", added), row("expanded", "+", expanded), row("contracted", "−", contracted), row("lost", "−", lost),
    ...(exchange === 0 ? [] : [["exchange rates", "", `${exchange > 0 ? "+" : "−"}${moneyText(Math.abs(exchange), currency)}`]]), row("on the last day", "", end),
  ];
  return [
    paint("bold", `${title}: gross retention ${rateText(gross)}, net ${rateText(net)}`),
    usedColumnsText([{ head: "" }, { head: "accounts", align: right }, { head: "a month", align: right }], rows),
    ...(open.accounts > 0 ? [`Of those lost, ${countedText(open.accounts, "account", "accounts")} with ${moneyText(open.mrr, currency)} ended less than ${inDays(pack.revenue.late)} days ago and may still renew late.`] : []),
    ...(retention.contradicted > 0 ? [`Of ${countedText(retention.contradicted, "account", "accounts")} a loss was recorded in that time although a contract runs on the last day. The contracts count, so they aren't lost here: look at \`bellwether learn outcomes\`.`] : []),
    ...(retention.unconverted > 0 ? [`${countedText(retention.unconverted, "account is", "accounts are")} left out: a currency has no rate on the first or last day.`] : []),
  ].join("\n");
}

/** One decimal: between 92 and 93 % of revenue lies what a board asks about. */
const rateText = (rate: number): string => `${(rate * 100).toFixed(1)} %`;
