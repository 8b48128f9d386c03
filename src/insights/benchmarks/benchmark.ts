import { quantiles } from "../../lib/statistics/quantiles.ts";
import { type Place, groupKey, targetAt, widenings } from "./place.ts";
import type { BenchmarkSettings, BenchmarkTarget, Grouping } from "./settings.ts";
import { type PastStandings, wentOnToRenew } from "./standings.ts";

/** Some accounts of the past: those that `place` names in the groupings of `by`. */
export interface Group {
  readonly by: readonly Grouping[];
  readonly place: Place;
  readonly of: "renewed" | "all";
  readonly accounts: number;
}

/** What accounts of a group scored; each account counts once. */
export interface FromBase {
  readonly kind: "base";
  readonly subject: string;
  /** The benchmark: the percentile that the pack asks for. */
  readonly points: number;
  /** Under this an account counts as under its benchmark. */
  readonly under: number;
  readonly quartiles: readonly [low: number, middle: number, high: number];
  readonly group: Group;
  /** Narrower groups that had too few accounts, the narrowest first. */
  readonly tooFew: readonly Group[];
  /** What the accounts of the group scored, ascending. */
  readonly scores: Float64Array;
}

export interface FromPack {
  readonly kind: "target";
  readonly subject: string;
  readonly points: number;
  readonly under: number;
  readonly target: BenchmarkTarget;
}

/** Not even all accounts together are enough. */
export interface NoBenchmark {
  readonly kind: "none";
  readonly subject: string;
  readonly accounts: number;
  readonly needed: number;
}

export type Benchmark = FromBase | FromPack | NoBenchmark;

/** The benchmark of a score at a place. */
export type Benchmarks = (place: Place, subject?: string) => Benchmark;

interface Pool {
  readonly of: Group["of"];
  /** Cells by group, for each grouping: account by account, the instants of each ascending. */
  readonly cells: ReadonlyMap<readonly Grouping[], ReadonlyMap<string, readonly number[]>>;
}

/** Makes every benchmark of a frozen past; each is computed once, when it is first asked for. */
export function compileBenchmarks(past: PastStandings, settings: BenchmarkSettings): Benchmarks {
  const levels = widenings(settings.by);
  const all = past.places.flatMap((place, cell) => (place === undefined ? [] : [cell]));
  const renewed = wentOnToRenew(past);
  const poolOf = (of: Group["of"]): Pool => ({ of, cells: cellsByGroup(past, levels, of === "all" ? all : all.filter((cell) => renewed[cell] === 1)) });
  const pools = settings.of === "all" ? [poolOf("all")] : [poolOf("renewed"), poolOf("all")];
  const made = new Map<string, Benchmark>();
  return (place, subject = "overall") => {
    const key = groupKey(place, ["stage", "segment", "tenure"]) + subject;
    const known = made.get(key);
    if (known) return known;
    const target = targetAt(settings.targets, subject, place);
    const benchmark = target ? { kind: "target" as const, subject, points: target.points, under: target.points, target } : fromBase({ past, settings, pools, levels }, place, subject);
    made.set(key, benchmark);
    return benchmark;
  };
}

function cellsByGroup({ places }: PastStandings, levels: readonly (readonly Grouping[])[], cells: readonly number[]): Pool["cells"] {
  return new Map(levels.map((by) => [by, Map.groupBy(cells, (cell) => groupKey(places[cell] as Place, by))]));
}

interface Base {
  readonly past: PastStandings;
  readonly settings: BenchmarkSettings;
  readonly pools: readonly Pool[];
  readonly levels: readonly (readonly Grouping[])[];
}

/** The narrowest group with enough accounts; of customers that renewed before it is of all. */
function fromBase({ past, settings, pools, levels }: Base, place: Place, subject: string): FromBase | NoBenchmark {
  const tooFew: Group[] = [];
  for (const { of, cells } of pools) {
    for (const by of levels) {
      const scores = lastScores(past, cells.get(by)?.get(groupKey(place, by)) ?? [], subject);
      const group = { by, place, of, accounts: scores.length };
      if (scores.length >= settings.at_least) return { kind: "base", subject, group, tooFew, scores, ...figures(scores, settings) };
      tooFew.push(group);
    }
  }
  return { kind: "none", subject, accounts: tooFew.at(-1)?.accounts ?? 0, needed: settings.at_least };
}

function figures(scores: Float64Array, { percentile, under }: BenchmarkSettings): Pick<FromBase, "points" | "under" | "quartiles"> {
  const [points, least, low, middle, high] = quantiles(scores, [percentile / 100, under / 100, 0.25, 0.5, 0.75]) as [number, number, number, number, number];
  return { points, under: least, quartiles: [low, middle, high] };
}

/**
 * Each account's last score in a group, ascending: as it stood at the end of its time there, or as it stands now. One
 * account is one witness, however many months it spent there.
 */
function lastScores({ scores, subjects, instants }: PastStandings, cells: readonly number[], subject: string): Float64Array {
  const slot = subjects.indexOf(subject);
  if (slot < 0) return new Float64Array();
  const last = new Map<number, number>();
  for (const cell of cells) {
    const score = scores[cell * subjects.length + slot] as number;
    if (!Number.isNaN(score)) last.set(Math.floor(cell / instants.length), score);
  }
  return Float64Array.from(last.values()).sort();
}
