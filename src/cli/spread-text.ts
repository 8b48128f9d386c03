import { percentText } from "../lib/number-text.ts";
import { metricValueText } from "../metrics/value-text.ts";
import { unknownGroups } from "../engine/answers/summary.ts";
import { rowOf } from "../engine/portfolio/row.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import type { LopsidedMetric } from "../insights/spread/lopsided-metrics.ts";
import type { Part, SegmentSpread } from "../insights/spread/spread.ts";
import type { SuggestedBands } from "../insights/spread/suggest-bands.ts";
import { metricName, segmentName, stageName } from "../pack/names.ts";
import type { Pack } from "../pack/schema.ts";
import { type Band, bandOf, bands } from "../scores/bands.ts";
import { nearlyThere } from "../scores/portfolio.ts";
import { type Paint, bandText, countedText, cutText, missingPointsText, moneyText, scoreText } from "./format.ts";
import { unscoredLines } from "./portfolio-text.ts";
import { tableText, usedColumnsText } from "./table.ts";

export interface SpreadView {
  readonly pack: Pack;
  readonly accounts: readonly ScoredAccount[];
  readonly segments: readonly SegmentSpread[];
  readonly parts: readonly Part[];
  readonly lopsided: readonly LopsidedMetric[];
  readonly limit: number;
  readonly paint: Paint;
}

const right = "right" as const;

/** How accounts spread, whether that is of use, what to change, and who is nearest to the next band. */
export function spreadText(view: SpreadView): string {
  return [
    tensText(view),
    segmentsText(view),
    ...view.segments.flatMap((segment) => warning(segment, view)),
    suggestionText(view),
    metricsText(view),
    topOf("yellow", view),
    topOf("red", view),
    ...unscoredLines(unknownGroups(view.accounts.map((scored) => rowOf(scored, undefined)), view.pack), view.paint),
    purpose,
  ].filter((part) => part !== "").join("\n\n");
}

const purpose = "An even spread is the baseline when bands are set. Fewer accounts at risk later is a goal of the company, and no reason to move bands.\nWhether a band tells who leaves is another question: bellwether learn backtest.";

const longestBar = 40;

/** The calibration view: where scores lie, and where the bands cut. */
function tensText({ pack, parts, paint }: SpreadView): string {
  const most = Math.max(1, ...parts.map(({ accounts }) => accounts));
  const rows = parts.toReversed().map(({ from, to, accounts }) => [`${from} to ${to}`, String(accounts), barText(accounts / most), bandsBetween(from, to, pack)]);
  return `${paint("bold", "Computed scores")}\n${tableText([{ head: "points", align: right }, { head: "accounts", align: right }, { head: "" }, { head: "band" }], rows)}`;
}

/** Few are not none. */
const barText = (share: number): string => (share === 0 ? "" : "█".repeat(Math.round(share * longestBar)) || "▏");

function bandsBetween(from: number, to: number, { model }: Pack): string {
  const { red_below, yellow_below } = model.bands;
  const cuts = [{ at: red_below, band: "yellow" }, { at: yellow_below, band: "green" }].filter(({ at }) => at > from && at < to);
  return [bandOf(from, model.bands), ...cuts.map(({ at, band }) => `${band} from ${at}`)].join(", ");
}

function segmentsText({ pack, segments, paint }: SpreadView): string {
  const shown: readonly Band[] = bands.toReversed();
  const rows = segments.map(({ segment, distribution: { total, counts, shares }, mrr }) => [
    segment === null ? "all accounts" : segmentName(pack, segment), total.toLocaleString("en-US"), ...shown.map((band) => (counts[band] === 0 ? "" : `${counts[band]} (${percentText(shares[band])})`)), mrr.red > 0 ? moneyText(mrr.red, pack.pack.currency) : "",
  ]);
  return `${paint("bold", "By segment")}\n${usedColumnsText([{ head: "segment", least: 14 }, { head: "accounts", align: right }, ...shown.map((band) => ({ head: band, align: right })), { head: "red revenue", align: right }], rows)}`;
}

