import { z } from "zod";
import { journeyStatuses } from "../journey/status.ts";
import { accountRowSchema } from "./account-row.ts";
import { accountIdSchema, asOfSchema, atInstant, bandSchema, countSchema, cursorSchema, decimal, listOf, measuredSchema, missingReasonSchema, moneySchema, pointsSchema, shareSchema, stamp, wholeNumber } from "./values.ts";

const named = z.string().max(1000);

/** Which accounts; all filters that are written must hold, and of a list any one. */
const accountFilters = {
  band: listOf(bandSchema).optional(),
  stage: listOf(named).optional().meta({ description: "Ids of stages; an empty text is accounts without one." }),
  segment: listOf(named).optional().meta({ description: "Ids of segments; an account can be in several." }),
  stageStatus: listOf(z.enum(journeyStatuses)).optional(),
  benchmark: z.enum(["under", "reached"]).optional().meta({ description: "Under the benchmark, or not." }),
  owner: listOf(named).optional().meta({ description: "Teammates; an empty text is accounts without an owner." }),
  text: z.string().max(200).optional().meta({ description: "In name, id or owner; case and accents don't matter." }),
  scoreFrom: decimal.optional().meta({ description: "Score of at least this." }),
  scoreBelow: decimal.optional(),
  renewalFrom: asOfSchema.optional().meta({ description: "Renewal at or after this." }),
  renewalBefore: asOfSchema.optional(),
};

/** What a portfolio can be grouped by. */
export const groupKeys = ["band", "stage", "segment", "owner", "renewal"] as const;
export type GroupBy = (typeof groupKeys)[number];
const groupSchema = z.enum(groupKeys);

export const sortKeys = ["name", "score", "change7Days", "change30Days", "revenue", "renewal", "coverage", "gap", "stageDays"] as const;

/** By the raw value of a metric: its id behind `metric:`. */
const metricSort = z.templateLiteral(["metric:", z.string().regex(/^[a-z][a-z0-9_]{0,99}$/)]);

export const accountsQuery = z.strictObject({
  ...atInstant,
  ...accountFilters,
  sort: z.union([z.enum(sortKeys), metricSort]).default("score").meta({ description: "One of the row's own values, or `metric:` and the id of a metric that the score counts." }),
  order: z.enum(["ascending", "descending"]).default("ascending").meta({ description: "Accounts without the value come last either way." }),
  limit: wholeNumber({ least: 1, most: 1000, standard: 50 }),
  cursor: cursorSchema.optional(),
  group: groupSchema.optional().meta({ description: "Together with `inGroup`." }),
  inGroup: named.optional().meta({ description: "Only accounts of this group: its id, as the groups of the portfolio name it; an empty text is what has none." }),
  offset: wholeNumber({ least: 0, most: 999_999, standard: 0 }).meta({ description: "Leaves out so many at the beginning; for whoever knows how many there are. `cursor` doesn't show an account twice when scores change meanwhile." }),
  metrics: listOf(z.string().max(100)).optional().meta({ description: "Ids of metrics whose values rows have too." }),
  traits: listOf(z.string().min(1).max(200)).optional().meta({ description: "Traits of accounts whose values rows have too." }),
  sparkline: z.enum(["yes", "no"]).default("yes").meta({ description: "Whether rows have their last 90 days." }),
});

export const accountsSchema = z
  .object({
    ...stamp,
    total: countSchema.meta({ description: "How many accounts the filters let through, on all pages." }),
    accounts: z.array(accountRowSchema),
    next: z.string().nullable().meta({ description: "Cursor of the next page; null on the last." }),
  })
  .meta({ id: "Accounts" });

export const traitNamesSchema = z
  .object({ traits: z.array(z.object({ trait: z.string(), accounts: countSchema.meta({ description: "That have it, or had it once." }) })).max(500).meta({ description: "Those of the most accounts first." }) })
  .meta({ id: "TraitNames" });

export const portfolioQuery = z.strictObject({ ...atInstant, ...accountFilters });

export const groupsQuery = z.strictObject({ ...atInstant, ...accountFilters, by: groupSchema });

const bandTotals = z
  .object({
    band: bandSchema,
    accounts: countSchema,
    share: shareSchema,
    mrr: moneySchema,
    withoutRevenue: countSchema.meta({ description: "Accounts whose revenue isn't known, and which the sum therefore leaves out." }),
  })
  .meta({ id: "BandTotals" });

const groupTotals = z.object({ id: z.string().meta({ description: "Empty for accounts without one." }), name: z.string(), accounts: countSchema, mrr: moneySchema }).meta({ id: "GroupTotals" });

export const groupsSchema = z
  .object({
    ...stamp,
    by: groupSchema,
    groups: z.array(groupTotals.extend({ bands: z.array(z.object({ band: bandSchema, accounts: countSchema })).meta({ description: "From red to unknown." }) })).meta({ description: "Bands from red on, stages and segments as the health definition orders them, owners and months by themselves; what has none last." }),
  })
  .meta({ id: "PortfolioGroups", description: "An account in several segments stands in each of them." });

export const unknownGroupSchema = z
  .object({
    missing: z.array(z.object({ metric: z.string(), name: z.string(), reason: missingReasonSchema })),
    text: z.string(),
    accounts: countSchema,
    mrr: moneySchema,
    examples: z.array(z.object({ account: accountIdSchema, name: z.string() })).max(4),
  })
  .meta({ id: "UnknownGroup", description: "Accounts without a band that lack the same values for the same reasons." });

export const summarySchema = z
  .object({
    ...stamp,
    accounts: countSchema,
    mrr: moneySchema,
    bands: z.array(bandTotals).meta({ description: "All four, from green to unknown." }),
    spread: z.object({ kind: z.enum(["spread", "lopsided", "too_few"]), band: bandSchema.nullable(), share: shareSchema.nullable(), text: z.string().nullable() }).meta({ description: "Whether the bands tell accounts apart." }),
    unknown: z.array(unknownGroupSchema).meta({ description: "The most accounts first." }),
    stages: z.array(groupTotals),
    segments: z.array(groupTotals),
    owners: z.array(groupTotals),
  })
  .meta({ id: "PortfolioSummary" });

export const distributionQuery = portfolioQuery.extend({ bins: wholeNumber({ least: 2, most: 100, standard: 20 }) });

export const distributionSchema = z
  .object({
    ...stamp,
    bins: z.array(z.object({ from: pointsSchema, to: pointsSchema.meta({ description: "Exclusive, but for the last." }), accounts: countSchema, mrr: moneySchema })),
    unknown: z.object({ accounts: countSchema, mrr: moneySchema }).meta({ description: "Accounts without a score." }),
    limits: z.object({ redBelow: pointsSchema, yellowBelow: pointsSchema }).meta({ description: "The bands of the base model, to be drawn in." }),
  })
  .meta({ id: "ScoreDistribution" });

export const nearQuery = portfolioQuery.extend({ limit: wholeNumber({ least: 1, most: 50, standard: 10 }) });

const reachSchema = z.object({ value: z.number(), text: z.string() });

export const leverSchema = z
  .object({ metric: z.string(), name: z.string(), from: measuredSchema, to: reachSchema.meta({ description: "The nearest value that would be enough, everything else as it is." }) })
  .meta({ id: "Lever", description: "A metric that could bring an account to the next band by itself." });

export const nearSchema = z
  .object({ ...stamp, total: countSchema, accounts: z.array(z.object({ row: accountRowSchema, levers: z.array(leverSchema) })) })
  .meta({ id: "NearlyThere", description: "The fewest points missing to the next band first." });
