import { z } from "zod";
import { operations, outcomes } from "../scores/adjustment.ts";
import { accountRowSchema, causeSchema } from "./account-row.ts";
import { journeyLineSchema } from "./journey-line.ts";
import { leverSchema } from "./portfolio.ts";
import { accountIdSchema, asOfSchema, atInstant, bandSchema, countSchema, instantSchema, measuredSchema, percentSchema, pointsSchema, shareSchema, stamp } from "./values.ts";

export const accountParams = z.strictObject({ account: accountIdSchema });
export const instantQuery = z.strictObject(atInstant);

const metricPart = z
  .object({
    metric: z.string(),
    name: z.string(),
    category: z.string(),
    raw: measuredSchema,
    score: pointsSchema.nullable(),
    band: bandSchema,
    weight: shareSchema.meta({ description: "Share of the mean, after the weight of what is missing went to the rest." }),
    contribution: z.number().meta({ description: "Points of the mean; those of all metrics sum to it." }),
    events: countSchema.meta({ description: "Events that its value is made of." }),
    latestEvent: instantSchema.nullable().meta({ description: "How fresh it is: the time of the latest of them." }),
  })
  .meta({ id: "MetricPart" });

const categoryPart = z
  .object({
    category: z.string(),
    name: z.string(),
    score: pointsSchema.nullable(),
    band: bandSchema,
    since: instantSchema,
    coverage: percentSchema,
    weight: shareSchema,
    contribution: z.number(),
  })
  .meta({ id: "CategoryPart" });

const adjustmentPart = z
  .object({
    id: z.string(),
    by: z.enum(["model", "person"]),
    operation: z.enum(operations),
    amount: z.number(),
    reason: z.string(),
    author: z.string().nullable(),
    expires: instantSchema.nullable(),
    outcome: z.enum(outcomes),
    effect: z.number().meta({ description: "Points that it added; 0 unless applied." }),
    because: z.array(z.string()).meta({ description: "The clauses of its condition that decided, in words." }),
  })
  .meta({ id: "AdjustmentPart" });

const overridePart = z
  .object({ id: z.string(), band: bandSchema.nullable(), score: pointsSchema.nullable(), reason: z.string(), author: z.string(), time: instantSchema, expires: instantSchema })
  .meta({ id: "OverridePart" });

const scalar = z.union([z.string(), z.number()]);

/** An account with everything that its score came from. */
export const accountSchema = z
  .object({
    ...stamp,
    knownAt: instantSchema,
    row: accountRowSchema,
    model: z.string().meta({ description: "Key of the effective model: `base`, or with the variants that apply." }),
    computed: z.object({ score: pointsSchema.nullable(), band: bandSchema, since: instantSchema }).meta({ description: "What was computed, whatever a person put in its place." }),
    mean: pointsSchema.nullable().meta({ description: "Weighted mean, before adjustments." }),
    categories: z.array(categoryPart),
    metrics: z.array(metricPart),
    adjustments: z.array(adjustmentPart).meta({ description: "In the order applied." }),
    override: overridePart.nullable(),
    levers: z.array(leverSchema).meta({ description: "What alone would bring it to the next band; the greatest shortfall first." }),
    journey: z.array(journeyLineSchema).meta({ description: "Empty where the pack has no journey." }),
    traits: z.record(z.string(), scalar.nullable()),
    seats: z.number().nullable(),
    contractMonths: z.number().nullable().meta({ description: "Since its first contract began." }),
  })
  .meta({ id: "Account" });

export const historyQuery = z.strictObject({ ...atInstant, from: asOfSchema.optional().meta({ description: "Midnights from here on; default all." }), number: z.coerce.number().int().positive().optional().meta({ description: "As this version of the health definition tells it, by its number; default: each midnight as the version told it that was in use then." }) });

const point = z
  .object({
    asOf: instantSchema,
    score: pointsSchema.nullable(),
    band: bandSchema,
    computedScore: pointsSchema.nullable(),
    computedBand: bandSchema,
    coverage: percentSchema,
    stage: z.string().nullable(),
    model: z.string(),
  })
  .meta({ id: "ScorePoint" });

/** What happened to an account that a curve should show. */
export const markerKinds = ["band", "stage", "variant", "adjustment", "override", "withdrawal", "owner", "outcome", "contract", "goal", "version"] as const;

const marker = z
  .object({
    time: instantSchema,
    kind: z.enum(markerKinds),
    text: z.string().meta({ description: "What happened, in words." }),
    from: z.string().nullable(),
    to: z.string().nullable(),
    author: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "Marker" });

export const historySchema = z
  .object({ ...stamp, account: accountIdSchema, name: z.string(), points: z.array(point).meta({ description: "Local midnights on which it was a customer, ascending." }), markers: z.array(marker) })
  .meta({ id: "History" });

export const differenceQuery = z.strictObject({
  ...atInstant,
  since: asOfSchema.optional().meta({ description: "The earlier instant; default seven days before." }),
  of: z.enum(["score", "computed"]).default("score").meta({ description: "`computed` leaves overrides out." }),
});

const standingPoint = z.object({ asOf: instantSchema, score: pointsSchema.nullable(), band: bandSchema });
const changePart = causeSchema.extend({ before: measuredSchema.nullable(), after: measuredSchema.nullable() }).meta({ id: "ChangePart" });

export const differenceSchema = z
  .object({
    ...stamp,
    account: accountIdSchema,
    name: z.string(),
    from: standingPoint.nullable().meta({ description: "Null when it was no customer then, or the data had not begun." }),
    to: standingPoint,
    points: z.number().nullable().meta({ description: "Null when either has no score." }),
    parts: z.array(changePart).meta({ description: "They sum to `points` within 1e-9." }),
  })
  .meta({ id: "Difference" });
