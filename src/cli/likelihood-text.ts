import { changeText } from "../lib/number-text.ts";
import { metricValueText } from "../metrics/value-text.ts";
import type { CalibrationAnswer } from "../engine/learn/calibration.ts";
import { localDate } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import { pullsDownMost } from "../scores/portfolio.ts";
import { advocateDefinition } from "./calibration-text.ts";
import { type Paint, bandText, countedText, cutText, moneyText } from "./format.ts";
import type { ReasonedCustomer } from "./learn-likelihood.ts";
import { intervalText, leakLines, outcomeLines, wholePercent } from "./outcome-text.ts";
import { metricName } from "../pack/names.ts";
import { type Column, tableText, usedColumnsText } from "./table.ts";

interface View {
  readonly pack: Pack;
  readonly paint: Paint;
  readonly of: "loss" | "growth";
  readonly within: number;
  readonly total: number;
  readonly customers: readonly ReasonedCustomer[];
  /** Whether one account was asked for. */
  readonly single: boolean;
}

const right = { align: "right" as const };

export function likelihoodText(answer: CalibrationAnswer, view: View): string {
  const { pack, paint, of, within, total, customers, single } = view;
  if (answer.kind === "refused") return [`${pack.pack.name}.`, paint("bold", answer.reason), ...leakLines(answer.leaks, pack, paint)].join("\n").trimEnd();
  const calibration = of === "loss" ? answer.lost : answer.expanded;
  if (!calibration.possible) return [paint("bold", `${pack.pack.name}: no likelihood can be shown, because ${calibration.reason}.`), "", ...outcomeLines(answer.outcomes)].join("\n");
  const day = localDate(answer.asOf, pack.pack.timezone);
  const [first] = customers;
  if (single && first) return singleLines(first, view, day).join("\n");
  const title = of === "loss" ? `Likely to be lost within ${within} days` : `Likely to grow within ${within} days: worth asking for a reference`;
  return [
    paint("bold", `${title}, from scores of ${day} (${customers.length} of ${countedText(total, "customer", "customers")})`),
    usedColumnsText(columnsOf(of), customers.map((customer) => rowOf(customer, view))),
    "",
    ...(of === "loss" ? lossLines(answer, view) : [advocateDefinition(answer)]),
    "Where likelihoods come from, and how well they held: `learn calibration`.",
    ...outcomeLines(answer.outcomes),
  ].join("\n");
}

const columnsOf = (of: View["of"]): Column[] => [
  { head: "account", least: 19 }, { head: "score", ...right }, { head: "band" }, { head: "likelihood (95 % interval)" },
  { head: "revenue", ...right }, ...(of === "loss" ? [{ head: "at risk", ...right }] : []), { head: "owner", least: 8 }, { head: "pulled down by", least: 14 }, { head: "now", ...right }, { head: "points", ...right },
];

function rowOf(customer: ReasonedCustomer, { pack, paint, of }: View): string[] {
  const { name, score, band, likelihood, mrr, owner } = customer;
  const { currency } = pack.pack;
  return [
    cutText(name, 30), score.toFixed(0), bandText(band, paint), likelihood ? intervalText(likelihood, wholePercent) : "unknown",
    moneyText(mrr, currency), ...(of === "loss" ? [likelihood ? moneyText(likelihood.value * mrr, currency) : ""] : []), owner, ...causeOf(customer, pack),
  ];
}

function causeOf({ scored }: ReasonedCustomer, pack: Pack): [metric: string, now: string, points: string] {
  const worst = scored && pullsDownMost(scored.snapshot.metrics);
  if (!worst) return ["", "", ""];
  const { metric, raw } = worst.part;
  const definition = pack.metrics[metric];
  return [metricName(pack, metric), "value" in raw && definition ? metricValueText(definition, raw.value) : "", changeText(-worst.points)];
}

/** What all of them together mean: a likelihood for each is a forecast for the sum. */
function lossLines(answer: Extract<CalibrationAnswer, { kind: "asked" }>, { pack, within }: View): string[] {
  const { lost } = answer;
  if (!lost.possible) return [];
  return [`Of ${countedText(lost.n, "score", "scores")} in the past, ${intervalText(lost.baseRate, wholePercent)} were followed by a loss within ${within} days; ${pack.pack.name} tells them apart by ${lost.method === "bands" ? "the rates of its bands" : "a curve through its scores"}.`];
}

function singleLines(customer: ReasonedCustomer, view: View, day: string): string[] {
  const { pack, paint, of, within } = view;
  const { name, account, score, band, likelihood, mrr, scored } = customer;
  const what = of === "loss" ? "be lost" : "grow";
  const head = likelihood ? `${intervalText(likelihood, wholePercent)} likely to ${what} within ${within} days` : `no likelihood: too few scores like it lie long enough back`;
  const metrics = (scored?.snapshot.metrics ?? []).map((part) => ({ ...part, cost: part.score === null ? 0 : part.weight * (100 - part.score) })).filter(({ cost }) => cost > 0);
  const rows = metrics.toSorted((one, other) => other.cost - one.cost).map(({ metric, raw, score: points, cost }) => {
    const definition = pack.metrics[metric];
    return [metricName(pack, metric), "value" in raw && definition ? metricValueText(definition, raw.value) : "", points === null ? "–" : points.toFixed(0), changeText(-cost)];
  });
  return [
    `${paint("bold", name)}  ${head}`,
    `${name === account ? "" : `account ${account} · `}score ${score.toFixed(0)} ${bandText(band, paint)} · ${moneyText(mrr, pack.pack.currency)} a month · as of ${day}`,
    ...(likelihood ? [`Because: ${likelihood.basis}.`] : []),
    "",
    paint("bold", "What holds its score down"),
    tableText([{ head: "metric" }, { head: "value", ...right }, { head: "score", ...right }, { head: "points", ...right }], rows),
  ];
}
