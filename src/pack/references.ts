import type { SubjectKind } from "../conditions/schema.ts";
import type { readable } from "../conditions/subjects.ts";
import { largestContract } from "../journey/schema.ts";
import { everyStage } from "../journey/stage.ts";
import type { MetricKind } from "../metrics/schema.ts";
import type { Place } from "./problem.ts";
import { type MapTree, type Tree, at, entriesOf, itemsOf, textOf, textsOf } from "./tree.ts";

/** What a name can stand for. A score is of `overall`, of a category or of a metric in the model. */
export type Noun = "metric" | "segment" | "stage" | "milestone" | "line" | "score" | "category";

/** A name that stands for something defined elsewhere in the pack. */
export interface Reference {
  readonly noun: Noun;
  readonly name: string;
  readonly place: Place;
  /** The metric that needs it in order to be computed. */
  readonly neededBy?: string;
  /** The subject of the condition that it stands in, and where that condition belongs. */
  readonly condition?: { readonly subject: SubjectKind; readonly owner: ConditionOwner };
}

/** Where a condition stands, which decides what it may read. */
type ConditionOwner = keyof typeof readable;

/**
 * Every reference in a pack as it is written. It reads the tree, not the checked pack, so that wrong names are reported
 * together with everything else that is wrong.
 */
export function references(root: MapTree): Reference[] {
  return [...segmentReferences(root), ...metricReferences(root), ...modelReferences(at(root, "model")), ...journeyReferences(at(root, "journey")), ...benchmarkReferences(at(root, "benchmarks")), ...planReferences(root)];
}

function segmentReferences(root: MapTree): Reference[] {
  return entriesOf(at(root, "segments")).flatMap(([, { tree }]) => conditionReferences(at(tree, "when"), "segment"));
}

function planReferences(root: MapTree): Reference[] {
  return entriesOf(at(root, "plans")).flatMap(([, { tree }]) => conditionReferences(at(tree, "when"), "plan"));
}

function metricReferences(root: MapTree): Reference[] {
  return entriesOf(at(root, "metrics")).flatMap(([name, { tree }]) => {
    const kind = textOf(at(tree, "kind"));
    const find = kind !== undefined && Object.hasOwn(byKind, kind) ? byKind[kind as MetricKind] : noReferences;
    return find(tree).map((reference) => ({ ...reference, neededBy: name }));
  });
}

function benchmarkReferences(benchmarks: Tree | undefined): Reference[] {
  const targets = itemsOf(at(benchmarks, "targets"));
  return [
    ...named("segment", at(benchmarks, "segments")),
    ...targets.flatMap((target) => [...named("score", at(target, "score")), ...named("segment", at(target, "segment")), ...named("stage", at(target, "stage"))]),
  ];
}

type Find = (metric: Tree) => Reference[];

const noReferences: Find = () => [];
const innerMetric: Find = (metric) => named("metric", at(metric, "metric"));

/** Where each kind of metric names others. */
const byKind: Readonly<Record<MetricKind, Find>> = {
  count: noReferences,
  active_users: noReferences,
  active_days: noReferences,
  share_of_users: noReferences,
  adoption: noReferences,
  trend: innerMetric,
  recency: noReferences,
  sum: noReferences,
  average: noReferences,
  last: noReferences,
  open_items: noReferences,
  rate: innerMetric,
  trait: noReferences,
  survey: noReferences,
  milestones: noReferences,
  attainment: (metric) => [...innerMetric(metric), ...keysOf("segment", at(metric, "segments"))],
  pulse: noReferences,
  manual: noReferences,
  formula: (metric) => formulaReferences(at(metric, "formula")),
  recipe: (metric) => itemsOf(at(metric, "cases")).flatMap((part) => conditionReferences(at(part, "when"), "recipe")),
};

function formulaReferences(formula: Tree | undefined): Reference[] {
  return entriesOf(formula).flatMap(([, { tree }]) => itemsOf(tree)).flatMap((term) => [...named("metric", term), ...formulaReferences(term)]);
}

