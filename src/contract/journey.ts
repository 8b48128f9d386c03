import { z } from "zod";
import { journeyStatuses } from "../journey/status.ts";
import { accountIdSchema, atInstant, bandSchema, countSchema, cursorSchema, instantSchema, listOf, moneySchema, pointsSchema, shareSchema, stamp, wholeNumber } from "./values.ts";
import { journeyLineSchema } from "./journey-line.ts";

const named = z.string().max(1000);

/** Accounts that are listed; all filters that are written must hold, and of a list any one. The board counts everybody. */
export const journeyQuery = z.strictObject({
  ...atInstant,
  line: listOf(named).optional().meta({ description: "Ids of lines of business." }),
  stage: listOf(named).optional().meta({ description: "Ids of stages." }),
  status: listOf(z.enum(journeyStatuses)).optional().meta({ description: "Default: whoever is stuck or behind, unless a stage is asked for." }),
  owner: listOf(named).optional().meta({ description: "Teammates; an empty text is accounts without an owner." }),
  segment: listOf(named).optional(),
  limit: wholeNumber({ least: 1, most: 1000, standard: 50 }),
  cursor: cursorSchema.optional(),
});

const days = z.number().nonnegative();

const stageOnBoard = z
  .object({
    stage: z.string(),
    name: z.string(),
    isLost: z.boolean().meta({ description: "Where accounts are that are no customers any more." }),
    accounts: countSchema,
    onTrack: countSchema,
    behind: countSchema,
    stuck: countSchema,
    mrr: moneySchema.meta({ description: "Recurring revenue a month of the accounts in it; of several lines an account counts in each." }),
    expectedDays: days.nullable().meta({ description: "How long the stage should take at most; longer is behind." }),
    stuckDays: days.nullable().meta({ description: "From how many days on an account is stuck." }),
    medianDays: days.nullable().meta({ description: "How long those who are in it now have been there; null when nobody is." }),
    reached: countSchema.meta({ description: "How many ever came so far, of those who began: the funnel. Who skipped it came past it." }),
    reachedShare: shareSchema.nullable().meta({ description: "Of those who began; null when nobody did, and for the stage of lost accounts." }),
  })
  .meta({ id: "StageOnBoard" });

const travellerSchema = z
  .object({
    account: accountIdSchema,
    name: z.string(),
    owner: z.string().nullable(),
    segments: z.array(z.string()),
    mrr: moneySchema.nullable(),
    line: z.string(),
    stage: z.string(),
    stageName: z.string(),
    since: instantSchema,
    days: z.number().int().meta({ description: "Local days in the stage." }),
    status: z.enum(journeyStatuses).nullable(),
    expectedDays: days.nullable(),
    stuckDays: days.nullable(),
    reasons: z.array(z.string()).meta({ description: "Why it is behind or stuck." }),
    waitsFor: z.array(z.string()).meta({ description: "What it waits for alone." }),
  })
  .meta({ id: "Traveller", description: "An account in one line of business." });

export const journeySchema = z
  .object({
    ...stamp,
    accounts: countSchema.meta({ description: "All accounts that ever were customers." }),
    lines: z.array(z.object({ line: z.string(), name: z.string(), began: countSchema, stages: z.array(stageOnBoard) })).meta({ description: "Empty where the pack has no journey." }),
    total: countSchema.meta({ description: "How many the filters let through, on all pages." }),
    listed: z.array(travellerSchema).meta({ description: "Stuck first, then behind; of those the most revenue first." }),
    next: z.string().nullable().meta({ description: "Cursor of the next page; null on the last." }),
  })
  .meta({ id: "Journey" });

const stepSchema = z.object({ days, atRisk: countSchema, done: countSchema, left: shareSchema.meta({ description: "Share that isn't done yet." }) });

const durationSchema = z
  .object({
    accounts: countSchema,
    done: countSchema.meta({ description: "The others are on their way or were lost: they count for as long as they were watched." }),
    quartiles: z.tuple([days.nullable(), days.nullable(), days.nullable()]).meta({ description: "Days after which a quarter, half, three quarters are done; null where it doesn't come to that." }),
    watchedDays: days.meta({ description: "Later ones the curve knows nothing of." }),
    curve: z.array(stepSchema).meta({ description: "Kaplan and Meier's estimate: one step for each day on which somebody was done." }),
  })
  .meta({ id: "StageDuration", description: "How long something takes in a group of accounts." });

/** How accounts are put together in cohorts. */
export const cohortKinds = ["all", "month", "segment"] as const;

const cohortSchema = z.object({ by: z.enum(cohortKinds), id: z.string(), name: z.string(), duration: durationSchema });

export const cohortsSchema = z
  .object({
    ...stamp,
    lines: z.array(
      z.object({
        line: z.string(),
        name: z.string(),
        measures: z.array(z.object({ measure: z.enum(["onboarded", "first_value"]), name: z.string(), milestone: z.string(), cohorts: z.array(cohortSchema) })),
        stages: z.array(z.object({ stage: z.string(), name: z.string(), duration: durationSchema })),
        underWay: countSchema.meta({ description: "Accounts that were on their way already when the log begins; how long theirs took isn't known." }),
      }),
    ),
    health: z.object({
      by: z.enum(["month", "year"]),
      stages: z.array(z.object({ stage: z.string(), name: z.string() })),
      cohorts: z.array(z.object({ id: z.string(), stages: z.array(z.object({ stage: z.string(), accounts: countSchema, meanScore: pointsSchema.nullable() })) })),
    }).meta({ description: "Mean score of today's customers by when they began and their stage." }),
    definitions: z.array(z.string()),
  })
  .meta({ id: "Cohorts" });

const goalSchema = z
  .object({
    goal: z.string(),
    measure: z.string(),
    baseline: z.number().nullable(),
    target: z.number(),
    date: instantSchema.nullable(),
    state: z.enum(["open", "overdue", "unconfirmed", "reached"]),
    reached: instantSchema.nullable(),
    confirmedBy: z.string().nullable(),
    agreed: instantSchema,
  })
  .meta({ id: "CustomerGoal" });

export const accountJourneySchema = z
  .object({
    ...stamp,
    account: accountIdSchema,
    name: z.string(),
    isCustomer: z.boolean(),
    lines: z.array(
      journeyLineSchema.extend({
        startedAt: instantSchema,
        expectedDays: days.nullable(),
        stuckDays: days.nullable(),
        waitsFor: z.array(z.string()),
        stages: z.array(z.object({ stage: z.string(), name: z.string(), isLost: z.boolean(), passage: z.enum(["passed", "now", "ahead", "skipped"]) })),
      }),
    ),
    goals: z.array(goalSchema),
  })
  .meta({ id: "AccountJourney" });

const bandCounts = z.object({ band: bandSchema, accounts: countSchema, mrr: moneySchema });

export const trendSchema = z
  .object({ ...stamp, days: z.array(z.object({ asOf: instantSchema, bands: z.array(bandCounts).meta({ description: "All four, from green to unknown." }) })).meta({ description: "Local midnights of the year before, ascending." }) })
  .meta({ id: "BandTrend" });