/** What a lopsided segment means, and what to change for it. */
function warning({ segment, spread, suggested }: SegmentSpread, { pack, segments }: SpreadView): string[] {
  if (spread.kind !== "lopsided") return [];
  const who = segment === null ? "all accounts" : segmentName(pack, segment);
  const head = `${percentText(spread.share)} of ${who} are ${spread.band}: bands that hold nearly everybody tell nobody apart.`;
  if (spread.band === "unknown") return [`${head} Import what the metrics read, or leave out what no data feeds.`];
  const isAlone = segment !== null && segments[0]?.spread.kind !== "lopsided";
  if (!isAlone || suggested.kind !== "bands") return [head];
  return [`${head} For these alone, as a variant:\n${variantText(segment, suggested)}`];
}

const variantText = (segment: string, { red_below, yellow_below }: Extract<SuggestedBands, { kind: "bands" }>): string =>
  `  model:\n    variants:\n      - { segment: ${segment}, bands: { red_below: ${red_below}, yellow_below: ${yellow_below} } }`;

/** Bands for all accounts that would part them into thirds. */
function suggestionText({ pack, segments, paint }: SpreadView): string {
  const suggested = segments[0]?.suggested;
  if (!suggested) return "";
  const { red_below, yellow_below } = pack.model.bands;
  const title = paint("bold", "Bands for an even spread of today's accounts");
  switch (suggested.kind) {
    case "too_few":
      return `${title}\nNone: ${countedText(suggested.accounts, "account has", "accounts have")} a score, and ${suggested.needed} are needed.`;
    case "too_close":
      return `${title}\nNone: a third of the scores lies between ${suggested.low.toFixed(1)} and ${suggested.high.toFixed(1)}, too close together for bands. Change the scales of the metrics first.`;
    case "bands": {
      const { red, yellow, green } = suggested.distribution.shares;
      const now = red_below === suggested.red_below && yellow_below === suggested.yellow_below ? " These are the bands of the pack." : "";
      return `${title}\n  model:\n    bands: { red_below: ${suggested.red_below}, yellow_below: ${suggested.yellow_below} }\nThat makes ${percentText(green)} green, ${percentText(yellow)} yellow and ${percentText(red)} red, before hysteresis; the pack has ${red_below} and ${yellow_below}.${now}`;
    }
  }
}

/** Metrics that say the same of nearly everybody are where a lopsided score comes from. */
function metricsText({ pack, lopsided, limit, paint }: SpreadView): string {
  if (lopsided.length === 0) return "";
  const valueText = (metric: string, value: number): string => {
    const definition = pack.metrics[metric];
    return definition ? metricValueText(definition, value) : String(value);
  };
  const rows = lopsided.slice(0, limit).map(({ metric, band, share, weight, quartiles: [low, middle, high] }) => [
    metricName(pack, metric), `${percentText(share)} ${band}`, percentText(weight), valueText(metric, low), valueText(metric, middle), valueText(metric, high),
  ]);
  const columns = [{ head: "metric", least: 20 }, { head: "says" }, { head: "weight", align: right }, { head: "a quarter has less", align: right }, { head: "half", align: right }, { head: "a quarter has more", align: right }];
  return `${paint("bold", "Metrics that tell hardly anybody apart")}\n${usedColumnsText(columns, rows)}\nSpread the anchors of their scales over what accounts really have.`;
}

function topOf(band: "yellow" | "red", { pack, accounts, limit, paint }: SpreadView): string {
  const own = accounts.filter(({ snapshot }) => snapshot.band === band);
  const near = nearlyThere(own.map((scored) => ({ scored, score: scored.snapshot.score, band: scored.snapshot.band })), ({ scored }) => scored.model.model.bands);
  if (near.length === 0) return "";
  const rows = near.slice(0, limit).map(({ account: { scored }, points, band: next }) => {
    const { stage } = scored.standing.circumstances;
    const { mrr, owner } = scored.standing;
    return [cutText(scored.name, 30), stage ? stageName(pack, stage) : "", scoreText(scored.snapshot.score), bandText(band, paint), `${missingPointsText(points)} to ${next}`, mrr === null ? "" : moneyText(mrr, pack.pack.currency), owner ?? ""];
  });
  const columns = [{ head: "account", least: 19 }, { head: "stage", least: 10 }, { head: "score", align: right }, { head: "band" }, { head: "missing", align: right }, { head: "revenue", align: right }, { head: "owner", least: 10 }];
  return `${paint("bold", `Top of ${band}${near.length > limit ? `: ${limit} of ${near.length}` : ""}`)}\n${usedColumnsText(columns, rows)}`;
}
