import type { Answer, Asked } from "../../contract/routes.ts";
import { compileBenchmarks } from "../../insights/benchmarks/benchmark.ts";
import type { Place } from "../../insights/benchmarks/place.ts";
import { overall } from "../../insights/benchmarks/standings.ts";
import { segmentName, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import { unknownName } from "../../pack/suggest.ts";
import type { HeldBenchmarks, RowGap } from "../portfolio/held-benchmarks.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import { definitionsOf, presentBenchmark, presentRowGap, scoreName } from "./benchmark-parts.ts";
import { isoOf, isoOrNull, moneyOf, moneyOrNull, pointsOrNull } from "./present.ts";
import type { Scores } from "./scores.ts";
import { Unanswerable } from "./unanswerable.ts";

type BenchmarksAnswer = Answer<"getBenchmarks">;
type Filter = Omit<Asked<"getBenchmarks">, "asOf">;
type Compared = PortfolioRow & { readonly gap: RowGap };

export async function getBenchmarks(scores: Scores, workspace: string, { asOf: asked, ...filter }: Asked<"getBenchmarks">): Promise<BenchmarksAnswer> {
  const moment = await scores.moment(workspace, asked);
  const { asOf, rows, held } = await scores.compared(workspace, moment);
  return { asOf: isoOf(asOf), version: scores.live.running.version, note: moment.note, ...presentBenchmarks([...rows], { pack: scores.pack, held, filter }) };
}

interface About {
  readonly pack: Pack;
  /** Undefined before the data begins. */
  readonly held: HeldBenchmarks | undefined;
  readonly filter: Filter;
}

const isCompared = (row: PortfolioRow): row is Compared => row.gap?.kind === "gap";

/** The map of segments and stages, and who is furthest under it. */
export function presentBenchmarks(rows: readonly PortfolioRow[], { pack, held, filter }: About): Omit<BenchmarksAnswer, "asOf" | "version" | "note"> {
  const scores = scoresOf(pack);
  const score = scores.find(({ id }) => id === filter.score);
  if (!score) throw new Unanswerable("bad_question", `${unknownName("score", filter.score, scores.map(({ id }) => id)).message}.`);
  const compared = rows.filter(isCompared);
  const under = compared.filter(({ gap: { isUnder, place } }) => isUnder && fits(filter.stage, place.stage) && fits(filter.segment, place.segment)).sort((one, other) => one.gap.points - other.gap.points);
  return {
    frozenAt: isoOrNull(held?.past.frozenAt),
    score,
    scores,
    ...mapOf(compared, { pack, held, filter }),
    total: under.length,
    furthest: under.slice(0, filter.limit).map((row) => furthestOf(row, pack)),
    uncompared: { withoutScore: rows.filter(({ gap }) => gap?.kind === "no_score").length, withoutBenchmark: rows.filter(({ gap }) => gap?.kind === "none").length },
    definitions: definitionsOf(pack, held?.past),
  };
}

const fits = (asked: string | undefined, id: string | null): boolean => asked === undefined || asked === (id ?? "");

function scoresOf(pack: Pack): BenchmarksAnswer["scores"] {
  const categories = Object.entries(pack.model.categories);
  return [
    { id: overall, name: scoreName(pack, overall), kind: "overall" },
    ...categories.map(([id]) => ({ id, name: scoreName(pack, id), kind: "category" as const })),
    ...categories.flatMap(([, { metrics }]) => Object.keys(metrics).map((id) => ({ id, name: scoreName(pack, id), kind: "metric" as const }))),
  ];
}

/** The places in which there are accounts, without the months of the contract: those would make a map of three dimensions. */
function mapOf(compared: readonly Compared[], { pack, held, filter }: About): Pick<BenchmarksAnswer, "stages" | "segments" | "cells"> {
  const benchmarks = held && compileBenchmarks(held.past, { ...pack.benchmarks, by: pack.benchmarks.by.filter((grouping) => grouping !== "tenure") });
  const byPlace = Map.groupBy(compared, ({ gap: { place } }) => JSON.stringify([place.stage, place.segment]));
  const places = [...byPlace.values()].map((own) => ({ place: { ...(own[0] as Compared).gap.place, tenure: null }, own }));
  const stages = ordered(places.map(({ place }) => place.stage), (pack.journey?.lines ?? []).flatMap((line) => line.stages.map(({ id }) => id)));
  const segments = ordered(places.map(({ place }) => place.segment), pack.benchmarks.segments ?? Object.keys(pack.segments));
  const cellOf = ({ place, own }: { place: Place; own: readonly Compared[] }): BenchmarksAnswer["cells"][number] => {
    const benchmark = benchmarks?.(place, filter.score);
    const under = own.filter(({ gap }) => gap.isUnder);
    return {
      stage: place.stage,
      segment: place.segment,
      benchmark: benchmark && benchmark.kind !== "none" ? presentBenchmark(benchmark, pack) : null,
      accounts: own.length,
      under: under.length,
      meanGap: own.reduce((sum, { gap }) => sum + gap.points, 0) / own.length,
      mrrUnder: moneyOf(under.reduce((sum, { mrr }) => sum + (mrr ?? 0), 0), pack),
    };
  };
  const inOrder = places.toSorted((one, other) => stages.indexOf(one.place.stage) - stages.indexOf(other.place.stage) || segments.indexOf(one.place.segment) - segments.indexOf(other.place.segment));
  return {
    stages: stages.map((id) => ({ id, name: id === null ? "In no stage" : stageName(pack, id) })),
    segments: segments.map((id) => ({ id, name: id === null ? "In no segment" : segmentName(pack, id) })),
    cells: inOrder.map(cellOf),
  };
}

/** Those that occur, in the order of the pack; what it doesn't name follows, and nothing comes last. */
function ordered(found: readonly (string | null)[], order: readonly string[]): (string | null)[] {
  const rank = (id: string | null): number => (id === null ? Infinity : order.includes(id) ? order.indexOf(id) : order.length);
  return [...new Set(found)].sort((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)));
}

function furthestOf({ account, name, owner, stage, score, band, mrr, gap }: Compared, pack: Pack): BenchmarksAnswer["furthest"][number] {
  return { account, name, owner, stage, stageName: stage === null ? null : stageName(pack, stage), score: pointsOrNull(score), band, mrr: moneyOrNull(mrr, pack), gap: presentRowGap(gap, pack) };
}
