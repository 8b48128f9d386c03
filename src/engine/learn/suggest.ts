import type { Leak } from "../../insights/backtest/leak.ts";
import type { DerivedOutcomes } from "../../insights/outcomes/derive.ts";
import { type Decision, observe } from "../../insights/outcomes/observe.ts";
import type { Better } from "../../insights/suggestions/feature.ts";
import { type NoSuggestion, type Suggestion, suggest } from "../../insights/suggestions/suggest.ts";
import type { Candidate } from "../../insights/won-lost/candidates.ts";
import type { MeasuredGrid } from "../../insights/won-lost/rows.ts";
import type { Instant } from "../../lib/zone.ts";
import { directionOf } from "../../scores/scale.ts";
import type { Scorer } from "../scorer.ts";
import { scoreGrid } from "./backtest.ts";
import { leaksOf } from "./kept-leaks.ts";
import type { LearnProgress } from "./as-known.ts";
import { type Past, readPast } from "./past.ts";
import { type Refusal, refusalOf } from "./undated-labels.ts";
import { type WonLostPorts, type WonLostRequest, withCandidates } from "./won-lost.ts";

export type SuggestRequest = WonLostRequest & {
  /** Learned from what was known before this day, judged by what was seen from then on. */
  readonly splitAt?: Instant;
  readonly mostMetrics: number;
};

export type SuggestAnswer = { readonly outcomes: DerivedOutcomes } & (
  | ({ readonly kind: "refused" } & Refusal)
  | { readonly kind: "tried"; readonly result: Suggestion | NoSuggestion; readonly leadDays: number; readonly splitAt: Instant; readonly candidates: readonly Candidate[]; readonly leaks: readonly Leak[] }
);

/** Weights and scales that the past would have wanted, from the pack's metrics and candidates, tried on what came later. */
export async function runSuggest(ports: WonLostPorts, request: SuggestRequest, progress: LearnProgress): Promise<SuggestAnswer> {
  const { scorer, definition } = request;
  const { metrics, candidates } = await withCandidates(ports, request);
  const past = await readPast(ports, { ...request, metrics }, progress);
  const { decisions, outcomes } = past;
  const refused = await refusalOf(ports, { ...request, metrics }, past);
  if (refused) return { kind: "refused", ...refused, outcomes };
  const leads = request.leads ?? definition.leads;
  const leaks = await leaksOf(ports, { ...request, metrics }, { past, judged: metrics, leadDays: leads[0] as number });
  const known = new Set(leaks.filter(({ severity }) => severity === "leak").map(({ metric }) => metric));
  const { timezone: zone } = scorer.pack.pack;
  const choice = choose({ past, leads, splitAt: request.splitAt });
  const result = suggest({
    measured: without(past.measured, known),
    decisions,
    ...choice,
    zone,
    better: directions(scorer),
    present: scoreGrid(past, request).scores,
    mostMetrics: request.mostMetrics,
  });
  return { kind: "tried", result, ...choice, candidates, leaks, outcomes };
}

interface Choice {
  readonly leadDays: number;
  readonly splitAt: Instant;
}

/** Losses that have to lie on either side of the split; by counts alone, so that the choice can't favour the result. */
const [wantedBefore, wantedAfter] = [40, 20];
const shareBefore = 0.6;

/** The longest lead time up to 90 days that has enough losses on both sides of the split, else the shortest. */
function choose({ past, leads, splitAt }: { past: Past; leads: readonly number[]; splitAt: Instant | undefined }): Choice {
  const choices = leads.map((leadDays) => ({ leadDays, seen: lossesSeen(past, leadDays) })).map(({ leadDays, seen }) => {
    const split = splitAt ?? nextInstant(past.measured, seen.map(({ knownAt }) => knownAt).toSorted((a, b) => a - b)[Math.floor(seen.length * shareBefore)]);
    return { leadDays, splitAt: split, before: seen.filter(({ knownAt }) => knownAt <= split).length, after: seen.filter(({ seenAt }) => seenAt >= split).length };
  });
  const enough = choices.filter(({ leadDays, before, after }) => leadDays <= 90 && before >= wantedBefore && after >= wantedAfter);
  const { leadDays, splitAt: split } = (enough.at(-1) ?? choices[0]) as Choice;
  return { leadDays, splitAt: split };
}

function lossesSeen({ measured, decisions }: Past, leadDays: number): (Decision & { readonly seenAt: Instant })[] {
  const { cells } = observe(measured, decisions, { leadDays });
  return decisions.flatMap((decision, index) => {
    const cell = cells[index] as number;
    return decision.lost && cell >= 0 ? [{ ...decision, seenAt: measured.instants[cell % measured.instants.length] as Instant }] : [];
  });
}

/** A model is judged from a day on, so the split is one of the midnights. */
const nextInstant = ({ instants }: MeasuredGrid, after: Instant | undefined): Instant => instants.find((instant) => after !== undefined && instant >= after) ?? (instants.at(-1) as Instant);

/** Which way each metric of the model is healthy, as its scale says. */
function directions({ pack }: Scorer): Record<string, Better> {
  const counted = Object.values(pack.model.categories).flatMap(({ metrics }) => Object.entries(metrics));
  return Object.fromEntries(counted.flatMap(([id, { scale }]): [string, Better][] => {
    const direction = directionOf(scale);
    if (direction === "increasing") return [[id, "more"]];
    return direction === "decreasing" ? [[id, "less"]] : [];
  }));
}

/** The grid without the metrics that know too much. */
function without(grid: MeasuredGrid, left: ReadonlySet<string>): MeasuredGrid {
  if (left.size === 0) return grid;
  const width = grid.metricIds.length;
  const kept = grid.metricIds.map((id) => !left.has(id));
  const keep = (_: number, place: number): boolean => kept[place % width] as boolean;
  return { ...grid, metricIds: grid.metricIds.filter((id) => !left.has(id)), values: grid.values.filter(keep), states: grid.states.filter(keep) };
}
