import type { ScoredAccount } from "../engine/score-now.ts";
import { localDate } from "../lib/zone.ts";
import type { MissingReason } from "../metrics/value.ts";
import type { Pack } from "../pack/schema.ts";
import type { Difference, DifferencePart } from "../scores/difference.ts";
import type { AdjustmentPart, MetricPart } from "../scores/snapshot.ts";
import { type Paint, bandText, changeText, inWords, moneyText, scoreText, valueText } from "./format.ts";
import { metricName, unknownText } from "./portfolio-text.ts";
import { tableText } from "./table.ts";

const missingWords: Readonly<Record<MissingReason, string>> = {
  never_seen: "never seen",
  too_young: "too young",
  source_stale: "source is stale",
  not_applicable: "not applicable",
  expired: "expired",
};

export interface ExplanationView {
  readonly pack: Pack;
  readonly scored: ScoredAccount;
  readonly asOf: number;
  readonly paint: Paint;
  readonly since?: { readonly asOf: number; readonly difference: Difference | undefined };
}

/** From the overall score down to raw values, and what changed. */
export function explanationText(view: ExplanationView): string {
  const { scored, pack, paint } = view;
  const { snapshot, name, account, standing } = scored;
  const zone = pack.pack.timezone;
  const facts = [
    `account ${account}`,
    ...(standing.circumstances.stage ? [`stage ${standing.circumstances.stage}`] : []),
    ...(standing.owner ? [`owner ${standing.owner}`] : []),
    `${moneyText(standing.mrr, pack.pack.currency)} a month`,
    ...(standing.renewal === null ? [] : [`renewal ${localDate(standing.renewal, zone)}`]),
  ];
  return [
    `${paint("bold", name)}  ${scoreText(snapshot.score, 1)}  ${bandText(snapshot.band, paint)}  since ${localDate(snapshot.computed.since, zone)}`,
    facts.join(" · "),
    ...(snapshot.unknown ? [`No band: ${unknownText(snapshot.unknown, pack)}.`] : []),
    "",
    ...metricLines(view),
    "",
    ...sumLines(view),
    ...changeLines(view),
  ].join("\n");
}

function metricLines({ scored: { snapshot }, pack, paint }: ExplanationView): string[] {
  const rows = snapshot.categories.flatMap(({ category, score, band, weight, contribution, coverage }) => [
    [paint("bold", categoryName(pack, category)), "", scoreText(score, 1), bandText(band, paint), percent(weight), contribution.toFixed(1), coverage < 100 ? `${coverage.toFixed(0)} % known` : ""],
    ...snapshot.metrics.filter((part) => part.category === category).map((part) => metricRow(part, pack, paint)),
  ]);
  const columns = [
    { head: "" },
    { head: "value", align: "right" as const },
    { head: "score", align: "right" as const },
    { head: "band" },
    { head: "weight", align: "right" as const },
    { head: "points", align: "right" as const },
    { head: "" },
  ];
  return [tableText(columns, rows)];
}

const categoryName = (pack: Pack, id: string): string => pack.model.categories[id]?.name ?? inWords(id);
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

function metricRow({ metric, raw, score, band, weight, contribution }: MetricPart, pack: Pack, paint: Paint): string[] {
  const name = `  ${metricName(pack, metric)}`;
  if ("missing" in raw) return [name, "", "–", bandText("unknown", paint), "0 %", "", `missing: ${missingWords[raw.missing]}`];
  const unit = pack.metrics[metric]?.unit;
  return [name, `${valueText(raw.value)}${unit ? ` ${unit}` : ""}`, scoreText(score, 1), bandText(band, paint), percent(weight), contribution.toFixed(1), ""];
}

/** How the weighted mean became the score. */
function sumLines(view: ExplanationView): string[] {
  const { snapshot } = view.scored;
  const lines = snapshot.mean === null ? [] : [`Weighted mean ${snapshot.mean.toFixed(1)}, resting on ${snapshot.coverage.toFixed(0)} % of the weight.`];
  const applied = snapshot.adjustments.filter(({ outcome }) => outcome === "applied").map((part) => adjustmentLine(part));
  const open = snapshot.adjustments.filter(({ outcome }) => outcome === "unknown").map(({ reason }) => `  Can't be told, so it changes nothing: ${reason}.`);
  const override = snapshot.override
    ? [`Overridden by ${snapshot.override.author} until ${localDate(snapshot.override.expires, view.pack.pack.timezone)}: ${snapshot.override.reason}. The computed score is ${scoreText(snapshot.computed.score, 1)}.`]
    : [];
  return [...lines, ...applied, ...open, ...override];
}

const adjustmentLine = ({ effect, reason, author }: AdjustmentPart): string => `  ${changeText(effect, 1)}  ${reason}${author ? ` (${author})` : ""}`;

const causeWords: Readonly<Record<DifferencePart["cause"], string>> = {
  version: "the model's version",
  stage_segment: "stage or segment",
  missing_data: "data that is missing now or no longer",
  data: "data",
  adjustment: "adjustments",
  override: "an override",
  expiry: "what expired",
};

function changeLines({ since, pack, paint }: ExplanationView): string[] {
  if (!since) return [];
  const date = localDate(since.asOf, pack.pack.timezone);
  if (!since.difference) return ["", `Nothing to compare with: there was no score on ${date}.`];
  const { from, to, parts } = since.difference;
  const rows = parts
    .toSorted((left, right) => Math.abs(right.points) - Math.abs(left.points))
    .map(({ cause, subject, points }) => [changeText(points, 1), subject === undefined ? "" : metricName(pack, subject), causeWords[cause]]);
  const columns = [{ head: "points", align: "right" as const }, { head: "what" }, { head: "because of" }];
  return ["", paint("bold", `Since ${date}: ${from.toFixed(1)} to ${to.toFixed(1)}, ${changeText(to - from, 1)}`), ...(rows.length > 0 ? [tableText(columns, rows)] : [])];
}
