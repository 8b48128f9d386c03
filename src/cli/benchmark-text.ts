import type { Gap, MetricGap } from "../insights/benchmarks/gap.ts";
import { isCompared } from "../insights/benchmarks/gap.ts";
import type { LookAlike, LookAlikes, LossRate } from "../insights/benchmarks/look-alikes.ts";
import { localDate } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import { groupText, lookAlikesVerdict, ofWhom, widenedText } from "../engine/answers/benchmark-words.ts";
import type { ComparedAccount } from "./benchmarking.ts";
import { changeText, percentText } from "../lib/number-text.ts";
import { type Paint, bandText, countedText, cutText, scoreText } from "./format.ts";
import { metricName } from "../pack/names.ts";
import { unknownText } from "../scores/unknown-text.ts";
import { usedColumnsText } from "./table.ts";

export interface BenchmarkView {
  readonly pack: Pack;
  readonly compared: ComparedAccount;
  readonly alike: LookAlikes | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly limit: number;
  readonly paint: Paint;
}

const right = "right" as const;

/** One account against customers like it, and what became of those who looked the same. */
export function benchmarkText(view: BenchmarkView): string {
  const { compared: { scored, gap }, paint, alike } = view;
  const title = `${paint("bold", scored.name)}  ${scoreText(scored.snapshot.computed.score, 1)}  ${bandText(scored.snapshot.computed.band, paint)}`;
  if (!isCompared(gap)) return [title, gap.kind === "no_score" ? noScore(view) : `No benchmark: all past accounts together are ${gap.accounts}, and ${gap.needed} are needed.`].join("\n");
  const worst = gap.metrics.find(({ effect }) => effect < 0);
  return [
    [`${title} where ${scoreText(gap.overall.benchmark.points, 1)} is the benchmark: ${changeText(gap.overall.points, 1)}`, ...basis(gap.overall, view), ...(worst && gap.overall.points < 0 ? [mostBy(worst, view)] : [])].join("\n"),
    gapTable([gap.overall, ...gap.categories, ...gap.metrics], view),
    alike ? lookAlikesText(alike, view) : "",
  ].filter((part) => part !== "").join("\n\n");
}

function noScore({ compared: { scored: { snapshot } } }: BenchmarkView): string {
  return `No score, so nothing to compare: ${snapshot.unknown ? unknownText(snapshot.unknown) : "no metric has a value"}.`;
}

function basis({ benchmark, rank, score, isUnder }: Gap, { pack, compared: { scored } }: BenchmarkView): string[] {
  const overridden = scored.snapshot.override ? ["Compared is the computed score, not the override."] : [];
  if (benchmark.kind === "target") return [`A target of the pack.`, ...overridden];
  const { quartiles: [low, , high], group } = benchmark;
  const widened = widenedText(pack, benchmark);
  return [
    `Compared with ${ofWhom(group)}: ${groupText(pack, group)}. Half of them had ${scoreText(low)} to ${scoreText(high)}; ${rank ? `${percentText(rank)} had ${scoreText(score, 1)} or less` : "none had so little"}.${isUnder ? " It is under its benchmark." : ""}`,
    ...(widened ? [widened] : []),
    ...overridden,
  ];
}

const mostBy = ({ subject, score, benchmark, effect }: MetricGap, { pack }: BenchmarkView): string =>
  `Most of it by ${metricName(pack, subject)}: ${scoreText(score)} points where ${scoreText(benchmark.points)} is the benchmark, ${changeText(effect, 1)} points of the mean.`;

function gapTable(gaps: readonly (Gap & { readonly effect?: number })[], { pack, paint }: BenchmarkView): string {
  const nameOf = (subject: string): string => (subject === "overall" ? paint("bold", "Overall") : (pack.model.categories[subject]?.name ?? (pack.metrics[subject] ? `  ${metricName(pack, subject)}` : subject)));
  const rows = gaps.map(({ subject, score, benchmark, points, effect }) => [
    nameOf(subject), scoreText(score, 1), scoreText(benchmark.points, 1), changeText(points, 1), effect === undefined ? "" : changeText(effect, 1),
    benchmark.kind === "target" ? "target" : `${scoreText(benchmark.quartiles[0])} to ${scoreText(benchmark.quartiles[2])}`, benchmark.kind === "target" ? "" : String(benchmark.group.accounts),
  ]);
  return usedColumnsText([{ head: "" }, { head: "score", align: right }, { head: "benchmark", align: right }, { head: "gap", align: right }, { head: "of the mean", align: right }, { head: "half lie within" }, { head: "accounts", align: right }], rows);
}

function lookAlikesText(alike: LookAlikes, view: BenchmarkView): string {
  const { pack, names, limit, paint } = view;
  const title = paint("bold", "Look-alikes of the past");
  if (alike.kind === "too_few") return `${title}\nToo few: the whole ${alike.days} days after it are known of ${countedText(alike.rows, "past standing", "past standings")} of other accounts, and ${alike.needed} are needed. A shorter look_ahead in the pack's benchmarks asks for less.`;
  const { days, nearest, by } = alike;
  const row = ({ account, at, score, distance, became }: LookAlike): string[] => [cutText(names.get(account) ?? account, 30), localDate(at, pack.pack.timezone), Number.isNaN(score) ? "" : scoreText(score), distance.toFixed(2), became];
  return [
    title,
    `Of the ${nearest.length} past standings most like this one, ${lossText(alike.alike, days)}.`,
    `Of all ${countedText(alike.all.rows, "standing", "standings")} of ${groupText(pack, { by, place: view.compared.place })}, ${lossText(alike.all, days)}.`,
    lookAlikesVerdict(alike),
    usedColumnsText([{ head: "account" }, { head: "on" }, { head: "score", align: right }, { head: "away", align: right }, { head: `within ${days} days` }], nearest.slice(0, limit).map(row)),
    "Away: standard deviations between the metric scores, on average. Standings of one account lie at least so many days apart.",
  ].join("\n");
}

const lossText = ({ lost, accounts, rate: { value, low, high } }: LossRate, days: number): string =>
  `${lost} ${lost === 1 ? "was" : "were"} lost within ${days} days: ${percentText(value)} (95 % interval ${percentText(low)} to ${percentText(high)}; ${countedText(accounts, "account", "accounts")})`;
