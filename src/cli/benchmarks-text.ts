import type { Answer } from "../contract/routes.ts";
import { changeText } from "../lib/number-text.ts";
import type { AnswerView } from "./answer-view.ts";
import { bandText, countedText, cutText, moneyText, scoreText } from "./format.ts";
import { usedColumnsText } from "./table.ts";

type Benchmarks = Omit<Answer<"getBenchmarks">, "asOf" | "version" | "note">;
type View = Pick<AnswerView, "limit" | "paint">;
const right = "right" as const;

/** What customers have where the accounts stand, then who is furthest under it, and what was counted as what. */
export function benchmarksText(found: Benchmarks, view: View): string {
  return [placesTable(found, view), underTable(found, view), [...found.definitions, ...uncompared(found)].join("\n")].filter((part) => part !== "").join("\n\n");
}

function placesTable({ cells, stages, segments }: Benchmarks, { limit, paint }: View): string {
  if (cells.length === 0) return "";
  const nameOf = (named: Benchmarks["stages"], id: string | null): string => named.find((one) => one.id === id)?.name ?? "";
  const largest = cells.toSorted((one, other) => other.accounts - one.accounts);
  const rows = largest.slice(0, limit).map(({ stage, segment, benchmark, accounts, under, meanGap, mrrUnder }) => [
    nameOf(stages, stage), nameOf(segments, segment), scoreText(benchmark?.points ?? null),
    ...(benchmark?.kind === "base" ? [`${scoreText(benchmark.quartiles[0])} to ${scoreText(benchmark.quartiles[2])}`, `${benchmark.group.accounts.toLocaleString("en-US")} ${benchmark.group.of}`, benchmark.widened === null ? "" : benchmark.group.text] : [benchmark ? "target of the pack" : "", "", ""]),
    accounts.toLocaleString("en-US"), changeText(meanGap ?? undefined), under === 0 ? "" : under.toLocaleString("en-US"), mrrUnder.amount > 0 ? moneyText(mrrUnder.amount, mrrUnder.currency) : "",
  ]);
  const columns = [
    { head: "stage" }, { head: "segment" }, { head: "benchmark", align: right }, { head: "half lie within" }, { head: "of" }, { head: "next wider group", least: 14 },
    { head: "here", align: right }, { head: "gap", align: right }, { head: "under", align: right }, { head: "revenue", align: right },
  ];
  const more = cells.length > limit ? `\nand ${countedText(cells.length - limit, "smaller place", "smaller places")}` : "";
  return `${paint("bold", "What customers have where the accounts stand")}\n${usedColumnsText(columns, rows)}${more}`;
}

function underTable({ furthest, total }: Benchmarks, { limit, paint }: View): string {
  const shown = furthest.slice(0, limit);
  if (shown.length === 0) return "";
  const rows = shown.map(({ name, score, band, gap: { gap, benchmark, mostBy }, mrr }) => [
    cutText(name, 30), scoreText(score), bandText(band, paint), scoreText(benchmark), changeText(gap),
    mostBy?.name ?? "", mostBy ? `${scoreText(mostBy.score)} for ${scoreText(mostBy.benchmark)}` : "", mostBy ? changeText(mostBy.effect) : "",
    mrr === null ? "" : moneyText(mrr.amount, mrr.currency),
  ]);
  const columns = [
    { head: "account", least: 19 }, { head: "score", align: right }, { head: "band" }, { head: "benchmark", align: right }, { head: "gap", align: right },
    { head: "most by", least: 14 }, { head: "score", align: right }, { head: "points", align: right }, { head: "revenue", align: right },
  ];
  const title = `Furthest under: ${total > shown.length ? `${shown.length} of ` : ""}${countedText(total, "account", "accounts")} under the benchmark`;
  return `${paint("bold", title)}\n${usedColumnsText(columns, rows)}`;
}

function uncompared({ uncompared: { withoutScore, withoutBenchmark } }: Benchmarks): string[] {
  return [
    ...(withoutScore > 0 ? [`${countedText(withoutScore, "account has", "accounts have")} too little known for a score, and no gap therefore.`] : []),
    ...(withoutBenchmark > 0 ? [`${countedText(withoutBenchmark, "account has", "accounts have")} no benchmark: all past accounts together are too few.`] : []),
  ];
}
