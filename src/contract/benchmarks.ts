import { z } from "zod";
import { groupings } from "../insights/benchmarks/settings.ts";
import { accountIdSchema, atInstant, bandSchema, countSchema, instantSchema, moneySchema, pointsSchema, shareSchema, stamp, wholeNumber } from "./values.ts";

const figures = {
  points: pointsSchema.meta({ description: "The benchmark." }),
  under: pointsSchema.meta({ description: "Below this an account counts as under its benchmark." }),
};

const groupSchema = z.object({ by: z.array(z.enum(groupings)), text: z.string(), of: z.enum(["renewed", "all"]), accounts: countSchema }).meta({ id: "BenchmarkGroup", description: "Accounts of the past: those that renewed, or all." });

/** What a score is held against. */
export const benchmarkSchema = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("base"),
      ...figures,
      quartiles: z.tuple([pointsSchema, pointsSchema, pointsSchema]).meta({ description: "Half of the group lie between the first and the last." }),
      group: groupSchema,
      widened: z.string().nullable().meta({ description: "Which narrower groups had too few accounts, in words; null when the narrowest has enough." }),
    }),
    z.object({ kind: z.literal("target"), ...figures }),
  ])
  .meta({ id: "Benchmark", description: "What customers in the same place had, or a target of the pack." });

const noGapSchema = z.object({ kind: z.enum(["no_score", "none"]), text: z.string() }).meta({ id: "NoGap", description: "Why there is nothing to compare." });

const mostBySchema = z.object({ metric: z.string(), name: z.string(), score: pointsSchema, benchmark: pointsSchema, effect: z.number().meta({ description: "Points of the mean." }) }).meta({ id: "GapCause", description: "The metric that explains most of a shortfall." });

/** A gap on a line of the portfolio. */
export const rowGapSchema = z
  .object({ gap: z.number().meta({ description: "Computed score less benchmark." }), benchmark: pointsSchema, isUnder: z.boolean(), group: z.string().meta({ description: "What it is held against, in words." }), mostBy: mostBySchema.nullable() })
  .meta({ id: "RowGap", description: "An account against its benchmark." });

const cellSchema = z
  .object({
    stage: z.string().nullable(),
    segment: z.string().nullable(),
    benchmark: benchmarkSchema.nullable().meta({ description: "Of the place whatever the months of the contract; null where all accounts together are too few." }),
    accounts: countSchema.meta({ description: "Here today, with a score that can be compared." }),
    under: countSchema.meta({ description: "Of those: under the benchmark of their own place, months of the contract included." }),
    meanGap: z.number().nullable().meta({ description: "Mean of score less benchmark; null when nobody is here." }),
    mrrUnder: moneySchema,
  })
  .meta({ id: "BenchmarkCell" });

export const benchmarksQuery = z.strictObject({
  ...atInstant,
  score: z.string().max(1000).default("overall").meta({ description: "Which score the cells tell the benchmark of: `overall`, a category or a metric. Accounts are always compared by the overall one." }),
  stage: z.string().max(1000).optional().meta({ description: "Only accounts of this stage are listed; an empty text is none." }),
  segment: z.string().max(1000).optional().meta({ description: "Only accounts that are compared in this segment are listed; an empty text is none." }),
  limit: wholeNumber({ least: 1, most: 1000, standard: 50 }),
});

const named = z.object({ id: z.string().nullable(), name: z.string() });

export const benchmarksSchema = z
  .object({
    ...stamp,
    frozenAt: instantSchema.nullable().meta({ description: "The start of the local month: nothing that was known later moves a benchmark before the next. Null before the data begins." }),
    score: z.object({ id: z.string(), name: z.string() }),
    scores: z.array(z.object({ id: z.string(), name: z.string(), kind: z.enum(["overall", "category", "metric"]) })).meta({ description: "What benchmarks can be asked for." }),
    stages: z.array(named).meta({ description: "Rows of the map, in the order of the journey; null is in no stage." }),
    segments: z.array(named).meta({ description: "Columns of the map." }),
    cells: z.array(cellSchema).meta({ description: "Stage by stage, only places in which there are accounts today." }),
    total: countSchema.meta({ description: "Accounts under their benchmark that the filters let through." }),
    furthest: z.array(z.object({ account: accountIdSchema, name: z.string(), owner: z.string().nullable(), stage: z.string().nullable(), stageName: z.string().nullable(), score: pointsSchema.nullable(), band: bandSchema, mrr: moneySchema.nullable(), gap: rowGapSchema })).meta({ description: "Furthest under first." }),
    uncompared: z.object({ withoutScore: countSchema, withoutBenchmark: countSchema }),
    definitions: z.array(z.string()),
  })
  .meta({ id: "Benchmarks" });

const gapSchema = z
  .object({
    subject: z.string(),
    name: z.string(),
    score: pointsSchema,
    gap: z.number(),
    isUnder: z.boolean(),
    rank: shareSchema.nullable().meta({ description: "Share of the group that scored no more; null against a target." }),
    effect: z.number().nullable().meta({ description: "Of a metric: what its gap makes in points of the mean." }),
    benchmark: benchmarkSchema,
  })
  .meta({ id: "Gap" });

const estimate = z.object({ value: shareSchema, low: shareSchema, high: shareSchema });
const lossRateSchema = z.object({ standings: countSchema, accounts: countSchema, lost: countSchema, rate: estimate.meta({ description: "With the 95 % interval of as many independent rows as they are worth." }) }).meta({ id: "LossRate" });

const lookAlikesSchema = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("found"),
      days: z.number().int(),
      group: z.string(),
      nearest: z.array(z.object({ account: accountIdSchema, name: z.string(), at: instantSchema, score: pointsSchema.nullable(), distance: z.number().meta({ description: "Standard deviations between the metric scores, on average." }), became: z.enum(["lost", "renewed", "stayed"]) })),
      alike: lossRateSchema,
      all: lossRateSchema.meta({ description: "Of all standings of the group." }),
      verdict: z.string(),
    }),
    z.object({ kind: z.literal("too_few"), days: z.number().int(), standings: countSchema, needed: countSchema }),
  ])
  .meta({ id: "LookAlikes", description: "Accounts that looked the same in the past, and what became of them." });

export const accountBenchmarkSchema = z
  .object({
    ...stamp,
    account: accountIdSchema,
    name: z.string(),
    computed: z.object({ score: pointsSchema.nullable(), band: bandSchema }),
    isOverridden: z.boolean().meta({ description: "Compared is the computed score, not what a person put in its place." }),
    frozenAt: instantSchema.nullable(),
    noGap: noGapSchema.nullable(),
    overall: gapSchema.nullable(),
    categories: z.array(gapSchema),
    metrics: z.array(gapSchema).meta({ description: "The one that explains most of a shortfall first." }),
    mostBy: mostBySchema.nullable(),
    lookAlikes: lookAlikesSchema.nullable(),
    definitions: z.array(z.string()),
  })
  .meta({ id: "AccountBenchmark" });
