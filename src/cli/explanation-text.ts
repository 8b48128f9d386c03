import type { Answer } from "../contract/routes.ts";
import { percentText } from "../lib/number-text.ts";
import { localDate } from "../lib/zone.ts";
import { missingReasonText } from "../metrics/value-text.ts";
import { adjustmentLines } from "./adjustment-text.ts";
import { type Since, changeLines } from "./change-text.ts";
import { type Paint, bandText, missingPointsText, moneyText, scoreText } from "./format.ts";
import { stageSentence } from "./journey-text.ts";
import { leverText } from "./lever-text.ts";
import { tableText } from "./table.ts";

type Account = Answer<"getAccount">;

/** An account as the API answers it, whether a server did or this process. */
export interface ExplanationView {
  readonly account: Account;
  readonly zone: string;
  /** Whether the pack has several lines of business. */
  readonly hasLines: boolean;
  readonly paint: Paint;
  readonly since?: Since;
}

/** What matters first; then from categories down to raw values, what adjusted the mean, and what changed. */
export function explanationText(view: ExplanationView): string {
  return [[...headLines(view), ...leadLines(view.account)], [metricTable(view)], sumLines(view), changeLines(view)]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function headLines({ account: { row, journey, asOf }, zone, hasLines, paint }: ExplanationView): string[] {
  const facts = [
    ...(row.name === row.account ? [] : [`account ${row.account}`]),
    ...(row.stageName !== null && journey.length === 0 ? [`stage ${row.stageName}`] : []),
    ...(row.owner === null ? [] : [`owner ${row.owner}`]),
    ...(row.mrr === null ? [] : [`${moneyText(row.mrr.amount, row.mrr.currency)} a month`]),
    ...(row.renewal === null ? [] : [`renewal ${localDate(Date.parse(row.renewal), zone)}`]),
    `as of ${localDate(Date.parse(asOf), zone)}`,
  ];
  // A band that a person set has its own line below.
  const since = row.since === null ? "" : ` since ${localDate(Date.parse(row.since), zone)}`;
  const way = journey.map(({ name, reasons, ...line }) => [stageSentence({ ...line, line: hasLines ? name : undefined, since: Date.parse(line.since) }, { zone, paint }), ...reasons.slice(0, 3)].join("; "));
  return [`${paint("bold", row.name)}  ${scoreText(row.score, 1)}  ${bandText(row.band, paint)}${since}`, facts.join(" · "), ...way];
}

/** What pulls the score down most, and what would bring it to the next band. */
function leadLines(account: Account): string[] {
  const { unknown, pulledDownBy: worst } = account.row;
  if (unknown) return [`No band: ${unknown.text}.`];
  const value = worst?.now.text === undefined || worst.now.text === null ? "" : ` (${worst.now.text})`;
  return [...(worst ? [`Pulled down most by ${worst.name}${value}: it costs ${worst.points.toFixed(1)} points.`] : []), ...nextText(account)];
}

function nextText({ row: { nextUp }, levers }: Account): string[] {
  if (nextUp === null) return [];
  if (nextUp.points === 0) return [`It has the points for ${nextUp.band}; the band follows when it has lasted long enough.`];
  return [`${missingPointsText(nextUp.points)} points are missing to ${nextUp.band}${leverText(levers)}`];
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

function metricTable({ account, paint }: ExplanationView): string {
  const rows = account.categories.flatMap(({ category, name, score, band, weight, contribution, coverage }) => [
    [paint("bold", name), "", scoreText(score, 1), bandText(band, paint), percentText(weight), contribution.toFixed(1), coverage < 100 ? `${coverage.toFixed(0)} % known` : ""],
    ...account.metrics.filter((part) => part.category === category).map((part) => metricRow(part, paint)),
  ]);
  return tableText(columns, rows);
}

function metricRow({ name, raw, score, band, weight, contribution }: Account["metrics"][number], paint: Paint): string[] {
  if (raw.missing !== null) return [`  ${name}`, "", "–", bandText("unknown", paint), "0 %", "", `missing: ${missingReasonText(raw.missing)}`];
  return [`  ${name}`, raw.text ?? "", scoreText(score, 1), bandText(band, paint), percentText(weight), contribution.toFixed(1), ""];
}

/** How the weighted mean became the score. */
function sumLines({ account: { mean, row, adjustments, override, computed }, zone }: ExplanationView): string[] {
  return [
    ...(mean === null ? [] : [`Weighted mean ${mean.toFixed(1)}, resting on ${row.coverage.toFixed(0)} % of the weight.`]),
    ...adjustmentLines(adjustments, zone),
    ...(override ? [`Overridden by ${override.author} until ${localDate(Date.parse(override.expires), zone)}: ${override.reason}. Computed: ${scoreText(computed.score, 1)} ${computed.band}.`] : []),
  ];
}
