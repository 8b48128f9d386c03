import { z } from "zod";
import { conditionSchema } from "../conditions/schema.ts";
import { durationSchema } from "../lib/duration.ts";

const id = z.string().min(1);
const points = z.number().min(0, "points go from 0 to 100").max(100, "points go from 0 to 100");
const percent = z.number().min(0).max(100);
const weight = z.number().nonnegative().meta({ description: "Relative to its neighbours; 0 shows it without counting it." });
const scope = z.union([id, z.array(id).min(1)], { error: "write one name or a list of names" });

/** Both limits are the first points of the next better band: red < red_below <= yellow < yellow_below <= green. */
const thresholds = { red_below: points.optional(), yellow_below: points.optional() };
const inOrder = (bands: { red_below?: number | undefined; yellow_below?: number | undefined }): boolean =>
  bands.red_below === undefined || bands.yellow_below === undefined || bands.red_below <= bands.yellow_below;
const order = "red_below can't be above yellow_below: the bands would overlap";

export const bandThresholdsSchema = z
  .strictObject(thresholds)
  .refine(inOrder, order)
  .meta({ id: "BandThresholds", description: "Where red and yellow end; what is absent is the model's." });

const damping = {
  hysteresis: percent.optional().meta({ description: "Points beyond a limit that it takes to change the band; default 3." }),
  dwell: durationSchema.optional().meta({ description: "How long a band lasts at least; default 0d." }),
};
export const bandsSchema = z
  .strictObject({
    red_below: points.default(40),
    yellow_below: points.default(70),
    hysteresis: percent.default(3),
    dwell: durationSchema.prefault("0d"),
  })
  .refine(inOrder, order)
  .meta({ id: "Bands", description: "The bands of the overall score and, where they don't say otherwise, of categories and metrics." });

const ascending = (list: readonly (readonly [number, number])[]): boolean =>
  list.every(([raw], index) => index === 0 || raw > (list[index - 1]?.[0] ?? -Infinity));
const pairs = z
  .array(z.tuple([z.number(), points], "write [raw value, points]"))
  .min(2, "write at least two pairs of [raw value, points]")
  .refine(ascending, "the raw values must ascend");
export const scaleSchema = z
  .union(
    [
      pairs.meta({ description: "Anchors [raw value, points], linear in between, the outermost points outside." }),
      z
        .strictObject({ worst: z.number(), best: z.number() })
        .refine(({ worst, best }) => worst !== best, "worst and best must differ")
        .meta({ description: "0 points at worst, 100 at best, linear in between." }),
      z.strictObject({ steps: pairs.meta({ description: "[from, points]: the points of the last step reached." }) }),
    ],
    { error: "write anchors such as [[0, 0], [0.6, 70], [0.9, 100]] with points from 0 to 100, { worst: 0, best: 0.9 }, or { steps: [[0, 0], [10, 50]] }" },
  )
  .meta({ id: "Scale", description: "From a raw value to points, 0 to 100." });

const operations = {
  multiply: z.number().nonnegative().optional().meta({ description: "0.8 takes 20 % off." }),
  add: z.number().optional().meta({ description: "Points; -10 takes ten off." }),
  cap: points.optional().meta({ description: "The score is at most this." }),
  floor: points.optional().meta({ description: "The score is at least this." }),
};
const operationNames = ["multiply", "add", "cap", "floor"] as const;
const written = (adjustment: object): number =>
  operationNames.filter((name) => (adjustment as Record<string, unknown>)[name] !== undefined).length;
const expires = z.iso.date("write a date such as 2026-03-29").optional().meta({ description: "From this local day on it no longer counts." });

export const adjustmentSchema = z
  .strictObject({
    id,
    when: conditionSchema.optional().meta({ description: "Without it, always." }),
    ...operations,
    reason: z.string().min(1),
    expires,
  })
  .refine((adjustment) => written(adjustment) === 1, "write one of multiply, add, cap and floor")
  .meta({ id: "Adjustment", description: "Changes the weighted mean, in the order written, while its condition is true." });

const metric = z.strictObject({
  weight,
  scale: scaleSchema.optional().meta({ description: "Only recipe and pulse have one of their own: their points." }),
  bands: bandThresholdsSchema.optional(),
});
const category = z.strictObject({
  name: z.string().min(1).optional(),
  weight,
  bands: bandThresholdsSchema.optional(),
  metrics: z.record(id, metric),
});

const variantMetric = metric.extend({ weight: weight.optional() });
const variantCategory = category.extend({ weight: weight.optional(), metrics: z.record(id, variantMetric).optional() });
const variantAdjustment = z
  .strictObject({ id, when: conditionSchema.optional(), ...operations, reason: z.string().min(1).optional(), expires })
  .refine((adjustment) => written(adjustment) <= 1, "write only one of multiply, add, cap and floor");

export const variantSchema = z
  .strictObject({
    segment: scope.optional(),
    stage: scope.optional(),
    bands: z.strictObject({ ...thresholds, ...damping }).refine(inOrder, order).optional(),
    coverage_floor: percent.optional(),
    categories: z.record(id, variantCategory).optional(),
    adjustments: z.array(variantAdjustment).optional().meta({ description: "By id: those of the model change, others are added." }),
  })
  .refine((variant) => variant.segment !== undefined || variant.stage !== undefined, "say for whom: segment, stage or both")
  .meta({ id: "Variant", description: "What is different for a segment or stage; what isn't named stays. Later variants win." });

export const rollUps = ["revenue", "mean", "worst", "own"] as const;
export const rollUpSchema = z
  .strictObject({
    parent: id.meta({ description: "The trait of an account that holds the id of its parent." }),
    by: z.enum(rollUps).default("revenue").meta({
      description: "`revenue`: each account's score weighs as much as its recurring revenue; `mean`: each account counts once; `worst`: the lowest score; `own`: accounts below are listed and don't count.",
    }),
  })
  .meta({ id: "RollUp", description: "How the scores of accounts that belong together become one, beside the parent's own." });
export type RollUp = z.infer<typeof rollUpSchema>;

/** A model as far as its shape goes; `model.ts` reads one with what the shape can't say. */
export const modelShape = z.strictObject({
  bands: bandsSchema.prefault({}),
  coverage_floor: percent.default(50).meta({ description: "Percent of the weight that must rest on present values; below it the band is unknown." }),
  categories: z.record(id, category),
  adjustments: z.array(adjustmentSchema).default([]),
  variants: z.array(variantSchema).default([]),
  roll_up: rollUpSchema.optional(),
});

export type BandThresholds = z.infer<typeof bandThresholdsSchema>;
export type Bands = z.infer<typeof bandsSchema>;
export type Scale = z.infer<typeof scaleSchema>;
export type Adjustment = z.infer<typeof adjustmentSchema>;
export type ModelMetric = z.infer<typeof metric>;
export type ModelCategory = z.infer<typeof category>;
export type Variant = z.infer<typeof variantSchema>;
export type Model = z.infer<typeof modelShape>;
