import type { Line } from "../journey/schema.ts";
import { canonicalJson, orderedMetric } from "./identity.ts";
import type { Pack } from "./schema.ts";

/** What of a pack can change. `settings` are the name, time zone, currency and the like; `order` is that of a list in which order counts. */
export const definitionKinds = [
  "settings", "segment", "metric", "category", "weight", "scale", "bands", "coverage_floor", "adjustment", "variant",
  "journey", "stage", "milestone", "order", "roll_up", "outcomes", "benchmarks", "revenue", "plan",
] as const;
export type DefinitionKind = (typeof definitionKinds)[number];

/** What differs within a definition: where, from its outside to its inside, and both values; undefined where it isn't set. */
export interface FieldChange {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

interface Defined {
  readonly kind: DefinitionKind;
  /** Its id; within a category or a line of business after theirs and a slash. A variant has its place, counted from 1. */
  readonly id: string;
}

/** A definition that isn't the same in two packs. */
export type DefinitionChange =
  | (Defined & { readonly change: "added" | "removed"; readonly value: unknown })
  | (Defined & { readonly change: "changed"; readonly fields: readonly FieldChange[] });

interface Definition extends Defined {
  readonly value: unknown;
  /** What it is a part of: when that is added or removed as a whole, the part isn't told beside it. */
  readonly within: readonly string[];
  /** With its parts, where they are definitions of their own. */
  readonly whole?: unknown;
}

/**
 * Every definition in which two packs differ, in the order of {@link definitionKinds} and within a kind as they are written.
 * Empty for packs that mean the same, however they are written.
 */
export function diffPacks(before: Pack, after: Pack): DefinitionChange[] {
  const [old, now] = [definitionsOf(before), definitionsOf(after)];
  const isWhole = (key: string): boolean => old.has(key) === now.has(key);
  const ofKind = (kind: DefinitionKind): Definition[] => [...new Map([...old, ...now]).values()].filter((one) => one.kind === kind && one.within.every(isWhole));
  return definitionKinds.flatMap(ofKind).flatMap(({ kind, id }) => changeOf({ kind, id }, old.get(`${kind}:${id}`), now.get(`${kind}:${id}`)) ?? []);
}

function changeOf(defined: Defined, before: Definition | undefined, after: Definition | undefined): DefinitionChange | undefined {
  if (before === undefined) return { ...defined, change: "added", value: after?.whole ?? after?.value };
  if (after === undefined) return { ...defined, change: "removed", value: before.whole ?? before.value };
  const fields = defined.kind === "order" ? orderChange(before.value as string[], after.value as string[]) : fieldChanges(before.value, after.value);
  return fields.length === 0 ? undefined : { ...defined, change: "changed", fields };
}

/** Lists differ in their order when what is in both stands in another one; what is in one alone is told by itself. */
function orderChange(before: readonly string[], after: readonly string[]): FieldChange[] {
  const [old, now] = [before.filter((id) => after.includes(id)), after.filter((id) => before.includes(id))];
  return old.join("\n") === now.join("\n") ? [] : [{ path: [], before: old, after: now }];
}

/** Objects are compared key by key; lists, durations and conditions as a whole. */
function fieldChanges(before: unknown, after: unknown, path: readonly string[] = []): FieldChange[] {
  if (before === undefined && after === undefined) return [];
  if (isObject(before) && isObject(after) && !isDuration(before) && !isDuration(after) && path.at(-1) !== "when") {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => fieldChanges(before[key], after[key], [...path, key]));
  }
  const isSame = before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after);
  return isSame ? [] : [{ path, before, after }];
}

type Plain = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);

/** A checked duration has one key, and a number under it. */
export function isDuration(value: unknown): value is { days: number } | { hours: number } {
  if (!isObject(value)) return false;
  const [[key, length] = ["", undefined], ...others] = Object.entries(value);
  return others.length === 0 && typeof length === "number" && (key === "days" || key === "hours");
}

function definitionsOf(pack: Pack): ReadonlyMap<string, Definition> {
  const { pack: settings, segments, metrics, model, journey, outcomes, benchmarks, revenue, plans } = pack;
  const all = [
    ...named("settings", settings),
    ...named("segment", segments),
    ...named("metric", Object.fromEntries(Object.entries(metrics).map(([id, metric]) => [id, orderedMetric(metric)]))),
    ...modelDefinitions(model),
    ...(journey ? [define("journey", "scores_use", journey.scoresUse), ...journey.lines.flatMap((line) => lineDefinitions(line, journey.lines.length > 1))] : []),
    ...(outcomes ? [define("outcomes", "outcomes", outcomes)] : []),
    define("benchmarks", "benchmarks", benchmarks),
    define("revenue", "revenue", revenue),
    ...named("plan", plans),
  ];
  return new Map(all.map((one) => [`${one.kind}:${one.id}`, one]));
}

const define = (kind: DefinitionKind, id: string, value: unknown, within: readonly string[] = []): Definition => ({ kind, id, value, within });
const named = (kind: DefinitionKind, section: object): Definition[] => Object.entries(section).flatMap(([id, value]) => (value === undefined ? [] : [define(kind, id, value)]));
const listed = (kind: DefinitionKind, list: readonly { readonly id: string }[], prefix = ""): Definition[] => list.map((one) => define(kind, `${prefix}${one.id}`, one));
const orderOf = (id: string, list: readonly { readonly id: string }[]): Definition => define("order", id, list.map((one) => one.id));

function modelDefinitions({ bands, coverage_floor: floor, categories, adjustments, variants, roll_up: rollUp }: Pack["model"]): Definition[] {
  return [
    define("bands", "overall", bands),
    define("coverage_floor", "coverage_floor", floor),
    ...Object.entries(categories).flatMap(categoryDefinitions),
    ...listed("adjustment", adjustments),
    orderOf("adjustments", adjustments),
    ...variants.map((variant, place) => define("variant", String(place + 1), variant)),
    ...(rollUp ? [define("roll_up", "roll_up", rollUp)] : []),
  ];
}

function categoryDefinitions([id, { metrics, ...category }]: [string, Pack["model"]["categories"][string]]): Definition[] {
  const own = [`category:${id}`];
  return [
    { ...define("category", id, { name: category.name }), whole: { ...category, metrics } },
    define("weight", id, category.weight, own),
    ...(category.bands ? [define("bands", id, category.bands, own)] : []),
    ...Object.entries(metrics).flatMap(([metric, { weight, scale, bands }]) => {
      const [inCategory, within] = [`${id}/${metric}`, [...own, `weight:${id}/${metric}`]];
      const whole = { weight, ...(scale && { scale }), ...(bands && { bands }) };
      return [{ ...define("weight", inCategory, weight, own), whole }, ...(scale ? [define("scale", inCategory, scale, within)] : []), ...(bands ? [define("bands", inCategory, bands, within)] : [])];
    }),
  ];
}

function lineDefinitions({ id, stages, milestones, ...line }: Line, hasSeveral: boolean): Definition[] {
  const prefix = hasSeveral ? `${id}/` : "";
  const within = ["journey:scores_use", `journey:${id}`];
  const parts = [...listed("stage", stages, prefix), ...listed("milestone", milestones, prefix), orderOf(`${prefix}stages`, stages)];
  return [{ ...define("journey", id, line, within.slice(0, 1)), whole: { ...line, stages, milestones } }, ...parts.map((part) => ({ ...part, within }))];
}