function modelReferences(model: Tree | undefined): Reference[] {
  const categories = entriesOf(at(model, "categories")).flatMap(([, { tree }]) => keysOf("metric", at(tree, "metrics")));
  return [...categories, ...adjustmentReferences(model), ...itemsOf(at(model, "variants")).flatMap(variantReferences)];
}

function variantReferences(variant: Tree): Reference[] {
  const categories = at(variant, "categories");
  return [
    ...named("segment", at(variant, "segment")),
    ...named("stage", at(variant, "stage")),
    ...entriesOf(categories).flatMap(([name, { key, tree }]): Reference[] => (isCompleteCategory(tree) ? [] : [{ noun: "category", name, place: key }])),
    ...entriesOf(categories).flatMap(([, { tree }]) => keysOf("metric", at(tree, "metrics"))),
    ...adjustmentReferences(variant),
  ];
}

/** A variant may add a category of its own; with less than this it changes one of the model. */
export function isCompleteCategory(category: Tree): boolean {
  return at(category, "weight") !== undefined && at(category, "metrics") !== undefined;
}

function adjustmentReferences(owner: Tree | undefined): Reference[] {
  return itemsOf(at(owner, "adjustments")).flatMap((adjustment) => conditionReferences(at(adjustment, "when"), "adjustment"));
}

/** A journey of one line, and each line of one with several. */
export function lineTrees(journey: Tree | undefined): readonly Tree[] {
  return [...(journey ? [journey] : []), ...entriesOf(at(journey, "lines")).map(([, { tree }]) => tree)];
}

function journeyReferences(journey: Tree | undefined): Reference[] {
  const uses = named("line", at(journey, "scores_use")).filter(({ name }) => name !== largestContract);
  return [...uses, ...lineTrees(journey).flatMap(lineReferences)];
}

function lineReferences(line: Tree): Reference[] {
  const stages = itemsOf(at(line, "stages")).flatMap((stage) => {
    const exit = at(stage, "exit");
    const criteria = [at(stage, "enter"), ...(exit?.shape === "list" ? exit.items : [exit])];
    const led = [...named("stage", at(stage, "enter", "from")).filter(({ name }) => name !== everyStage), ...criteria.slice(1).flatMap((one) => named("stage", at(one, "to")))];
    return [...led, ...criteria.flatMap((one) => conditionReferences(at(one, "when"), "stage"))];
  });
  const milestones = itemsOf(at(line, "milestones")).flatMap((milestone) => conditionReferences(at(milestone, "when"), "milestone"));
  return [...stages, ...milestones, ...named("milestone", at(line, "onboarded")), ...named("milestone", at(line, "first_value"))];
}

/** What each subject of a comparison names; null for those that name nothing of the pack. */
const nounOf: Readonly<Record<SubjectKind, Noun | null>> = {
  metric: "metric",
  score: "score",
  band: "score",
  stage: "stage",
  segment: "segment",
  trait: null,
  contract: null,
  goals: null,
  date: null,
};

function conditionReferences(condition: Tree | undefined, owner: ConditionOwner): Reference[] {
  const joined = [...itemsOf(at(condition, "all")), ...itemsOf(at(condition, "any")), ...[at(condition, "not")].filter((inner) => inner !== undefined)];
  const own = (Object.keys(nounOf) as SubjectKind[]).flatMap((subject) => {
    const noun = nounOf[subject];
    return noun === null ? [] : named(noun, at(condition, subject)).map((reference) => ({ ...reference, condition: { subject, owner } }));
  });
  return [...own, ...joined.flatMap((inner) => conditionReferences(inner, owner))];
}

function named(noun: Noun, tree: Tree | undefined): Reference[] {
  return textsOf(tree).map(({ text, place }) => ({ noun, name: text, place }));
}

function keysOf(noun: Noun, tree: Tree | undefined): Reference[] {
  return entriesOf(tree).map(([name, { key }]) => ({ noun, name, place: key }));
}
