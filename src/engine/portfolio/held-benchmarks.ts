import { type Benchmarks, type FromBase, type FromPack, compileBenchmarks } from "../../insights/benchmarks/benchmark.ts";
import { type AccountGap, type NoGap, gapOf, isCompared } from "../../insights/benchmarks/gap.ts";
import { type Place, compilePlaces } from "../../insights/benchmarks/place.ts";
import type { PastStandings } from "../../insights/benchmarks/standings.ts";
import { type StandingsPorts, type StandingsRequest, readStandings } from "../benchmarks.ts";
import type { ScoredAccount } from "../score-now.ts";

/** An account against customers like it. */
export interface Comparison {
  readonly place: Place;
  readonly gap: AccountGap | NoGap;
}

/** What accounts are held against in one month: the company's past, frozen at its start. */
export interface HeldBenchmarks {
  readonly past: PastStandings;
  readonly benchmarks: Benchmarks;
  readonly compare: (scored: Pick<ScoredAccount, "snapshot" | "standing">) => Comparison;
}

/** Reads the company's past up to the start of the month. */
export async function readBenchmarks(ports: StandingsPorts, request: StandingsRequest, progress: (accounts: number) => void): Promise<HeldBenchmarks> {
  const settings = request.scorer.pack.benchmarks;
  const past = await readStandings(ports, request, progress);
  const benchmarks = compileBenchmarks(past, settings);
  const placeOf = compilePlaces(settings);
  return {
    past,
    benchmarks,
    compare: ({ snapshot, standing }) => {
      const place = placeOf(standing.circumstances);
      return { place, gap: gapOf(snapshot, place, benchmarks) };
    },
  };
}

/** How far an account is from its benchmark, as a line of the portfolio holds it. */
export interface RowGap {
  readonly kind: "gap";
  readonly place: Place;
  readonly benchmark: FromBase | FromPack;
  /** Of the computed score: negative when points are missing. */
  readonly points: number;
  readonly isUnder: boolean;
  /** The metric that explains most of a shortfall. */
  readonly mostBy: { readonly metric: string; readonly score: number; readonly benchmark: number; readonly effect: number } | undefined;
}

/** Why a line has no gap. */
export type NoRowGap = NoGap & { readonly place: Place };

export function rowGapOf({ place, gap }: Comparison): RowGap | NoRowGap {
  if (!isCompared(gap)) return { ...gap, place };
  const { benchmark, points, isUnder } = gap.overall;
  const worst = gap.metrics.find(({ effect }) => effect < 0);
  const mostBy = worst && points < 0 ? { metric: worst.subject, score: worst.score, benchmark: worst.benchmark.points, effect: worst.effect } : undefined;
  return { kind: "gap", place, benchmark, points, isUnder, mostBy };
}
