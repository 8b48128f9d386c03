import type { HierarchyFinding } from "../accounts/hierarchy.ts";
import type { RollUps, RolledUpAccount } from "../engine/families.ts";
import { listed } from "../pack/suggest.ts";
import type { RollUpBasis, RollUpPart } from "../scores/roll-up.ts";
import { percentText } from "../lib/number-text.ts";
import { type Paint, bandText, countedText, cutText, moneyText, scoreText } from "./format.ts";
import { usedColumnsText } from "./table.ts";

export interface RollUpView {
  readonly names: ReadonlyMap<string, string>;
  readonly currency: string;
  readonly limit: number;
  readonly paint: Paint;
}

const right = "right" as const;

const basisWords: Readonly<Record<RollUpBasis, string>> = {
  revenue: "each account weighs as much as its recurring revenue",
  mean: "each account counts once",
  worst: "the lowest score of the family",
  own: "the parent's own score; the others are listed and don't count",
  mean_for_lack_of_revenue: "each account counts once, because no revenue is known",
};

/** All families of a portfolio, the lowest first, and what is wrong with the parents that accounts name. */
export function rollUpsText({ rolledUp, findings }: RollUps, view: RollUpView): string {
  const ranked = rolledUp.toSorted((one, other) => (one.score ?? Infinity) - (other.score ?? Infinity));
  const rows = ranked.slice(0, view.limit).map((one) => [nameOf(one.account, view), scoreText(one.score), bandText(one.band, view.paint), scoreText(one.own), ...sizeCells(one, view)]);
  const columns = [{ head: "account", least: 19 }, { head: "rolled up", align: right }, { head: "band" }, { head: "own", align: right }, { head: "accounts", align: right }, { head: "revenue", align: right }];
  const bases = [...new Set(rolledUp.map(({ basis }) => basis))].map((basis) => basisWords[basis]);
  const title = view.paint("bold", `${countedText(rolledUp.length, "account has", "accounts have")} others below: ${bases.join("; ")}`);
  return [...(rows.length > 0 ? [title, usedColumnsText(columns, rows)] : []), ...findingLines(findings)].join("\n");
}

const nameOf = (account: string, { names }: Pick<RollUpView, "names">): string => cutText(names.get(account) ?? account, 30);
const sizeCells = ({ accounts, members, mrr }: RolledUpAccount, { currency }: RollUpView): string[] => [accounts === members ? String(members) : `${accounts} of ${members}`, mrr > 0 ? moneyText(mrr, currency) : ""];

const mostNames = 5;

function findingLines(findings: readonly HierarchyFinding[]): string[] {
  const cycles = findings.flatMap((finding) => (finding.kind === "parent_cycle" ? [finding] : []));
  const absent = findings.flatMap((finding) => (finding.kind === "absent_parent" ? [finding] : []));
  return [
    ...cycles.map(({ accounts }) => `Parents in a circle: ${[...accounts, accounts[0]].join(" is below ")}. None of them is rolled up into another; correct the parent of one.`),
    ...(absent.length > 0 ? [`${countedText(absent.length, "parent is", "parents are")} no customer on that day, or no account of the data: ${listed(absent.map(({ parent, children }) => `${parent} (of ${children.join(", ")})`), mostNames)}.`] : []),
  ];
}

/** One family: what its score is made of, and that it adds up. */
export function rollUpText(rolled: RolledUpAccount, view: RollUpView): string {
  const { score, band, parts, accounts, members, basis } = rolled;
  const rows = parts.map((part) => partRow(part, view));
  const columns = [{ head: "", least: 19 }, { head: "score", align: right }, { head: "accounts", align: right }, { head: "revenue", align: right }, { head: "weight", align: right }, { head: "points", align: right }];
  const who = accounts === members ? countedText(members, "account", "accounts") : `${accounts} of ${members} accounts that have a score`;
  return [
    `${view.paint("bold", "Rolled up")} over ${who}: ${scoreText(score, 1)} ${bandText(band, view.paint)}; ${basisWords[basis]}.`,
    usedColumnsText(columns, [...rows, ["sum", "", "", "", percentText(score === null ? 0 : 1), scoreText(score, 1)]]),
  ].join("\n");
}

function partRow({ account, is, score, accounts, mrr, weight, contribution }: RollUpPart, view: RollUpView): string[] {
  const name = is === "own" ? `${nameOf(account, view)} itself` : nameOf(account, view);
  return [name, scoreText(score, 1), is === "own" && score === null ? "" : String(accounts), mrr > 0 ? moneyText(mrr, view.currency) : "", percentText(weight), score === null ? "" : contribution.toFixed(1)];
}
