import { z } from "zod";
import { unknownGroupSchema } from "./portfolio.ts";
import { accountIdSchema, bandSchema, countSchema, measuredSchema, moneySchema, pointsSchema, shareSchema, stamp } from "./values.ts";

const spread = z.object({ kind: z.enum(["spread", "lopsided", "too_few"]), band: bandSchema.nullable(), share: shareSchema.nullable(), text: z.string().nullable() });

const suggested = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("bands"), redBelow: pointsSchema, yellowBelow: pointsSchema, shares: z.object({ red: shareSchema, yellow: shareSchema, green: shareSchema }) }),
    z.object({ kind: z.literal("too_few"), accounts: countSchema, needed: countSchema }),
    z.object({ kind: z.literal("too_close"), accounts: countSchema, low: pointsSchema, high: pointsSchema }),
  ])
  .meta({ id: "SuggestedBands", description: "Bands that would part the accounts of today into thirds: a baseline, no statement about who leaves." });

const segmentSpread = z
  .object({
    segment: z.string().nullable().meta({ description: "Null is all accounts." }),
    name: z.string(),
    accounts: countSchema,
    bands: z.array(z.object({ band: bandSchema, accounts: countSchema, share: shareSchema, mrr: moneySchema })).meta({ description: "All four, from green to unknown." }),
    spread: spread.meta({ description: "Whether the bands tell accounts apart." }),
    suggested,
  })
  .meta({ id: "SegmentSpread" });

const nearAccount = z.object({ account: accountIdSchema, name: z.string(), stageName: z.string().nullable(), owner: z.string().nullable(), mrr: moneySchema.nullable(), score: pointsSchema.nullable(), next: bandSchema, points: pointsSchema });

export const spreadSchema = z
  .object({
    ...stamp,
    limits: z.object({ redBelow: pointsSchema, yellowBelow: pointsSchema }),
    segments: z.array(segmentSpread).meta({ description: "All accounts first; an account in several segments counts in each." }),
    scores: z.array(z.object({ from: pointsSchema, to: pointsSchema, accounts: countSchema })).meta({ description: "Computed scores by tens of points." }),
    lopsidedMetrics: z
      .array(z.object({ metric: z.string(), name: z.string(), band: bandSchema, share: shareSchema, accounts: countSchema, weight: shareSchema, quartiles: z.tuple([measuredSchema, measuredSchema, measuredSchema]).meta({ description: "Of the raw values: between them a scale has to climb." }) }))
      .meta({ description: "Metrics that put nearly all accounts into one band, the heaviest first." }),
    nearlyThere: z.array(z.object({ band: bandSchema, total: countSchema, accounts: z.array(nearAccount) })).meta({ description: "Top of yellow and top of red: the fewest points missing to the next band first, at most 100 of each." }),
    unknown: z.array(unknownGroupSchema).meta({ description: "Accounts without a band, by why." }),
    definitions: z.array(z.string()),
  })
  .meta({ id: "BandSpread" });
