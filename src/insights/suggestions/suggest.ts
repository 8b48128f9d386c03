import { type Auc, aucDifference, aucOf, placements, rankAuc, type Sample } from "../../lib/statistics/auc.ts";
import type { Estimate } from "../../lib/statistics/interval.ts";
import { benjaminiHochberg } from "../../lib/statistics/multiple-tests.ts";
import { quantiles } from "../../lib/statistics/quantiles.ts";
import type { Instant } from "../../lib/zone.ts";
import { type Decision, observe } from "../outcomes/observe.ts";
import { periodsOf } from "../outcomes/periods.ts";
import type { MeasuredGrid } from "../won-lost/rows.ts";
import { type Anchors, anchorsFor, type Better, type Feature, pointsFor, valuesAt, weightedScore } from "./feature.ts";
import { selectMetrics } from "./select.ts";

export interface SuggestionInput {
  readonly measured: MeasuredGrid;
  readonly decisions: readonly Decision[];
  readonly leadDays: number;
  /** Learned only from what was known by then, judged only by what was seen from then on. */
  readonly splitAt: Instant;
  readonly zone: string;
  /** Which way a metric is healthy, where people know; a suggestion never goes against it. Others follow the training period. */
  readonly better?: Readonly<Record<string, Better>>;
  /** Scores of the present model in the cells of the grid, NaN where none. */
  readonly present?: Float64Array;
  readonly mostMetrics?: number;
}

/** A change of the model, as data: what to write for each metric, and where the bands begin. */
export interface ModelChange {
  readonly metrics: readonly { readonly id: string; readonly weight: number; readonly scale: Anchors; readonly better: Better }[];
  readonly bands: { readonly red_below: number; readonly yellow_below: number };
}

export interface Suggestion {
  readonly possible: true;
  readonly change: ModelChange;
  readonly training: { readonly lost: number; readonly won: number };
  /** On rows seen after the split: the suggestion, the present model over the same rows, and their difference. */
  readonly outOfTime: { readonly auc: Auc; readonly present?: Auc; readonly gain?: Estimate & { readonly p: number } };
  /** One sentence. Never applied by itself. */
  readonly text: string;
}

export interface NoSuggestion {
  readonly possible: false;
  readonly reason: string;
}

const [fewestTraining, fewestTest] = [20, 10];

/** Weights and thresholds that the past would have wanted, tried on what came later. */
export function suggest(input: SuggestionInput): Suggestion | NoSuggestion {
  const seen = seenRows(input);
  const [training, test] = [seen.filter((row) => row.knownAt <= input.splitAt), seen.filter((row) => row.seenAt >= input.splitAt)];
  const [learned, judged] = [countsOf(training), countsOf(test)];
  if (Math.min(learned.lost, learned.won) < fewestTraining) return no(`before the split ${learned.lost} were lost and ${learned.won} renewed; at least ${fewestTraining} of each are needed to learn from`);
  if (Math.min(judged.lost, judged.won) < fewestTest) return no(`after the split ${judged.lost} were lost and ${judged.won} renewed; at least ${fewestTest} of each are needed to judge by`);
  const sample = sampleOf(training);
  const features = promising(featuresOf(input, training), sample);
  const selected = features.length > 0 ? selectMetrics({ features, won: Uint8Array.from(training, ({ won }) => won), clusters: clustersOf(training) }, input.mostMetrics ?? 6) : [];
  if (selected.length === 0) return no("no metric told those who left from those who stayed before the split");
  const weights = inFives(selected.map(({ weight }) => weight));
  const kept = selected.map(({ feature }, j) => ({ feature, weight: weights[j]! })).filter(({ weight }) => weight > 0);
  const change: ModelChange = {
    metrics: kept.map(({ feature: { metric, anchors, better }, weight }) => ({ id: metric, weight, scale: anchors, better })),
    bands: bandsFor(weightedScore(kept.map(({ feature }) => feature.points), kept.map(({ weight }) => weight))),
  };
  const outOfTime = judgeChange(change, test, input);
  if (!(outOfTime.auc.low > 0.5)) return no(`what was learned before the split didn't hold after it (AUC ${outOfTime.auc.value.toFixed(2)}, 95 % interval ${outOfTime.auc.low.toFixed(2)} to ${outOfTime.auc.high.toFixed(2)})`);
  return { possible: true, change, training: learned, outOfTime, text: inWords(change, outOfTime) };
}

const no = (reason: string): NoSuggestion => ({ possible: false, reason });

interface SeenRow {
  readonly cell: number;
  readonly account: number;
  readonly won: 0 | 1;
  readonly seenAt: Instant;
  readonly knownAt: Instant;
  readonly quarter: number;
}

function seenRows({ measured, decisions, leadDays, zone }: SuggestionInput): SeenRow[] {
  const { cells } = observe(measured, decisions, { leadDays });
  const { quarters } = periodsOf(decisions.map(({ at }) => at), zone);
  const width = measured.instants.length;
  return decisions.flatMap(({ lost, knownAt }, i): SeenRow[] => {
    const cell = cells[i]!;
    if (cell < 0) return [];
    return [{ cell, account: Math.floor(cell / width), won: lost ? 0 : 1, seenAt: measured.instants[cell % width]!, knownAt, quarter: quarters[i]! }];
  });
}

