import type { ScoredAccount } from "../engine/score-now.ts";
import { percentText } from "../lib/number-text.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import { metricValueText, missingReasonText } from "../metrics/value-text.ts";
import { metricName, stageName } from "../pack/names.ts";
import type { Pack } from "../pack/schema.ts";
import { type NextUp, nextUp, pullsDownMost } from "../scores/portfolio.ts";
import type { MetricPart } from "../scores/snapshot.ts";
import { unknownText } from "../scores/unknown-text.ts";
import { adjustmentLines } from "./adjustment-text.ts";
import { type Since, changeLines } from "./change-text.ts";
import { type Paint, bandText, missingPointsText, moneyText, scoreText } from "./format.ts";
import { type TravelView, stageSentence } from "./journey-text.ts";
import { leverText } from "./lever-text.ts";
import { tableText } from "./table.ts";

export interface ExplanationView {
  readonly pack: Pack;
  readonly scored: ScoredAccount;
  readonly asOf: Instant;
  readonly paint: Paint;
  readonly since?: Since;
}

/** What matters first; then from categories down to raw values, what adjusted the mean, and what changed. */
export function explanationText(view: ExplanationView): string {
  return [[...headLines(view), ...leadLines(view)], [metricTable(view)], sumLines(view), changeLines(view)]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function headLines({ scored, pack, asOf, paint }: ExplanationView): string[] {
  const { snapshot, name, account, standing } = scored;
  const zone = pack.pack.timezone;
  const { stage } = standing.circumstances;
  const facts = [
    ...(name === account ? [] : [`account ${account}`]),
    ...(stage && scored.journey.length === 0 ? [`stage ${stageName(pack, stage)}`] : []),
    ...(standing.owner ? [`owner ${standing.owner}`] : []),
    ...(standing.mrr === null ? [] : [`${moneyText(standing.mrr, pack.pack.currency)} a month`]),
    ...(standing.renewal === null ? [] : [`renewal ${localDate(standing.renewal, zone)}`]),
    `as of ${localDate(asOf, zone)}`,
  ];
  return [`${paint("bold", name)}  ${scoreText(snapshot.score, 1)}  ${bandText(snapshot.band, paint)}${sinceText(snapshot, zone)}`, facts.join(" · "), ...wayLines(scored, { pack, asOf, paint })];
}

/** Where it is on its way, and what holds it up. */
function wayLines({ journey }: ScoredAccount, view: TravelView): string[] {
  return journey.map((line) => [stageSentence(line, view), ...line.reasons.slice(0, 3)].join("; "));
}

/** The computed band says since when; one that a person set has its own line below. */
function sinceText({ override, computed }: ScoredAccount["snapshot"], zone: string): string {
  return override ? "" : ` since ${localDate(computed.since, zone)}`;
}

/** What pulls the score down most, and what would bring it to the next band. */
function leadLines({ scored, pack }: ExplanationView): string[] {
  const { snapshot, model } = scored;
  if (snapshot.unknown) return [`No band: ${unknownText(snapshot.unknown)}.`];
  const worst = pullsDownMost(snapshot.metrics);
  const next = snapshot.override ? undefined : nextUp(snapshot, model.model.bands);
  return [...(worst ? [`Pulled down most by ${valueOf(worst.part, pack)}: it costs ${worst.points.toFixed(1)} points.`] : []), ...(next ? [nextText(next, scored, pack)] : [])];
}

function nextText(next: NextUp, scored: ScoredAccount, pack: Pack): string {
  if (next.points === 0) return `It has the points for ${next.band}; the band follows when it has lasted long enough.`;
  return `${missingPointsText(next.points)} points are missing to ${next.band}${leverText({ scored, pack, points: next.points })}`;
}

function valueOf({ metric, raw }: MetricPart, pack: Pack): string {
  const definition = pack.metrics[metric];
  return `${metricName(pack, metric)}${"value" in raw && definition ? ` (${metricValueText(definition, raw.value)})` : ""}`;
}

const columns = [
  { head: "" },
  { head: "value", align: "right" as const },
  { head: "score", align: "right" as const },
  { head: "band" },
  { head: "weight", align: "right" as const },
  { head: "points", align: "right" as const },
  { head: "" },
];

function metricTable({ scored: { snapshot }, pack, paint }: ExplanationView): string {
  const rows = snapshot.categories.flatMap(({ category, score, band, weight, contribution, coverage }) => [
    [paint("bold", pack.model.categories[category]?.name ?? category), "", scoreText(score, 1), bandText(band, paint), percentText(weight), contribution.toFixed(1), coverage < 100 ? `${coverage.toFixed(0)} % known` : ""],
    ...snapshot.metrics.filter((part) => part.category === category).map((part) => metricRow(part, pack, paint)),
  ]);
  return tableText(columns, rows);
}

function metricRow({ metric, raw, score, band, weight, contribution }: MetricPart, pack: Pack, paint: Paint): string[] {
  const name = `  ${metricName(pack, metric)}`;
  if ("missing" in raw) return [name, "", "–", bandText("unknown", paint), "0 %", "", `missing: ${missingReasonText(raw.missing)}`];
  const definition = pack.metrics[metric];
  return [name, definition ? metricValueText(definition, raw.value) : "", scoreText(score, 1), bandText(band, paint), percentText(weight), contribution.toFixed(1), ""];
}

/** How the weighted mean became the score. */
function sumLines({ scored, pack }: ExplanationView): string[] {
  const { mean, coverage, override, computed } = scored.snapshot;
  const zone = pack.pack.timezone;
  return [
    ...(mean === null ? [] : [`Weighted mean ${mean.toFixed(1)}, resting on ${coverage.toFixed(0)} % of the weight.`]),
    ...adjustmentLines(scored, pack),
    ...(override ? [`Overridden by ${override.author} until ${localDate(override.expires, zone)}: ${override.reason}. Computed: ${scoreText(computed.score, 1)} ${computed.band}.`] : []),
  ];
}
