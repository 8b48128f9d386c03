import type { Comparison, WonLostAnswer } from "../engine/learn/won-lost.ts";
import type { TimeToValueReport } from "../insights/time-to-value/time-to-value.ts";
import type { Finding } from "../insights/won-lost/finding.ts";
import { grownWith, strongest } from "../insights/won-lost/strongest.ts";
import { short } from "../insights/won-lost/words.ts";
import type { Pack } from "../pack/schema.ts";
import { type Paint, countedText } from "./format.ts";
import { metricSnippet } from "./metric-snippet.ts";
import { intervalText, leakLines, outcomeLines, twoDigits } from "./outcome-text.ts";
import { metricName } from "../pack/names.ts";
import { type Column, usedColumnsText } from "./table.ts";

const right = { align: "right" as const };

export function wonLostText(answer: WonLostAnswer, pack: Pack, paint: Paint): string {
  if (answer.kind === "refused") return [`${pack.pack.name}.`, paint("bold", answer.reason), ...leakLines(answer.leaks, pack, paint)].join("\n").trimEnd();
  const { report, candidates, leaks } = answer;
  const leaking = new Set(leaks.filter(({ severity }) => severity === "leak").map(({ metric }) => metric));
  const honest = report.findings.filter(({ metric }) => !leaking.has(metric));
  const best = strongest(report.findings, leaking).slice(0, mostFindings);
  return [
    paint("bold", `${pack.pack.name}: ${best.length > 0 ? verdict(honest) : report.verdict}.`),
    "",
    ...leakLines(leaks, pack, paint),
    ...(best.length > 0 ? [usedColumnsText(columns, best.map((finding) => findingRow(finding, pack))), ""] : []),
    ...best.filter((finding) => finding.verdict === "consistent").slice(0, 8).map(({ text }) => `- ${text}`),
    ...growthLines(answer, pack, paint),
    ...valueLines(answer, pack, paint),
    ...snippetLines(answer, best, paint),
    "",
    `Tried: ${countedText(Object.keys(pack.metrics).length, "metric", "metrics")} of the pack and ${countedText(candidates.length, "candidate", "candidates")} at several lead times, ${report.tested} comparisons, all corrected for.`,
    ...outcomeLines(answer.outcomes),
  ].join("\n");
}

const columns: readonly Column[] = [
  { head: "metric", least: 24 }, { head: "days before", ...right }, { head: "AUC (95 % interval)" }, { head: "better" }, { head: "renewed", ...right }, { head: "lost", ...right },
  { head: "verdict" }, { head: "years" }, { head: "segments" },
];

const mostFindings = 20;

function verdict(findings: readonly Finding[]): string {
  const metrics = (kind: Finding["verdict"]): Set<string> => new Set(findings.filter((finding) => finding.verdict === kind).map(({ metric }) => metric));
  const [sure, possible] = [metrics("consistent"), metrics("possible")];
  const only = [...possible].filter((metric) => !sure.has(metric)).length;
  return `${countedText(sure.size, "metric", "metrics")} told consistently who would leave, ${only} more possibly (one in twenty of those is luck)`;
}

const middle = 2;
const stabilities = { stable: "alike", varies: "not alike", reverses: "contradict", too_few: "too few" } as const;

function findingRow({ metric, leadDays, auc, better, verdict: its, distribution, overYears, overSegments }: Finding, pack: Pack): string[] {
  return [
    metricName(pack, metric), String(leadDays), intervalText(auc, twoDigits), better,
    short(distribution.won[middle] ?? Number.NaN), short(distribution.lost[middle] ?? Number.NaN), its,
    overYears ? stabilities[overYears.verdict] : "", overSegments ? stabilities[overSegments.verdict] : "",
  ];
}

function growthLines({ report, growth }: Comparison, pack: Pack, paint: Paint): string[] {
  const title = paint("bold", `Against growth: revenue over the ${growth.days} days after the decision, of those who stayed`);
  const once = grownWith(report.findings);
  if (once.length === 0) return ["", title, `Nothing found: no metric went with it (${countedText(growth.known, "decision", "decisions")} with so much known after them).`];
  const rows = once.flatMap((finding) => (finding.growth ? [[metricName(pack, finding.metric), String(finding.leadDays), intervalText(finding.growth, twoDigits), String(finding.growth.n)]] : []));
  return ["", title, usedColumnsText([{ head: "metric", least: 24 }, { head: "days before", ...right }, { head: "rank correlation (95 % interval)" }, { head: "n", ...right }], rows)];
}

/** How long value took, and whether those who had it early stayed. */
function valueLines({ timesToValue }: Comparison, pack: Pack, paint: Paint): string[] {
  if (timesToValue.length === 0) return ["", "Time to value against outcome: the pack has no metric of kind `milestones`, which says when value was reached."];
  return timesToValue.flatMap(({ metric, report }) => ["", paint("bold", `Time to value: ${metricName(pack, metric)}`), ...reachingLines(report), `Staying: ${report.verdict}.`]);
}

function reachingLines({ reaching: { overall, groups, test } }: TimeToValueReport): string[] {
  const days = (value: number): string => (Number.isFinite(value) ? String(Math.round(value)) : "–");
  const said = Number.isNaN(overall.median.value) ? `fewer than half have reached it` : `reached by half after ${days(overall.median.value)} days (95 % interval ${days(overall.median.low)} to ${days(overall.median.high)})`;
  const byGroup = groups.map(({ group, curve }) => `${group} ${days(curve.median.value)} (n = ${curve.n})`).join(", ");
  const differs = test ? `; ${test.p < 0.05 ? "they differ" : "no sure difference"}, p = ${test.p.toFixed(3)}` : "";
  return [`Reached: ${overall.events} of ${overall.n}, ${said}; those still on their way are counted as such.`, ...(groups.length > 1 ? [`By segment, days until half had it: ${byGroup}${differs}.`] : [])];
}

function snippetLines({ candidates }: Comparison, best: readonly Finding[], paint: Paint): string[] {
  const held = best.filter(({ metric, verdict: its }) => its === "consistent" && candidates.some(({ id }) => id === metric)).slice(0, 5);
  if (held.length === 0) return [];
  const snippet = metricSnippet(held.map(({ metric, text }) => ({ id: metric, why: text })), candidates);
  return ["", paint("bold", "Candidates that held, as you would write them in a pack"), snippet];
}