const countsOf = (rows: readonly SeenRow[]): { lost: number; won: number } => ({ lost: rows.filter(({ won }) => won === 0).length, won: rows.filter(({ won }) => won === 1).length });
const clustersOf = (rows: readonly SeenRow[]): Int32Array => Int32Array.from(rows, ({ account }) => account);
const cellsOf = (rows: readonly SeenRow[]): Int32Array => Int32Array.from(rows, ({ cell }) => cell);

function sampleOf(rows: readonly SeenRow[]): Omit<Sample, "values"> {
  return { positive: rows.map(({ won }) => won), clusters: clustersOf(rows), strata: rows.map(({ quarter }) => quarter) };
}

/** Every metric as points; those missing in more than half of the rows can't carry a weight. */
function featuresOf({ measured, better = {} }: SuggestionInput, rows: readonly SeenRow[]): Feature[] {
  return measured.metricIds.flatMap((metric, k): Feature[] => {
    const values = valuesAt(measured, k, cellsOf(rows));
    if (values.filter((value) => Number.isNaN(value)).length > rows.length / 2) return [];
    const way = better[metric] ?? (aucWhere(values, sampleOf(rows)).value < 0.5 ? "less" : "more");
    const anchors = anchorsFor(values, way);
    return anchors ? [{ metric, better: way, anchors, points: pointsFor(values, anchors) }] : [];
  });
}

/** Those that tell something by themselves, corrected for how many were looked at; at most thirty, the strongest. */
function promising(features: readonly Feature[], sample: Omit<Sample, "values">): Feature[] {
  const aucs = features.map(({ points }) => aucWhere(points, sample));
  const qs = benjaminiHochberg(aucs.map(({ p, value }) => (value > 0.5 ? p : 1)));
  const kept = features.map((_, i) => i).filter((i) => qs[i]! <= 0.1);
  return kept.toSorted((a, b) => aucs[b]!.value - aucs[a]!.value).slice(0, 30).map((i) => features[i]!);
}

/** The AUC over the rows that have a value. */
function aucWhere(values: Float64Array, sample: Omit<Sample, "values">): Auc {
  const rows = Array.from(values, (_, row) => row).filter((row) => !Number.isNaN(values[row]!));
  return rankAuc({ values: rows.map((row) => values[row]!), ...among(sample, rows) });
}

function among({ positive, clusters, strata }: Omit<Sample, "values">, rows: readonly number[]): Omit<Sample, "values"> {
  const pick = (column: ArrayLike<number>): number[] => rows.map((row) => column[row]!);
  return { positive: pick(positive), clusters: pick(clusters!), strata: pick(strata!) };
}

/** Weights of 100 in steps of five: nobody can defend a weight of 17.3. The largest remainders are rounded up. */
function inFives(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (weight / total) * 20);
  const floors = exact.map(Math.floor);
  const left = 20 - floors.reduce((sum, weight) => sum + weight, 0);
  const up = new Set(exact.map((weight, i) => [weight - floors[i]!, i] as const).toSorted(([a], [b]) => b - a).slice(0, left).map(([, i]) => i));
  return floors.map((weight, i) => (weight + (up.has(i) ? 1 : 0)) * 5);
}

/** A fifth of the training rows red, the next three tenths yellow: enough to act on, and a spread to start from. */
function bandsFor(scores: Float64Array): ModelChange["bands"] {
  const [red, yellow] = quantiles(scores, [0.2, 0.5]).map((cut) => Math.round(cut)) as [number, number];
  return { red_below: red, yellow_below: Math.max(red + 1, yellow) };
}

/** Scores of a change on the test rows, beside the present model's, over the rows that both score. */
function judgeChange(change: ModelChange, test: readonly SeenRow[], { measured, present }: SuggestionInput): Suggestion["outOfTime"] {
  const cells = cellsOf(test);
  const points = change.metrics.map(({ id, scale }) => pointsFor(valuesAt(measured, measured.metricIds.indexOf(id), cells), scale));
  const scores = weightedScore(points, change.metrics.map(({ weight }) => weight));
  const sample = sampleOf(test);
  if (present === undefined) return { auc: aucWhere(scores, sample) };
  const both = test.map((_, row) => row).filter((row) => !Number.isNaN(scores[row]!) && !Number.isNaN(present[cells[row]!]!));
  const ours = placements({ ...among(sample, both), values: both.map((row) => scores[row]!) });
  const theirs = placements({ ...among(sample, both), values: both.map((row) => present[cells[row]!]!) });
  return { auc: aucOf(ours), present: aucOf(theirs), gain: aucDifference(ours, theirs) };
}

function inWords({ metrics }: ModelChange, { auc, present, gain }: Suggestion["outOfTime"]): string {
  const what = metrics.map(({ id, weight }) => `${id} ${weight}`).join(", ");
  const held = `on later data its AUC is ${auc.value.toFixed(2)}, 95 % interval ${auc.low.toFixed(2)} to ${auc.high.toFixed(2)}`;
  if (present === undefined || gain === undefined) return `${what}; ${held}`;
  const word = gain.low > 0 ? "better than" : gain.high < 0 ? "worse than" : "not surely better than";
  return `${what}; ${held}, ${word} the present model's ${present.value.toFixed(2)} (difference ${gain.low.toFixed(2)} to ${gain.high.toFixed(2)})`;
}
