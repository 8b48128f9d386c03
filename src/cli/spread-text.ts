import type { Answer } from "../contract/routes.ts";
import { percentText } from "../lib/number-text.ts";
import { type Band, bandOf, bands } from "../scores/bands.ts";
import type { AnswerView } from "./answer-view.ts";
import { bandText, countedText, cutText, missingPointsText, moneyText, scoreText } from "./format.ts";
import { unscoredLines } from "./portfolio-text.ts";
import { tableText, usedColumnsText } from "./table.ts";

type Spread = Omit<Answer<"getSpread">, "asOf" | "version" | "note">;
type SegmentSpread = Spread["segments"][number];
type View = Pick<AnswerView, "paint" | "limit">;

const right = "right" as const;

/** How accounts spread, whether that is of use, what to change, and who is nearest to the next band. */
export function spreadText(spread: Spread, view: View): string {
  return [
    tensText(spread, view),
    segmentsText(spread, view),
    ...spread.segments.flatMap((segment) => warning(segment, spread)),
    suggestionText(spread, view),
    metricsText(spread, view),
    ...spread.nearlyThere.map((near) => topOf(near, view)),
    ...unscoredLines(spread.unknown, view.paint),
    purpose,
  ].filter((part) => part !== "").join("\n\n");
}

const purpose = "An even spread is the baseline when bands are set. Fewer accounts at risk later is a goal of the company, and no reason to move bands.\nWhether a band tells who leaves is another question: bellwether learn backtest.";

const longestBar = 40;

/** The calibration view: where scores lie, and where the bands cut. */
function tensText({ limits, scores }: Spread, { paint }: View): string {
  const most = Math.max(1, ...scores.map(({ accounts }) => accounts));
  const rows = scores.toReversed().map(({ from, to, accounts }) => [`${from} to ${to}`, String(accounts), barText(accounts / most), bandsBetween(from, to, limits)]);
  return `${paint("bold", "Computed scores")}\n${tableText([{ head: "points", align: right }, { head: "accounts", align: right }, { head: "" }, { head: "band" }], rows)}`;
}

/** Few are not none. */
const barText = (share: number): string => (share === 0 ? "" : "█".repeat(Math.round(share * longestBar)) || "▏");

function bandsBetween(from: number, to: number, { redBelow, yellowBelow }: Spread["limits"]): string {
  const cuts = [{ at: redBelow, band: "yellow" }, { at: yellowBelow, band: "green" }].filter(({ at }) => at > from && at < to);
  return [bandOf(from, { red_below: redBelow, yellow_below: yellowBelow }), ...cuts.map(({ at, band }) => `${band} from ${at}`)].join(", ");
}

const nameOf = ({ segment, name }: SegmentSpread): string => (segment === null ? "all accounts" : name);

function segmentsText({ segments }: Spread, { paint }: View): string {
  const shown: readonly Band[] = bands.toReversed();
  const rows = segments.map((segment) => {
    const of = (band: Band): SegmentSpread["bands"][number] | undefined => segment.bands.find((one) => one.band === band);
    const red = of("red")?.mrr;
    return [nameOf(segment), segment.accounts.toLocaleString("en-US"), ...shown.map((band) => (of(band)?.accounts ? `${of(band)?.accounts} (${percentText(of(band)?.share ?? 0)})` : "")), red && red.amount > 0 ? moneyText(red.amount, red.currency) : ""];
  });
  return `${paint("bold", "By segment")}\n${usedColumnsText([{ head: "segment", least: 14 }, { head: "accounts", align: right }, ...shown.map((band) => ({ head: band, align: right })), { head: "red revenue", align: right }], rows)}`;
}

/** What a lopsided segment means, and what to change for it. */
function warning(own: SegmentSpread, { segments }: Spread): string[] {
  const { segment, spread, suggested } = own;
  if (spread.kind !== "lopsided") return [];
  const head = `${percentText(spread.share ?? 0)} of ${nameOf(own)} are ${spread.band}: bands that hold nearly everybody tell nobody apart.`;
  if (spread.band === "unknown") return [`${head} Import what the metrics read, or leave out what no data feeds.`];
  const isAlone = segment !== null && segments[0]?.spread.kind !== "lopsided";
  if (!isAlone || suggested.kind !== "bands") return [head];
  return [`${head} For these alone, as a variant:\n  model:\n    variants:\n      - { segment: ${segment}, bands: { red_below: ${suggested.redBelow}, yellow_below: ${suggested.yellowBelow} } }`];
}

/** Bands for all accounts that would part them into thirds. */
function suggestionText({ limits, segments }: Spread, { paint }: View): string {
  const suggested = segments[0]?.suggested;
  if (!suggested) return "";
  const { redBelow, yellowBelow } = limits;
  const title = paint("bold", "Bands for an even spread of today's accounts");
  switch (suggested.kind) {
    case "too_few":
      return `${title}\nNone: ${countedText(suggested.accounts, "account has", "accounts have")} a score, and ${suggested.needed} are needed.`;
    case "too_close":
      return `${title}\nNone: a third of the scores lies between ${suggested.low.toFixed(1)} and ${suggested.high.toFixed(1)}, too close together for bands. Change the scales of the metrics first.`;
    case "bands": {
      const { red, yellow, green } = suggested.shares;
      const now = redBelow === suggested.redBelow && yellowBelow === suggested.yellowBelow ? " These are the bands of the pack." : "";
      return `${title}\n  model:\n    bands: { red_below: ${suggested.redBelow}, yellow_below: ${suggested.yellowBelow} }\nThat makes ${percentText(green)} green, ${percentText(yellow)} yellow and ${percentText(red)} red, before hysteresis; the pack has ${redBelow} and ${yellowBelow}.${now}`;
    }
  }
}

/** Metrics that say the same of nearly everybody are where a lopsided score comes from. */
function metricsText({ lopsidedMetrics }: Spread, { limit, paint }: View): string {
  if (lopsidedMetrics.length === 0) return "";
  const rows = lopsidedMetrics.slice(0, limit).map(({ name, band, share, weight, quartiles }) => [name, `${percentText(share)} ${band}`, percentText(weight), ...quartiles.map(({ text }) => text ?? "")]);
  const columns = [{ head: "metric", least: 20 }, { head: "says" }, { head: "weight", align: right }, { head: "a quarter has less", align: right }, { head: "half", align: right }, { head: "a quarter has more", align: right }];
  return `${paint("bold", "Metrics that tell hardly anybody apart")}\n${usedColumnsText(columns, rows)}\nSpread the anchors of their scales over what accounts really have.`;
}

function topOf({ band, total, accounts }: Spread["nearlyThere"][number], { limit, paint }: View): string {
  if (total === 0) return "";
  const rows = accounts.slice(0, limit).map(({ name, stageName, score, points, next, mrr, owner }) => [
    cutText(name, 30), stageName ?? "", scoreText(score), bandText(band, paint), `${missingPointsText(points)} to ${next}`, mrr === null ? "" : moneyText(mrr.amount, mrr.currency), owner ?? "",
  ]);
  const columns = [{ head: "account", least: 19 }, { head: "stage", least: 10 }, { head: "score", align: right }, { head: "band" }, { head: "missing", align: right }, { head: "revenue", align: right }, { head: "owner", least: 10 }];
  return `${paint("bold", `Top of ${band}${total > limit ? `: ${limit} of ${total}` : ""}`)}\n${usedColumnsText(columns, rows)}`;
}
