import { type AccountGap, isCompared } from "../insights/benchmarks/gap.ts";
import type { Pack } from "../pack/schema.ts";
import { benchmarkDefinitions, groupText } from "../engine/answers/benchmark-words.ts";
import type { Compared, ComparedAccount } from "./benchmarking.ts";
import { changeText } from "../lib/number-text.ts";
import { type Paint, bandText, countedText, cutText, moneyText, scoreText } from "./format.ts";
import { metricName } from "../pack/names.ts";
import { usedColumnsText } from "./table.ts";

export interface BenchmarksView {
  readonly pack: Pack;
  readonly compared: Compared;
  readonly limit: number;
  readonly paint: Paint;
}

type WithGap = ComparedAccount & { readonly gap: AccountGap };
const right = "right" as const;

/** What customers have where the accounts stand, then who is furthest under it, and what was counted as what. */
export function benchmarksText(view: BenchmarksView): string {
  const { accounts } = view.compared;
  const compared = accounts.filter((one): one is WithGap => isCompared(one.gap));
  const under = compared.filter(({ gap }) => gap.overall.isUnder).sort((one, other) => one.gap.overall.points - other.gap.overall.points);
  return [
    groupTable(compared, view),
    underTable(under, view),
    [...benchmarkDefinitions(view.pack, view.compared.past), ...uncompared(accounts)].join("\n"),
  ].filter((part) => part !== "").join("\n\n");
}

function groupTable(compared: readonly WithGap[], view: BenchmarksView): string {
  const { pack, paint, limit } = view;
  const rows = [...Map.groupBy(compared, ({ gap }) => rowKey(gap, pack))].map(([, own]) => {
    const { benchmark } = (own[0] as WithGap).gap.overall;
    const missing = own.filter(({ gap }) => gap.overall.isUnder);
    const revenue = missing.reduce((sum, { scored }) => sum + (scored.standing.mrr ?? 0), 0);
    return {
      size: own.length,
      cells: [
        benchmark.kind === "target" ? "target of the pack" : groupText(pack, benchmark.group),
        benchmark.kind === "target" ? "" : benchmark.group.accounts.toLocaleString("en-US"),
        benchmark.kind === "target" ? "" : benchmark.group.of,
        scoreText(benchmark.points),
        benchmark.kind === "target" ? "" : `${scoreText(benchmark.quartiles[0])} to ${scoreText(benchmark.quartiles[2])}`,
        own.length.toLocaleString("en-US"),
        missing.length.toLocaleString("en-US"),
        revenue > 0 ? moneyText(revenue, pack.pack.currency) : "",
      ],
    };
  });
  if (rows.length === 0) return "";
  const largest = rows.toSorted((one, other) => other.size - one.size);
  const more = rows.length > limit ? `\nand ${countedText(rows.length - limit, "smaller group", "smaller groups")}` : "";
  const columns = [
    { head: "compared with", least: 30 }, { head: "accounts", align: right }, { head: "of" }, { head: "benchmark", align: right }, { head: "half lie within" },
    { head: "here now", align: right }, { head: "under", align: right }, { head: "their revenue", align: right },
  ];
  return `${paint("bold", "What customers have where the accounts stand")}\n${usedColumnsText(columns, largest.slice(0, limit).map(({ cells }) => cells))}${more}`;
}

/** Accounts that are held against the same stand in one row. */
function rowKey({ overall: { benchmark } }: AccountGap, pack: Pack): string {
  return benchmark.kind === "target" ? `target ${JSON.stringify(benchmark.target)}` : `${benchmark.group.of} ${groupText(pack, benchmark.group)}`;
}

function underTable(under: readonly WithGap[], { pack, limit, paint }: BenchmarksView): string {
  const rows = under.slice(0, limit).map(({ scored, gap }) => {
    const worst = gap.metrics.find(({ effect }) => effect < 0);
    return [
      cutText(scored.name, 30), scoreText(gap.overall.score), bandText(scored.snapshot.band, paint), scoreText(gap.overall.benchmark.points), changeText(gap.overall.points),
      worst ? metricName(pack, worst.subject) : "", worst ? `${scoreText(worst.score)} for ${scoreText(worst.benchmark.points)}` : "", worst ? changeText(worst.effect) : "",
      scored.standing.mrr === null ? "" : moneyText(scored.standing.mrr, pack.pack.currency),
    ];
  });
  if (rows.length === 0) return "";
  const columns = [
    { head: "account", least: 19 }, { head: "score", align: right }, { head: "band" }, { head: "benchmark", align: right }, { head: "gap", align: right },
    { head: "most by", least: 14 }, { head: "score", align: right }, { head: "points", align: right }, { head: "revenue", align: right },
  ];
  const title = `Furthest under: ${under.length > limit ? `${limit} of ` : ""}${countedText(under.length, "account", "accounts")} under the benchmark`;
  return `${paint("bold", title)}\n${usedColumnsText(columns, rows)}`;
}

function uncompared(accounts: readonly ComparedAccount[]): string[] {
  const withoutScore = accounts.filter(({ gap }) => "kind" in gap && gap.kind === "no_score").length;
  const without = accounts.flatMap(({ gap }) => ("kind" in gap && gap.kind === "none" ? [gap] : []));
  const [first] = without;
  return [
    ...(withoutScore > 0 ? [`${countedText(withoutScore, "account has", "accounts have")} too little known for a score, and no gap therefore.`] : []),
    ...(first ? [`${countedText(without.length, "account has", "accounts have")} no benchmark: all past accounts together are ${first.accounts}, and ${first.needed} are needed.`] : []),
  ];
}
