import type { OutcomesAnswer } from "../engine/learn/outcomes.ts";
import type { Conflict, Outcome } from "../insights/outcomes/outcome.ts";
import { yearlyGrowth } from "../insights/outcomes/revenue.ts";
import { yearsOf } from "../insights/outcomes/summary.ts";
import { quantiles } from "../lib/statistics/quantiles.ts";
import { localDate } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import { changeText } from "../lib/number-text.ts";
import { type Paint, countedText, cutText, moneyText } from "./format.ts";
import { inShort, outcomeLines, wholePercent } from "./outcome-text.ts";
import { type Column, tableText } from "./table.ts";

interface View {
  readonly pack: Pack;
  /** How many losses, and contradictions of each kind. */
  readonly limit: number;
  readonly paint: Paint;
}

const right = { align: "right" as const };

export function outcomesText(answer: OutcomesAnswer, view: View): string {
  const { pack, paint } = view;
  const { outcomes } = answer.outcomes;
  const head = paint("bold", `${pack.pack.name}: what became of ${countedText(answer.accounts, "account", "accounts")}`);
  if (outcomes.length === 0) return [head, "", "Nothing: there are neither contracts with their ends nor recorded outcomes.", "", ...outcomeLines(answer.outcomes)].join("\n");
  return [head, "", yearTable(outcomes, view), "", ...growthLines(answer), ...lossLines(answer, view), ...conflictLines(answer, view), ...outcomeLines(answer.outcomes)].join("\n");
}

function yearTable(outcomes: readonly Outcome[], { pack }: View): string {
  const rows = yearsOf(outcomes, pack.pack.timezone).map(({ year, renewed, early, late, expanded, contracted, churned, lostShare, mrrLost }) => [year, ...[renewed, early, late, expanded, contracted, churned].map(String), wholePercent(lostShare), moneyText(mrrLost, pack.pack.currency)]);
  const columns: Column[] = [{ head: "year" }, ...["renewed", "early", "late", "expanded", "contracted", "churned", "of decisions", "revenue lost/month"].map((name) => ({ head: name, ...right }))];
  return tableText(columns, rows);
}

/** How revenue grew over each full year of being a customer. */
function growthLines({ outcomes: { revenue, knownTo } }: OutcomesAnswer): string[] {
  const rates = [...revenue.values()].flatMap((steps) => yearlyGrowth(steps, knownTo)).map(({ rate }) => rate).filter((rate) => rate > -1);
  if (rates.length === 0) return [];
  const [low, middle, high] = quantiles(rates, [0.25, 0.5, 0.75]).map((rate) => `${changeText(rate * 100)} %`);
  return [`Revenue of those who stayed, over ${countedText(rates.length, "full year", "full years")} as customers: ${middle} in the median, half of them ${low} to ${high}.`, ""];
}

function lossLines({ outcomes: { outcomes }, nameOf }: OutcomesAnswer, { pack, limit, paint }: View): string[] {
  const lost = outcomes.filter(({ kind }) => kind === "churned");
  if (lost.length === 0) return ["Nobody was lost.", ""];
  const shown = lost.slice(-limit).toReversed();
  const rows = shown.map(({ account, at, product, mrrBefore, mrrAfter, basis, reason }) => [cutText(nameOf(account), 30), localDate(at, pack.pack.timezone), moneyText(mrrBefore - mrrAfter, pack.pack.currency), product ?? "", { contracts: "contracts", recorded: "recorded", both: "contracts and record" }[basis], cutText(reason ?? "", 30)]);
  const columns: Column[] = [{ head: "account" }, { head: "on" }, { head: "revenue/month", ...right }, { head: "product" }, { head: "according to" }, { head: "reason" }];
  return [paint("bold", `Lost (the latest ${shown.length} of ${lost.length})`), tableText(columns, rows), ""];
}

function conflictLines({ outcomes: { conflicts }, nameOf }: OutcomesAnswer, { limit, paint }: View): string[] {
  if (conflicts.length === 0) return [];
  const most = Math.max(1, Math.ceil(limit / 3));
  const groups = [...Map.groupBy(conflicts, ({ kind }) => kind)].flatMap(([kind, own]: [string, Conflict[]]) => [
    `  ${own.length} × ${inShort(kind)}`,
    ...own.slice(0, most).map(({ account, text }) => `      ${cutText(nameOf(account), 30)}: ${text}`),
    ...(own.length > most ? ["      …"] : []),
  ]);
  return [paint("bold", "Where the data contradicts itself"), ...groups, ""];
}
