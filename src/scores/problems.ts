import { operations } from "./adjustment.ts";
import { withOwnBands } from "./bands.ts";
import { withVariant } from "./effective.ts";
import type { BandThresholds, Model, Variant } from "./schema.ts";

type Path = readonly (string | number)[];
/** A model before or after its variants were laid over it. */
type Base = Omit<Model, "variants">;

/** What is wrong with a model, and where in it. */
export interface ModelProblem {
  readonly path: Path;
  readonly message: string;
}

/**
 * What the shape of a model can't say: every name stands for one thing, somewhere there is weight, bands don't
 * overlap, and what a variant adds is complete. Each variant is checked alone over the base.
 */
export function modelProblems(model: Model): ModelProblem[] {
  const own = [...weightProblems(model, ["categories"]), ...thresholdProblems(model, []), ...adjustmentProblems(model)];
  // What is wrong with the base would be wrong again in every variant; its shape says already that its bands overlap.
  const inherited = own.length > 0 || model.bands.red_below > model.bands.yellow_below ? [] : model.variants.flatMap((variant, index) => variantProblems(model, variant, ["variants", index]));
  return [...own, ...nameProblems(model), ...inherited];
}

function weightProblems({ categories }: Base, path: Path): ModelProblem[] {
  const counted = Object.values(categories).some(
    (category) => category.weight > 0 && Object.values(category.metrics).some((metric) => metric.weight > 0),
  );
  if (counted) return [];
  return [{ path, message: "no metric has weight: write at least one category with one metric, both weighing more than 0" }];
}

/** Own thresholds are checked together with those that they inherit. */
function thresholdProblems({ bands, categories }: Base, path: Path): ModelProblem[] {
  const check = (own: BandThresholds | undefined, at: Path): ModelProblem[] => {
    const { red_below, yellow_below } = withOwnBands(bands, own);
    if (own === undefined || red_below <= yellow_below) return [];
    return [{ path: [...path, ...at, "bands"], message: `red_below ${red_below} is above yellow_below ${yellow_below}: the bands would overlap` }];
  };
  return Object.entries(categories).flatMap(([id, category]) => [
    ...check(category.bands, ["categories", id]),
    ...Object.entries(category.metrics).flatMap(([metric, { bands: own }]) => check(own, ["categories", id, "metrics", metric])),
  ]);
}

function adjustmentProblems({ adjustments }: Base): ModelProblem[] {
  const seen = new Set<string>();
  return adjustments.flatMap(({ id }, index) => {
    if (seen.has(id)) return [{ path: ["adjustments", index, "id"], message: `\`${id}\` is already the id of another adjustment` }];
    seen.add(id);
    return [];
  });
}

/** Conditions and explanations name scores by id, so an id is one category, or one metric of one category. */
function nameProblems(model: Model): ModelProblem[] {
  const owners = new Map([["overall", "the overall score"]]);
  const claim = (id: string, owner: string, path: Path): ModelProblem[] => {
    const taken = owners.get(id) ?? owner;
    owners.set(id, taken);
    return taken === owner ? [] : [{ path, message: `\`${id}\` is already ${taken}; each id stands for one score` }];
  };
  const layers = layersOf(model);
  const categories = layers.flatMap((layer) => Object.keys(layer.categories).map((id) => ({ id, path: [...layer.path, "categories", id] })));
  const metrics = layers.flatMap((layer) =>
    Object.entries(layer.categories).flatMap(([category, { metrics: named = {} }]) =>
      Object.keys(named).map((id) => ({ id, category, path: [...layer.path, "categories", category, "metrics", id] })),
    ),
  );
  return [
    ...categories.flatMap(({ id, path }) => claim(id, `category \`${id}\``, path)),
    ...metrics.flatMap(({ id, category, path }) => claim(id, `a metric of category \`${category}\``, path)),
  ];
}

/** The base and every variant, each with the path that leads to it. */
function layersOf(model: Model): { path: Path; categories: NonNullable<Variant["categories"]> }[] {
  const variants = model.variants.map(({ categories = {} }, index) => ({ path: ["variants", index], categories }));
  return [{ path: [], categories: model.categories }, ...variants];
}

function variantProblems(model: Model, variant: Variant, path: Path): ModelProblem[] {
  const incomplete = [...newCategories(model, variant, path), ...newAdjustments(model, variant, path)];
  if (incomplete.length > 0) return incomplete;
  const effective = withVariant(model, variant);
  const { red_below, yellow_below } = effective.bands;
  const overlap = { path: [...path, "bands"], message: `red_below ${red_below} is above yellow_below ${yellow_below}: the bands would overlap` };
  return [
    ...(red_below > yellow_below ? [overlap] : []),
    ...weightProblems(effective, [...path, "categories"]),
    ...thresholdProblems(effective, path),
  ];
}

function newCategories(model: Model, { categories = {} }: Variant, path: Path): ModelProblem[] {
  return Object.entries(categories).flatMap(([id, category]) => {
    const at = [...path, "categories", id];
    const known = model.categories[id];
    const incomplete = known === undefined && (category.weight === undefined || category.metrics === undefined);
    return [
      ...(incomplete ? [{ path: at, message: `\`${id}\` is not a category of the model; a new one needs a weight and metrics` }] : []),
      ...Object.entries(category.metrics ?? {}).flatMap(([metric, { weight }]) => {
        if (weight !== undefined || known?.metrics[metric] !== undefined) return [];
        return [{ path: [...at, "metrics", metric], message: `\`${metric}\` is not in category \`${id}\` of the model; a new metric needs a weight` }];
      }),
    ];
  });
}

function newAdjustments(model: Model, { adjustments = [] }: Variant, path: Path): ModelProblem[] {
  return adjustments.flatMap((adjustment, index) => {
    if (model.adjustments.some(({ id }) => id === adjustment.id)) return [];
    if (adjustment.reason !== undefined && operations.some((name) => adjustment[name] !== undefined)) return [];
    const message = `\`${adjustment.id}\` is not an adjustment of the model; a new one needs a reason and one of ${operations.join(", ")}`;
    return [{ path: [...path, "adjustments", index], message }];
  });
}
