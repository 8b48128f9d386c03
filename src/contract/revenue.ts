import { z } from "zod";
import { dimensions, risks } from "../insights/money/at-risk.ts";
import { accountRowSchema } from "./account-row.ts";
import { asOfSchema, atInstant, bandSchema, countSchema, instantSchema, listOf, measuredSchema, moneySchema, stamp, wholeNumber } from "./values.ts";

export const riskSchema = z.enum(risks).meta({ id: "Risk", description: "Why recurring revenue counts as at risk." });

const sum = z.object({ accounts: countSchema, mrr: moneySchema });
const sums = {
  all: sum,
  atRisk: sum.meta({ description: "Each account once, for whichever reason." }),
  byRisk: z.array(sum.extend({ risk: riskSchema, name: z.string(), definition: z.string() })).meta({ description: "An account with several reasons counts for each." }),
};
const lineSchema = z.object({ id: z.string().nullable().meta({ description: "Null is without one." }), name: z.string(), ...sums }).meta({ id: "RiskLine" });

export const revenueQuery = z.strictObject({
  ...atInstant,
  since: asOfSchema.optional().meta({ description: "Retention since this day; default a year before." }),
  limit: wholeNumber({ least: 1, most: 1000, standard: 20 }),
});

const moved = z.object({ accounts: countSchema, mrr: moneySchema });

const retentionSchema = z
  .object({
    from: instantSchema,
    to: instantSchema,
    gross: z.number().nullable().meta({ description: "Of the revenue of the first day what is still there, without growth; null when there was none." }),
    net: z.number().nullable().meta({ description: "With growth; may pass 1." }),
    start: moved,
    added: moved,
    expanded: moved,
    contracted: moved,
    lost: moved,
    end: moved,
    exchange: moneySchema.meta({ description: "What currencies that moved made. Start, added and expanded, less contracted and lost, and this are the end." }),
    open: moved.meta({ description: "Of those lost: ended so lately that a late renewal can still come." }),
    contradicted: countSchema.meta({ description: "Accounts of which a loss was recorded although a contract runs on the last day." }),
    unconverted: countSchema.meta({ description: "Accounts left out because a currency has no rate." }),
  })
  .meta({ id: "Retention" });

export const revenueSchema = z
  .object({
    ...stamp,
    ...sums,
    unknown: countSchema.meta({ description: "Accounts whose revenue isn't known; they count nowhere." }),
    by: z.object(Object.fromEntries(dimensions.map((dimension) => [dimension, z.array(lineSchema)])) as Record<(typeof dimensions)[number], z.ZodArray<typeof lineSchema>>).meta({ description: "Largest revenue at risk first; renewals by month. Segments overlap." }),
    total: countSchema.meta({ description: "Accounts at risk." }),
    accounts: z.array(z.object({ row: accountRowSchema, risks: z.array(riskSchema) })).meta({ description: "The most revenue first." }),
    retention: retentionSchema,
    definitions: z.array(z.string()),
  })
  .meta({ id: "Revenue" });

export const renewalsQuery = z.strictObject({
  ...atInstant,
  days: wholeNumber({ least: 1, most: 400, standard: 180 }).meta({ description: "How far to look ahead." }),
  owner: listOf(z.string().max(1000)).optional().meta({ description: "Teammates; an empty text is accounts without an owner." }),
  segment: listOf(z.string().max(1000)).optional(),
  band: listOf(bandSchema).optional(),
  limit: wholeNumber({ least: 1, most: 1000, standard: 200 }),
});

const bandSums = z.array(sum.extend({ band: bandSchema })).meta({ description: "All four, from green to unknown." });
const renewalGroup = z.object({ id: z.string().nullable(), name: z.string(), accounts: countSchema, mrr: moneySchema, bands: bandSums }).meta({ id: "RenewalGroup" });

export const renewalsSchema = z
  .object({
    ...stamp,
    until: instantSchema,
    accounts: countSchema,
    mrr: moneySchema,
    bands: bandSums,
    months: z.array(renewalGroup).meta({ description: "Local months in which a term ends, ascending." }),
    owners: z.array(renewalGroup).meta({ description: "The most revenue first." }),
    renewals: z.array(z.object({ row: accountRowSchema, risks: z.array(riskSchema), pulse: measuredSchema.nullable().meta({ description: "The pulse as the score counts it: 100 green, 50 yellow, 0 red; null where the pack measures none." }) })).meta({ description: "The next to renew first." }),
    definitions: z.array(z.string()),
  })
  .meta({ id: "Renewals" });
