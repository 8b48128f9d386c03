import type { ScoredAccount } from "../engine/score-now.ts";
import { localDate } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import { type Band, bands } from "../scores/bands.ts";
import { distributionOf, nearlyThere, pullsDownMost, spreadOf } from "../scores/portfolio.ts";
import { type Paint, bandText, changeText, inWords, moneyText, scoreText, valueText } from "./format.ts";
import { type Column, tableText } from "./table.ts";

export interface PortfolioView {
  readonly pack: Pack;
  readonly accounts: readonly ScoredAccount[];
  readonly asOf: number;
  readonly compareDays: number;
  /** How many accounts each list shows. */
  readonly limit: number;
  readonly paint: Paint;
}

const columnsOf = ({ compareDays }: PortfolioView): Column[] => [
  { head: "account" },
  { head: "stage" },
  { head: "score", align: "right" },
  { head: "band" },
  { head: `${compareDays} days`, align: "right" },
  { head: "pulled down most by" },
  { head: "revenue/month", align: "right" },
  { head: "renewal" },
];

export const metricName = (pack: Pack, id: string): string => pack.metrics[id]?.name ?? inWords(id);

/** The metric with the greatest weighted shortfall, and what it measures now. */
function mainCause({ snapshot }: ScoredAccount, pack: Pack): string {
  const worst = pullsDownMost(snapshot.metrics);
  if (!worst) return "–";
  const { metric, raw } = worst.part;
  return `${metricName(pack, metric)}${"value" in raw ? ` ${valueText(raw.value)}` : ""} (−${worst.points.toFixed(0)})`;
}

function rowOf(scored: ScoredAccount, { pack, asOf, paint }: PortfolioView): string[] {
  const { name, snapshot, standing, scoreBefore } = scored;
  const { timezone, currency } = pack.pack;
  const stage = standing.circumstances.stage ?? "";
  return [
    name,
    pack.stages.find(({ id }) => id === stage)?.name ?? inWords(stage),
    scoreText(snapshot.score),
    bandText(snapshot.band, paint),
    changeText(scoreBefore === undefined || snapshot.score === null ? undefined : snapshot.score - scoreBefore),
    mainCause(scored, pack),
    moneyText(standing.mrr, currency),
    standing.renewal === null || standing.renewal < asOf ? "" : localDate(standing.renewal, timezone),
  ];
}

const byScore = (left: ScoredAccount, right: ScoredAccount): number => (left.snapshot.score ?? Infinity) - (right.snapshot.score ?? Infinity);

/** Worst first, then who is nearly in the next band, then how all are spread and what that means. */
export function portfolioText(view: PortfolioView): string {
  const { accounts, limit, pack, paint } = view;
  const worst = accounts.filter(({ snapshot }) => snapshot.band === "red").sort(byScore);
  const near = nearlyThere(accounts.map((scored) => ({ scored, score: scored.snapshot.score, band: scored.snapshot.band })), ({ scored }) => scored.model.model.bands);
  const nearRows = near.slice(0, limit).map(({ account: { scored }, points, band }) => [...rowOf(scored, view), `${points.toFixed(1)} to ${band}`]);
  return [
    ...section(paint("bold", `Worst (${Math.min(limit, worst.length)} of ${worst.length} red)`), columnsOf(view), worst.slice(0, limit).map((scored) => rowOf(scored, view))),
    ...section(paint("bold", "Nearly there: the top of yellow and the top of red"), [...columnsOf(view), { head: "points missing", align: "right" }], nearRows),
    ...section(paint("bold", `All ${accounts.length} accounts`), totalsColumns, totalsRows(view)),
    ...spreadLines(accounts.map(({ snapshot }) => snapshot.band)),
    ...unscoredLines(accounts, pack),
  ].join("\n");
}

function section(title: string, columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [title, tableText(columns, rows), ""];
}

const totalsColumns: readonly Column[] = [
  { head: "band" },
  { head: "accounts", align: "right" },
  { head: "share", align: "right" },
  { head: "revenue/month", align: "right" },
];

function totalsRows({ accounts, pack, paint }: PortfolioView): string[][] {
  const { counts, shares } = distributionOf(accounts.map(({ snapshot }) => snapshot.band));
  return bands.toReversed().filter((band) => counts[band] > 0).map((band) => {
    const revenue = accounts.filter(({ snapshot }) => snapshot.band === band).reduce((sum, { standing }) => sum + (standing.mrr ?? 0), 0);
    return [bandText(band, paint), String(counts[band]), `${Math.round(shares[band] * 100)} %`, moneyText(revenue, pack.pack.currency)];
  });
}

/** A model that puts nearly everybody into one band tells nobody apart; that is said, not hidden. */
function spreadLines(found: readonly Band[]): string[] {
  const spread = spreadOf(distributionOf(found));
  if (spread.kind !== "lopsided") return [];
  return [`${Math.round(spread.share * 100)} % of the accounts are ${spread.band}: bands that hold nearly everybody tell nobody apart. Move the scales or bands of the metrics until they do.`];
}

/** Everybody has a score or a reason why not. */
function unscoredLines(accounts: readonly ScoredAccount[], pack: Pack): string[] {
  const without = accounts.filter(({ snapshot }) => snapshot.unknown !== undefined);
  if (without.length === 0) return [];
  const lines = without.slice(0, 5).map(({ name, snapshot }) => `  ${name}: ${unknownText(snapshot.unknown, pack)}`);
  return [`${without.length} accounts without a band, because too little is known of them:`, ...lines, ...(without.length > 5 ? [`  and ${without.length - 5} more`] : [])];
}

export function unknownText(unknown: ScoredAccount["snapshot"]["unknown"], _pack: Pack): string {
  if (unknown === undefined) return "";
  if (unknown.kind === "nothing_present") return "no metric has a value";
  return `${unknown.coverage.toFixed(0)} % of the weight rests on values that are there; ${unknown.floor} % are needed`;
}
