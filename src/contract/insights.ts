import { z } from "zod";
import { countSchema, instantSchema } from "./values.ts";

/** What can be asked of the past; each is a command of `bellwether learn` by the same name. */
export const insightKinds = ["backtest", "won-lost", "calibration", "likelihood", "suggest", "review", "outcomes"] as const;
export type InsightKind = (typeof insightKinds)[number];
export const insightKindSchema = z.enum(insightKinds).meta({ id: "InsightKind", description: "A command of `bellwether learn`, by its name." });

export const insightStates = ["waiting", "running", "done", "failed", "cancelled", "cut_off"] as const;
export type InsightState = (typeof insightStates)[number];

export const insightRunSchema = z
  .object({
    id: z.string(),
    kind: insightKindSchema,
    state: z.enum(insightStates).meta({ description: "`waiting` for the one before it; `cut_off` by a stop of the server." }),
    askedAt: instantSchema,
    askedBy: z.string(),
    endedAt: instantSchema.nullable(),
    version: z.string().meta({ description: "Of the health definition that it is asked under." }),
    versionNumber: z.number().int().nullable().meta({ description: "Null for a definition that was never applied." }),
    past: z.object({ from: instantSchema, to: instantSchema }).nullable().meta({ description: "The past that is looked at; null until it begins." }),
    problem: z.string().nullable().meta({ description: "Why there is no result, for people." }),
    progress: z.object({ done: countSchema, total: countSchema.nullable() }).nullable().meta({ description: "Accounts that were read; null when it doesn't run." }),
  })
  .meta({ id: "InsightRun", description: "A question to the past, asked in the background." });

const keptSchema = z.object({ run: insightRunSchema, headline: z.string().meta({ description: "The result in one sentence." }) });

export const insightsSchema = z
  .object({
    kinds: z.array(
      z.object({
        kind: insightKindSchema,
        kept: keptSchema.nullable().meta({ description: "The newest result; null where there is none." }),
        latest: insightRunSchema.nullable().meta({ description: "The run that was asked for last, whatever became of it." }),
      }),
    ),
    running: z.object({ version: z.string(), versionNumber: z.number().int().nullable() }).meta({ description: "The health definition in use: a result under another version speaks of that one." }),
    mayRun: z.boolean().meta({ description: "Whether whoever asks may start and cancel." }),
  })
  .meta({ id: "Insights" });

export const insightParams = z.strictObject({ kind: insightKindSchema });

export const insightSchema = z
  .object({
    kept: keptSchema.nullable(),
    result: z.record(z.string(), z.unknown()).nullable().meta({ description: "What `bellwether learn <kind> --json` prints, with counts in place of the list of outcomes and at most 300 names in lists of examples (`likelihood` tells every customer); `suggest` considers no candidates. Null where nothing is kept." }),
  })
  .meta({ id: "Insight" });

export const insightRunParams = z.strictObject({ id: z.string().max(100) });

export const renewalLikelihoodsSchema = z
  .object({
    reason: z.string().nullable().meta({ description: "Why nothing can be said; null when something can." }),
    askedAt: instantSchema.nullable().meta({ description: "When it was learned." }),
    asOf: instantSchema.nullable().meta({ description: "The day of the scores that it rests on." }),
    within: countSchema.nullable().meta({ description: "Days." }),
    accounts: z.array(z.object({ account: z.string(), value: z.number(), low: z.number(), high: z.number(), basis: z.string() })).meta({ description: "How likely each is to be lost within so many days, with its 95 % interval, among the renewals that the question lists." }),
    months: z.array(z.object({ id: z.string().nullable(), expectedLoss: z.number(), accounts: countSchema })).meta({ description: "Revenue a month times likelihood, summed over the accounts with a likelihood." }),
    owners: z.array(z.object({ id: z.string().nullable(), expectedLoss: z.number(), accounts: countSchema })),
  })
  .meta({ id: "RenewalLikelihoods" });
