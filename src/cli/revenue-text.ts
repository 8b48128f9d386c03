import type { Answer } from "../contract/routes.ts";
import { type Dimension, type Risk, dimensions } from "../insights/money/at-risk.ts";
import { percentText } from "../lib/number-text.ts";
import { type AnswerView, dayText } from "./answer-view.ts";
import { bandText, countedText, cutText, moneyText, scoreText } from "./format.ts";
import { usedColumnsText } from "./table.ts";

type Revenue = Omit<Answer<"getRevenue">, "asOf" | "version" | "note">;
type Money = Revenue["all"]["mrr"];

const right = "right" as const;
const heads: Readonly<Record<Dimension, string>> = { stage: "stage", segment: "segment", owner: "owner", renewal: "renewal in" };
const money = ({ amount, currency }: Money): string => moneyText(amount, currency);
const some = (given: Money): string => (given.amount === 0 ? "" : money(given));

/** How much recurring revenue is at risk and where, what became of revenue in the period, and what was counted as what. */
export function revenueText(revenue: Revenue, view: AnswerView): string {
  const used = dimensions.filter((dimension) => revenue.by[dimension].some(({ id }) => id !== null));
  return [
    summary(revenue, view),
    ...used.map((dimension) => `${view.paint("bold", `At risk by ${heads[dimension].replace(" in", " month")}`)}\n${linesTable(dimension, revenue, view)}`),
    riskyTable(revenue, view),
    retentionText(revenue, view),
    revenue.definitions.join("\n"),
  ].filter((part) => part !== "").join("\n\n");
}

function summary({ all, atRisk, byRisk, unknown }: Revenue, { paint }: AnswerView): string {
  const share = all.mrr.amount > 0 ? ` (${percentText(atRisk.mrr.amount / all.mrr.amount)})` : "";
  return [
    paint("bold", `${money(atRisk.mrr)} of ${money(all.mrr)} recurring revenue a month is at risk${share}: ${atRisk.accounts.toLocaleString("en-US")} of ${countedText(all.accounts, "account", "accounts")}.`),
    `${byRisk.map(({ name, mrr, accounts }) => `${name} ${money(mrr)} (${accounts.toLocaleString("en-US")})`).join(" · ")}; who is several of these counts once in the total.`,
    ...(unknown > 0 ? [`${countedText(unknown, "account has", "accounts have")} no revenue that is known: no contract runs, or its currency has no rate.`] : []),
  ].join("\n");
}

function linesTable(dimension: Dimension, { by, byRisk }: Revenue, { limit }: AnswerView): string {
  const lines = by[dimension];
  const row = ({ id, name, all, atRisk, byRisk: own }: Revenue["by"][Dimension][number]): string[] => [
    id === null ? name.charAt(0).toLowerCase() + name.slice(1) : cutText(name, 30), String(all.accounts), some(all.mrr), String(atRisk.accounts), some(atRisk.mrr), all.mrr.amount > 0 ? percentText(atRisk.mrr.amount / all.mrr.amount) : "", ...own.map(({ mrr }) => some(mrr)),
  ];
  const columns = [
    { head: heads[dimension], least: 14 }, { head: "accounts", align: right }, { head: "revenue", align: right }, { head: "at risk", align: right }, { head: "their revenue", align: right }, { head: "share", align: right },
    ...byRisk.map(({ name }) => ({ head: name, align: right })),
  ];
  const more = lines.length > limit ? `\nand ${lines.length - limit} more` : "";
  return `${usedColumnsText(columns, lines.slice(0, limit).map(row))}${more}`;
}

function riskyTable({ accounts, total, byRisk }: Revenue, view: AnswerView): string {
  if (accounts.length === 0) return "";
  const words = new Map(byRisk.map(({ risk, name }): [Risk, string] => [risk, name]));
  const shown = accounts.slice(0, view.limit);
  const rows = shown.map(({ row: { name, mrr, score, band, owner, renewal }, risks }) => [
    cutText(name, 30), mrr === null ? "" : money(mrr), scoreText(score), bandText(band, view.paint), risks.map((risk) => words.get(risk) ?? risk).join(", "), owner ?? "", dayText(renewal, view),
  ]);
  const columns = [{ head: "account", least: 19 }, { head: "revenue", align: right }, { head: "score", align: right }, { head: "band" }, { head: "because" }, { head: "owner", least: 10 }, { head: "renewal" }];
  return `${view.paint("bold", `Largest at risk: ${total > shown.length ? `${shown.length} of ` : ""}${countedText(total, "account", "accounts")}`)}\n${usedColumnsText(columns, rows)}`;
}

function retentionText({ retention }: Revenue, view: AnswerView): string {
  const { start, added, expanded, contracted, lost, end, exchange, open, gross, net, from, to, contradicted, unconverted } = retention;
  const title = `Revenue from ${dayText(from, view)} to ${dayText(to, view)}`;
  if (start.accounts === 0) return `${view.paint("bold", title)}\nNo contract ran on the first day, so there is nothing to retain; --since takes a later one.`;
  const row = (what: string, sign: string, { accounts, mrr }: { readonly accounts: number; readonly mrr: Money }): string[] => [what, String(accounts), `${mrr.amount === 0 ? "" : sign}${money(mrr)}`];
  const rows = [
    row("on the first day", "", start), row("new", "+", added), row("expanded", "+", expanded), row("contracted", "−", contracted), row("lost", "−", lost),
    ...(exchange.amount === 0 ? [] : [["exchange rates", "", `${exchange.amount > 0 ? "+" : "−"}${money({ ...exchange, amount: Math.abs(exchange.amount) })}`]]), row("on the last day", "", end),
  ];
  return [
    view.paint("bold", `${title}: gross retention ${rateText(gross)}, net ${rateText(net)}`),
    usedColumnsText([{ head: "" }, { head: "accounts", align: right }, { head: "a month", align: right }], rows),
    ...(open.accounts > 0 ? [`Of those lost, ${countedText(open.accounts, "account", "accounts")} with ${money(open.mrr)} ended so lately that a late renewal can still come.`] : []),
    ...(contradicted > 0 ? [`Of ${countedText(contradicted, "account", "accounts")} a loss was recorded in that time although a contract runs on the last day. The contracts count, so they aren't lost here: look at \`bellwether learn outcomes\`.`] : []),
    ...(unconverted > 0 ? [`${countedText(unconverted, "account is", "accounts are")} left out: a currency has no rate on the first or last day.`] : []),
  ].join("\n");
}

/** One decimal: between 92 and 93 % of revenue lies what a board asks about. */
const rateText = (rate: number | null): string => (rate === null ? "–" : `${(rate * 100).toFixed(1)} %`);
