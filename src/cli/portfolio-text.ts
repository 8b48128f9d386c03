import type { AccountRow } from "../contract/account-row.ts";
import type { Answer } from "../contract/routes.ts";
import { changeText, percentText } from "../lib/number-text.ts";
import { localDate } from "../lib/zone.ts";
import { type Paint, bandText, countedText, cutText, missingPointsText, moneyText, scoreText } from "./format.ts";
import { type Column, screenColumns, usedColumnsText } from "./table.ts";

type Summary = Pick<Answer<"getSummary">, "accounts" | "bands" | "spread" | "unknown">;

/** A portfolio as the API answers it, whether a server did or this process. */
export interface PortfolioView {
  readonly summary: Summary;
  /** Red accounts, the lowest score first; at most as many as are shown. */
  readonly worst: readonly AccountRow[];
  /** The fewest points missing to the next band first. */
  readonly near: readonly AccountRow[];
  readonly asOf: number;
  readonly zone: string;
  /** How many accounts each list shows. */
  readonly limit: number;
  readonly paint: Paint;
}

const columns: readonly Column[] = [
  { head: "account", least: 19 },
  { head: "stage", least: 10 },
  { head: "score", align: "right" },
  { head: "band" },
  { head: "30 days", align: "right" },
  { head: "pulled down by", least: 14 },
  { head: "now", align: "right" },
  { head: "points", align: "right" },
  { head: "revenue", align: "right" },
  { head: "renewal" },
];

/** A name of any length must not push everything else off the screen. */
const nameLetters = 30;

function rowOf({ name, stageName, score, band, change30Days, pulledDownBy: worst, mrr, renewal }: AccountRow, { asOf, zone, paint }: PortfolioView): string[] {
  return [
    cutText(name, nameLetters),
    stageName ?? "",
    scoreText(score),
    bandText(band, paint),
    changeText(change30Days ?? undefined),
    ...(worst ? [worst.name, worst.now.text ?? "", changeText(-worst.points)] : ["", "", ""]),
    mrr === null ? "" : moneyText(mrr.amount, mrr.currency),
    renewal === null || Date.parse(renewal) < asOf ? "" : localDate(Date.parse(renewal), zone),
  ];
}

/** Worst first, then who is nearly in the next band, then how all are spread and what that means. */
export function portfolioText(view: PortfolioView): string {
  const { summary, worst, near, limit, paint } = view;
  const red = summary.bands.find(({ band }) => band === "red")?.accounts ?? 0;
  const nearRows = near.slice(0, limit).map((row) => [...rowOf(row, view).slice(0, -1), row.nextUp ? `${missingPointsText(row.nextUp.points)} to ${row.nextUp.band}` : ""]);
  return [
    section(paint("bold", `Worst: ${shownOf(red, limit)} red`), columns, worst.slice(0, limit).map((row) => rowOf(row, view))),
    section(paint("bold", "Nearly there: the fewest points missing to the next band"), [...columns.slice(0, -1), { head: "missing", align: "right" }], nearRows),
    section(paint("bold", `All ${countedText(summary.accounts, "account", "accounts")}`), totalsColumns, totalsRows(view)),
    ...spreadLines(summary),
    ...unscoredLines(summary.unknown, paint),
  ].filter((part) => part !== "").join("\n\n");
}

const shownOf = (all: number, limit: number): string => (all > limit ? `${limit} of ${all.toLocaleString("en-US")}` : all.toLocaleString("en-US"));

function section(title: string, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? "" : `${title}\n${usedColumnsText(columns, rows)}`;
}

const totalsColumns: readonly Column[] = [
  { head: "band" },
  { head: "accounts", align: "right" },
  { head: "share", align: "right" },
  { head: "revenue a month", align: "right" },
];

function totalsRows({ summary, paint }: PortfolioView): string[][] {
  return summary.bands.filter(({ accounts }) => accounts > 0).map(({ band, accounts, share, mrr }) => [bandText(band, paint), accounts.toLocaleString("en-US"), percentText(share), moneyText(mrr.amount, mrr.currency)]);
}

/** A model that puts nearly everybody into one band tells nobody apart; that is said, not hidden. */
function spreadLines({ spread }: Summary): string[] {
  if (spread.text === null) return [];
  if (spread.band === "unknown") return [`${spread.text}: too little is known of them for a band. Import what the metrics read, or leave out what no data feeds.`];
  return [`${spread.text}: bands that hold nearly everybody tell nobody apart.\nMove the scales or bands of the metrics until they do.`];
}

const mostReasons = 5;
const mostNames = 3;

/** Everybody has a score or a reason why not; accounts with the same reason stand together. */
export function unscoredLines(groups: Summary["unknown"], paint: Paint): string[] {
  if (groups.length === 0) return [];
  const total = groups.reduce((sum, { accounts }) => sum + accounts, 0);
  const lines = groups.slice(0, mostReasons).map(({ text, accounts, examples }) => cutText(`  ${accounts.toLocaleString("en-US")}: ${text}; ${namesText(examples, accounts)}`, screenColumns));
  const more = groups.length > mostReasons ? [`  and ${groups.length - mostReasons} other reasons`] : [];
  return [[paint("bold", `No band: too little is known of ${countedText(total, "account", "accounts")}`), ...lines, ...more].join("\n")];
}

/** `Acme, Globex, Initech and 7 more`; one more than are shown otherwise is named instead of counted. */
function namesText(examples: readonly { readonly name: string }[], accounts: number): string {
  const names = examples.map(({ name }) => name);
  return accounts <= names.length ? names.join(", ") : `${names.slice(0, mostNames).join(", ")} and ${accounts - mostNames} more`;
}
