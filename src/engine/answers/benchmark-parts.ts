import type { z } from "zod";
import type { benchmarkSchema, rowGapSchema } from "../../contract/benchmarks.ts";
import type { FromBase, FromPack } from "../../insights/benchmarks/benchmark.ts";
import type { NoGap } from "../../insights/benchmarks/gap.ts";
import type { PastStandings } from "../../insights/benchmarks/standings.ts";
import { overall } from "../../insights/benchmarks/standings.ts";
import { inWords } from "../../lib/words.ts";
import { metricName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import { unknownText } from "../../scores/unknown-text.ts";
import type { Unknown } from "../../scores/snapshot.ts";
import type { RowGap } from "../portfolio/held-benchmarks.ts";
import { benchmarkDefinitions, groupText, ofWhom, widenedText } from "./benchmark-words.ts";

/** What a score is held against, in words. */
export const basisText = (benchmark: FromBase | FromPack, pack: Pack): string =>
  benchmark.kind === "target" ? "a target of the health definition" : `${ofWhom(benchmark.group)}: ${groupText(pack, benchmark.group)}`;

export function presentBenchmark(benchmark: FromBase | FromPack, pack: Pack): z.output<typeof benchmarkSchema> {
  const { points, under } = benchmark;
  if (benchmark.kind === "target") return { kind: "target", points, under };
  const { quartiles: [low, middle, high], group } = benchmark;
  const { by, of, accounts } = group;
  return { kind: "base", points, under, quartiles: [low, middle, high], group: { by: [...by], text: groupText(pack, group), of, accounts }, widened: widenedText(pack, benchmark) ?? null };
}

export function presentRowGap({ benchmark, points, isUnder, mostBy }: RowGap, pack: Pack): z.output<typeof rowGapSchema> {
  return { gap: points, benchmark: benchmark.points, isUnder, group: basisText(benchmark, pack), mostBy: mostBy ? { ...mostBy, name: metricName(pack, mostBy.metric) } : null };
}

export function noGapText(gap: NoGap, unknown: Unknown | undefined): string {
  if (gap.kind === "none") return `All past accounts together are ${gap.accounts}, and ${gap.needed} are needed for a benchmark.`;
  return `No score, so nothing to compare: ${unknown ? unknownText(unknown) : "no metric has a value"}.`;
}

/** The name of a score: of all, of a category, or of a metric. */
export const scoreName = (pack: Pack, subject: string): string =>
  subject === overall ? "Overall" : (pack.model.categories[subject]?.name ?? (pack.metrics[subject] ? metricName(pack, subject) : inWords(subject)));

export const definitionsOf = (pack: Pack, past: PastStandings | undefined): string[] => (past ? benchmarkDefinitions(pack, past) : []);
