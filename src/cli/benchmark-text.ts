import type { Answer } from "../contract/routes.ts";
import { changeText, percentText } from "../lib/number-text.ts";
import { type AnswerView, dayText } from "./answer-view.ts";
import { bandText, countedText, cutText, scoreText } from "./format.ts";
import { usedColumnsText } from "./table.ts";

type Benchmark = Omit<Answer<"getAccountBenchmark">, "asOf" | "version" | "note">;
type Gap = Benchmark["metrics"][number];
type Alike = NonNullable<Benchmark["lookAlikes"]>;
type Found = Extract<Alike, { kind: "found" }>;

const right = "right" as const;

/** One account against customers like it, and what became of those who looked the same. */
export function benchmarkText(own: Benchmark, view: AnswerView): string {
  const { name, computed, overall, noGap, lookAlikes, categories, metrics } = own;
  const title = `${view.paint("bold", name)}  ${scoreText(computed.score, 1)}  ${bandText(computed.band, view.paint)}`;
  if (!overall) return [title, noGap?.text ?? ""].join("\n");
  return [
    [`${title} where ${scoreText(overall.benchmark.points, 1)} is the benchmark: ${changeText(overall.gap, 1)}`, ...basis(overall, own), ...mostBy(own)].join("\n"),
    gapTable([overall, ...categories, ...metrics], new Set(metrics), view),
    lookAlikes ? lookAlikesText(lookAlikes, view) : "",
  ].filter((part) => part !== "").join("\n\n");
}

function basis({ benchmark, rank, score, isUnder }: Gap, { isOverridden }: Benchmark): string[] {
  const overridden = isOverridden ? ["Compared is the computed score, not the override."] : [];
  if (benchmark.kind === "target") return ["A target of the pack.", ...overridden];
  const { quartiles: [low, , high], group, widened } = benchmark;
  const whom = `${countedText(group.accounts, "account", "accounts")}${group.of === "renewed" ? " that went on to renew" : ""}`;
  return [
    `Compared with ${whom}: ${group.text}. Half of them had ${scoreText(low)} to ${scoreText(high)}; ${rank ? `${percentText(rank)} had ${scoreText(score, 1)} or less` : "none had so little"}.${isUnder ? " It is under its benchmark." : ""}`,
    ...(widened === null ? [] : [widened]),
    ...overridden,
  ];
}

const mostBy = ({ mostBy: most }: Benchmark): string[] =>
  most ? [`Most of it by ${most.name}: ${scoreText(most.score)} points where ${scoreText(most.benchmark)} is the benchmark, ${changeText(most.effect, 1)} points of the mean.`] : [];

function gapTable(gaps: readonly Gap[], metrics: ReadonlySet<Gap>, { paint }: AnswerView): string {
  const nameOf = (gap: Gap): string => (gap.subject === "overall" ? paint("bold", gap.name) : metrics.has(gap) ? `  ${gap.name}` : gap.name);
  const rows = gaps.map((gap) => [
    nameOf(gap), scoreText(gap.score, 1), scoreText(gap.benchmark.points, 1), changeText(gap.gap, 1), gap.effect === null ? "" : changeText(gap.effect, 1),
    gap.benchmark.kind === "target" ? "target" : `${scoreText(gap.benchmark.quartiles[0])} to ${scoreText(gap.benchmark.quartiles[2])}`, gap.benchmark.kind === "target" ? "" : String(gap.benchmark.group.accounts),
  ]);
  return usedColumnsText([{ head: "" }, { head: "score", align: right }, { head: "benchmark", align: right }, { head: "gap", align: right }, { head: "of the mean", align: right }, { head: "half lie within" }, { head: "accounts", align: right }], rows);
}

function lookAlikesText(alike: Alike, view: AnswerView): string {
  const title = view.paint("bold", "Look-alikes of the past");
  if (alike.kind === "too_few") return `${title}\nToo few: the whole ${alike.days} days after it are known of ${countedText(alike.standings, "past standing", "past standings")} of other accounts, and ${alike.needed} are needed. A shorter look_ahead in the pack's benchmarks asks for less.`;
  const { days, nearest, group, verdict } = alike;
  const row = ({ name, at, score, distance, became }: Found["nearest"][number]): string[] => [cutText(name, 30), dayText(at, view), score === null ? "" : scoreText(score), distance.toFixed(2), became];
  return [
    title,
    `Of the ${nearest.length} past standings most like this one, ${lossText(alike.alike, days)}.`,
    `Of all ${countedText(alike.all.standings, "standing", "standings")} of ${group}, ${lossText(alike.all, days)}.`,
    verdict,
    usedColumnsText([{ head: "account" }, { head: "on" }, { head: "score", align: right }, { head: "away", align: right }, { head: `within ${days} days` }], nearest.slice(0, view.limit).map(row)),
    "Away: standard deviations between the metric scores, on average. Standings of one account lie at least so many days apart.",
  ].join("\n");
}

const lossText = ({ lost, accounts, rate: { value, low, high } }: Found["all"], days: number): string =>
  `${lost} ${lost === 1 ? "was" : "were"} lost within ${days} days: ${percentText(value)} (95 % interval ${percentText(low)} to ${percentText(high)}; ${countedText(accounts, "account", "accounts")})`;
