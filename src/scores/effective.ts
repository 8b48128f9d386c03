import type { Circumstances } from "../conditions/circumstances.ts";
import { formatDuration } from "../lib/duration.ts";
import { operations } from "./adjustment.ts";
import type { Adjustment, Model, ModelCategory, Variant } from "./schema.ts";

/** The one model that counts for an account: the base with every variant that applies laid over it. */
export interface EffectiveModel extends Omit<Model, "variants"> {
  /** `base`, or `base+1+3` with the places of the variants that apply, counted from 1. */
  readonly key: string;
}

/** Where an account stands, as far as variants ask. */
export type Standing = Pick<Circumstances, "stage" | "segments">;

const listOf = (scope: string | readonly string[]): readonly string[] => (typeof scope === "string" ? [scope] : scope);

/** A variant for segment and stage applies when the account is in both. A segment that isn't known doesn't apply. */
function applies({ segment, stage }: Variant, standing: Standing): boolean {
  const inSegment = segment === undefined || listOf(segment).some((name) => standing.segments.get(name) === true);
  const inStage = stage === undefined || (typeof standing.stage === "string" && listOf(stage).includes(standing.stage));
  return inSegment && inStage;
}

/** An effective model by its key. */
export function modelOfKey(model: Model, key: string): Omit<Model, "variants"> {
  const { variants, ...base } = model;
  const applied = key.split("+").slice(1).flatMap((place) => variants[Number(place) - 1] ?? []);
  return applied.reduce<Omit<Model, "variants">>(withVariant, base);
}

/** The categories of an effective model by its key, in their order. */
export const categoriesOfKey = (model: Model, key: string): string[] => Object.keys(modelOfKey(model, key).categories);

/** A variant by its place in the pack, counted from 1, and whether it applies to an account. */
export interface VariantUse {
  readonly place: number;
  readonly segment: readonly string[];
  readonly stage: readonly string[];
  readonly applies: boolean;
}

/** Every variant in the order in which they are laid over the base: where two change the same, the later one wins. */
export function variantsFor({ variants }: Pick<Model, "variants">, standing: Standing): VariantUse[] {
  return variants.map((variant, index) => ({ place: index + 1, segment: listOf(variant.segment ?? []), stage: listOf(variant.stage ?? []), applies: applies(variant, standing) }));
}

/** Finds the effective model of any standing. Each combination of variants is built once and then the same object. */
export function effectiveModels(model: Model): (standing: Standing) => EffectiveModel {
  const built = new Map<string, EffectiveModel>();
  return (standing) => {
    let key = "base";
    model.variants.forEach((variant, index) => {
      if (applies(variant, standing)) key += `+${index + 1}`;
    });
    const known = built.get(key);
    if (known !== undefined) return known;
    const { variants, ...base } = model;
    const effective = { ...variants.filter((variant) => applies(variant, standing)).reduce<Omit<Model, "variants">>(withVariant, base), key };
    built.set(key, effective);
    return effective;
  };
}

/** `model` with what `variant` names: thresholds, weights and metrics one by one, scales and conditions as a whole. */
export function withVariant(model: Omit<Model, "variants">, variant: Variant): Omit<Model, "variants"> {
  const { bands, coverage_floor, categories, adjustments, roll_up } = model;
  return {
    ...(roll_up && { roll_up }),
    bands: { ...bands, ...named(variant.bands) } as Model["bands"],
    coverage_floor: variant.coverage_floor ?? coverage_floor,
    categories: merged(categories, variant.categories, withCategory),
    adjustments: withAdjustments(adjustments, variant.adjustments ?? []),
  };
}

/** What a variant names; an absent setting and one that is undefined are the same. */
function named<T extends object>(change: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(change ?? {}).filter(([, setting]) => setting !== undefined)) as Partial<T>;
}

type Changes<T> = Readonly<Record<string, T>> | undefined;

function merged<T extends object, C extends object>(base: Readonly<Record<string, T>>, changes: Changes<C>, merge: (base: T, change: C) => T): Record<string, T> {
  const result = new Map(Object.entries(base));
  for (const [id, change] of Object.entries(changes ?? {})) {
    const known = result.get(id);
    // What is new has to be complete; that is checked when the model is read.
    result.set(id, known === undefined ? (change as unknown as T) : merge(known, change));
  }
  return Object.fromEntries(result);
}

type CategoryChange = NonNullable<Variant["categories"]>[string];

function withCategory(category: ModelCategory, { metrics, bands, ...change }: CategoryChange): ModelCategory {
  return {
    ...category,
    ...(named(change) as Partial<ModelCategory>),
    ...withBands(category, bands),
    metrics: merged(category.metrics, metrics, (metric, { bands: own, ...rest }) => ({
      ...metric,
      ...(named(rest) as Partial<typeof metric>),
      ...withBands(metric, own),
    })),
  };
}

function withBands({ bands }: Pick<ModelCategory, "bands">, change: ModelCategory["bands"]): Pick<ModelCategory, "bands"> {
  return bands === undefined && change === undefined ? {} : { bands: { ...bands, ...named(change) } };
}

type AdjustmentChange = NonNullable<Variant["adjustments"]>[number];

function withAdjustments(base: readonly Adjustment[], changes: readonly AdjustmentChange[]): Adjustment[] {
  const result = new Map(base.map((adjustment) => [adjustment.id, adjustment]));
  for (const change of changes) result.set(change.id, withAdjustment(result.get(change.id), change));
  return [...result.values()];
}

/** An adjustment has one operation, so another one in the variant takes the place of the model's. */
function withAdjustment(adjustment: Adjustment | undefined, change: AdjustmentChange): Adjustment {
  const operates = operations.some((operation) => change[operation] !== undefined);
  const kept = Object.entries(adjustment ?? {}).filter(([key]) => !operates || !(operations as readonly string[]).includes(key));
  return { ...Object.fromEntries(kept), ...named(change) } as Adjustment;
}

/**
 * The model without some metrics: what a judgement is compared with, for example, is the score without the pulse.
 * The weight of the others is shared as if those were missing, but coverage doesn't ask for them.
 */
export function withoutMetrics(model: EffectiveModel, ids: ReadonlySet<string>): EffectiveModel {
  const categories = Object.entries(model.categories).map(([id, category]) => {
    const metrics = Object.entries(category.metrics).filter(([metric]) => !ids.has(metric));
    return [id, { ...category, metrics: Object.fromEntries(metrics) }] as const;
  });
  return { ...model, categories: Object.fromEntries(categories), key: `${model.key} without ${[...ids].join(", ")}` };
}

/** The effective model as it would be written in YAML, for people to read. */
export function printableModel({ key: _key, bands, ...rest }: EffectiveModel): Record<string, unknown> {
  return { bands: { ...bands, dwell: formatDuration(bands.dwell) }, ...rest };
}
