import type { ScoredAccount } from "../engine/score-now.ts";
import { changeText, percentText } from "../lib/number-text.ts";
import { localDate } from "../lib/zone.ts";
import { metricValueText, missingReasonText } from "../metrics/value-text.ts";
import { metricName, stageName } from "../pack/names.ts";
import type { Pack } from "../pack/schema.ts";
import { type Band, bands } from "../scores/bands.ts";
import { listed } from "../pack/suggest.ts";
import { distributionOf, nearlyThere, pullsDownMost, spreadOf } from "../scores/portfolio.ts";
import { type Paint, bandText, countedText, cutText, missingPointsText, moneyText, scoreText } from "./format.ts";
import { type Column, screenColumns, usedColumnsText } from "./table.ts";

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
  { head: "account", least: 19 },
  { head: "stage", least: 10 },
  { head: "score", align: "right" },
  { head: "band" },
  { head: `${compareDays} days`, align: "right" },
  { head: "pulled down by", least: 14 },
  { head: "now", align: "right" },
  { head: "points", align: "right" },
  { head: "revenue", align: "right" },
  { head: "renewal" },
];

/** A name of any length must not push everything else off the screen. */
const nameLetters = 30;

/** The metric with the greatest weighted shortfall, what it measures now, and the points that it costs. */
function mainCause({ snapshot }: ScoredAccount, pack: Pack): [metric: string, now: string, points: string] {
  const worst = pullsDownMost(snapshot.metrics);
  if (!worst) return ["", "", ""];
  const { metric, raw } = worst.part;
  const definition = pack.metrics[metric];
  return [metricName(pack, metric), "value" in raw && definition ? metricValueText(definition, raw.value) : "", changeText(-worst.points)];
}

function rowOf(scored: ScoredAccount, { pack, asOf, paint }: PortfolioView): string[] {
  const { name, snapshot, standing, scoreBefore } = scored;
  const { timezone, currency } = pack.pack;
  const { stage } = standing.circumstances;
  return [
    cutText(name, nameLetters),
    stage ? stageName(pack, stage) : "",
    scoreText(snapshot.score),
    bandText(snapshot.band, paint),
    changeText(scoreBefore === undefined || snapshot.score === null ? undefined : snapshot.score - scoreBefore),
    ...mainCause(scored, pack),
    standing.mrr === null ? "" : moneyText(standing.mrr, currency),
    standing.renewal === null || standing.renewal < asOf ? "" : localDate(standing.renewal, timezone),
  ];
}

const byScore = (left: ScoredAccount, right: ScoredAccount): number => (left.snapshot.score ?? Infinity) - (right.snapshot.score ?? Infinity);

/** Worst first, then who is nearly in the next band, then how all are spread and what that means. */
export function portfolioText(view: PortfolioView): string {
  const { accounts, limit, paint } = view;
  const worst = accounts.filter(({ snapshot }) => snapshot.band === "red").sort(byScore);
  const near = nearlyThere(accounts.map((scored) => ({ scored, score: scored.snapshot.score, band: scored.snapshot.band })), ({ scored }) => scored.model.model.bands);
  const nearRows = near.slice(0, limit).map(({ account: { scored }, points, band }) => [...rowOf(scored, view).slice(0, -1), `${missingPointsText(points)} to ${band}`]);
  return [
    section(paint("bold", `Worst: ${shownOf(worst.length, limit)} red`), columnsOf(view), worst.slice(0, limit).map((scored) => rowOf(scored, view))),
    section(paint("bold", "Nearly there: the fewest points missing to the next band"), [...columnsOf(view).slice(0, -1), { head: "missing", align: "right" }], nearRows),
    section(paint("bold", `All ${countedText(accounts.length, "account", "accounts")}`), totalsColumns, totalsRows(view)),
    ...spreadLines(accounts.map(({ snapshot }) => snapshot.band)),
    ...unscoredLines(view),
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

function totalsRows({ accounts, pack, paint }: PortfolioView): string[][] {
  const { counts, shares } = distributionOf(accounts.map(({ snapshot }) => snapshot.band));
  return bands.toReversed().filter((band) => counts[band] > 0).map((band) => {
    const revenue = accounts.filter(({ snapshot }) => snapshot.band === band).reduce((sum, { standing }) => sum + (standing.mrr ?? 0), 0);
    return [bandText(band, paint), counts[band].toLocaleString("en-US"), percentText(shares[band]), moneyText(revenue, pack.pack.currency)];
  });
}

/** A model that puts nearly everybody into one band tells nobody apart; that is said, not hidden. */
function spreadLines(found: readonly Band[]): string[] {
  const spread = spreadOf(distributionOf(found));
  if (spread.kind !== "lopsided") return [];
  const share = `${percentText(spread.share)} of the accounts are ${spread.band}`;
  if (spread.band === "unknown") return [`${share}: too little is known of them for a band. Import what the metrics read, or leave out what no data feeds.`];
  return [`${share}: bands that hold nearly everybody tell nobody apart.\nMove the scales or bands of the metrics until they do.`];
}

const mostReasons = 5;
const mostNames = 3;

/** Everybody has a score or a reason why not; accounts with the same reason stand together. */
export function unscoredLines({ accounts, pack, paint }: Pick<PortfolioView, "accounts" | "pack" | "paint">): string[] {
  const without = accounts.filter(({ snapshot }) => snapshot.unknown !== undefined);
  if (without.length === 0) return [];
  const byReason = [...Map.groupBy(without, ({ snapshot }) => missingText(snapshot, pack))].sort(([, left], [, right]) => right.length - left.length);
  const lines = byReason.slice(0, mostReasons).map(([reason, group]) => cutText(`  ${group.length.toLocaleString("en-US")}: ${reason}; ${listed(group.map(({ name }) => name), mostNames)}`, screenColumns));
  const more = byReason.length > mostReasons ? [`  and ${byReason.length - mostReasons} other reasons`] : [];
  return [[paint("bold", `No band: too little is known of ${countedText(without.length, "account", "accounts")}`), ...lines, ...more].join("\n")];
}

/** `Review attendance never seen; CSM pulse and Satisfaction expired` */
function missingText({ metrics }: ScoredAccount["snapshot"], pack: Pack): string {
  const missing = metrics.flatMap(({ metric, raw }) => ("missing" in raw ? [{ name: metricName(pack, metric), reason: raw.missing }] : []));
  const byReason = [...Map.groupBy(missing, ({ reason }) => reason)];
  return byReason.map(([reason, group]) => `${listed(group.map(({ name }) => name), mostNames)} ${missingReasonText(reason)}`).join("; ");
}
