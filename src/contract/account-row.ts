import { z } from "zod";
import { journeyStatuses } from "../journey/status.ts";
import { causes } from "../scores/difference-state.ts";
import { rowGapSchema } from "./benchmarks.ts";
import { accountIdSchema, bandSchema, instantSchema, measuredSchema, moneySchema, percentSchema, pointsSchema, unknownSchema } from "./values.ts";

export const causeSchema = z
  .object({
    cause: z.enum(causes),
    subject: z.string().nullable().meta({ description: "Id of the metric, adjustment or override; null when it is about all of them." }),
    name: z.string().meta({ description: "What people call it." }),
    points: z.number().meta({ description: "Points that it added to the score." }),
  })
  .meta({ id: "ChangeCause", description: "One reason why a score moved." });

export const nextUpSchema = z
  .object({ band: bandSchema, points: pointsSchema.meta({ description: "0: the score is reached, and the band follows when it has lasted." }) })
  .meta({ id: "NextUp", description: "The next better band, and the points that are missing to it." });

/** Days of a sparkline. */
export const sparklineDays = 90;

/** A line of the portfolio. */
export const accountRowSchema = z
  .object({
    account: accountIdSchema,
    name: z.string(),
    owner: z.string().nullable(),
    stage: z.string().nullable(),
    stageName: z.string().nullable().meta({ description: "What people call the stage." }),
    stageStatus: z.enum(journeyStatuses).nullable().meta({ description: "How it goes there; null where the pack has no journey, or the stage expects nothing any more." }),
    stageDays: z.number().int().nullable().meta({ description: "Local days in the stage, where the pack has a journey." }),
    segments: z.array(z.string()),
    score: pointsSchema.nullable().meta({ description: "What counts: a person's override, where there is one." }),
    band: bandSchema,
    since: instantSchema.nullable().meta({ description: "The local midnight since which it has this band; null for one that a person set." }),
    isOverridden: z.boolean(),
    coverage: percentSchema.meta({ description: "Share of the weight that rests on present values, in percent." }),
    unknown: unknownSchema.nullable(),
    change7Days: z.number().nullable().meta({ description: "Points since the local midnight seven days earlier; null when it had no score then." }),
    change30Days: z.number().nullable(),
    cause: causeSchema.nullable().meta({ description: "The main cause of the change in 30 days." }),
    pulledDownBy: z
      .object({ metric: z.string(), name: z.string(), now: measuredSchema, points: z.number().meta({ description: "What the mean would gain if it were perfect." }) })
      .nullable()
      .meta({ description: "The metric with the greatest weighted shortfall." }),
    nextUp: nextUpSchema.nullable(),
    isStuck: z.boolean().meta({ description: "Stuck in one of its lines of business at least." }),
    benchmark: rowGapSchema.nullable().meta({ description: "Null without a score or a benchmark, and for a moment after the start while benchmarks are being read." }),
    mrr: moneySchema.nullable().meta({ description: "Of its active contracts, in the pack's currency; null without one, or without a rate." }),
    renewal: instantSchema.nullable().meta({ description: "When the earliest term of an active contract ends." }),
    metrics: z
      .array(z.object({ metric: z.string(), now: measuredSchema, points: pointsSchema.nullable() }))
      .optional()
      .meta({ description: "Those that were asked for, as far as they count for the account." }),
    traits: z.record(z.string(), z.union([z.string(), z.number()]).nullable()).optional().meta({ description: "Those that were asked for, as far as they were ever said; null is known to be absent." }),
    sparkline: z
      .array(z.number().int().min(0).max(100).nullable())
      .max(sparklineDays)
      .optional()
      .meta({ description: `The rounded scores of the last ${sparklineDays} local midnights, the latest last; null on days without one. Only where it was asked for.` }),
  })
  .meta({ id: "AccountRow", description: "An account in the portfolio." });

export type AccountRow = z.infer<typeof accountRowSchema>;
