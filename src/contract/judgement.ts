import { z } from "zod";
import { dueStates } from "../scores/lasting.ts";
import { accountIdSchema, atInstant, bandSchema, countSchema, cursorSchema, instantSchema, listOf, moneySchema, pointsSchema, stamp, wholeNumber } from "./values.ts";

const named = z.string().max(1000);
const owner = listOf(named).optional().meta({ description: "Owners of the accounts; an empty text is accounts without one." });

export const recordedKinds = ["pulse", "measurement", "adjustment", "override", "stage", "goal", "note", "owner"] as const;
export const recordedStates = ["in_force", "replaced", "expired", "withdrawn"] as const;

const recordedItem = z
  .object({
    message: z.string().meta({ description: "Its id: what a withdrawal names." }),
    kind: z.enum(recordedKinds),
    state: z.enum(recordedStates).meta({ description: "`replaced` by a later one of its kind; `expired` by its date or its age." }),
    text: z.string().meta({ description: "What was said, in words." }),
    time: instantSchema.meta({ description: "From when it counts." }),
    recordedAt: instantSchema,
    author: z.string().nullable(),
    reason: z.string().nullable(),
    band: bandSchema.nullable().meta({ description: "Of a pulse or an override." }),
    value: z.number().nullable().meta({ description: "What was typed in, the amount of an adjustment, or the score of an override." }),
    name: z.string().nullable().meta({ description: "The measurement, goal or stage that it is about." }),
    ends: instantSchema.nullable().meta({ description: "From when it no longer counts by itself; null where nothing ends it." }),
    withdrawn: z.object({ time: instantSchema, author: z.string().nullable(), reason: z.string().nullable() }).nullable(),
    canBeWithdrawn: z.boolean(),
  })
  .meta({ id: "RecordedItem", description: "Something that a person recorded about an account." });

export const recordedListSchema = z.object({ ...stamp, account: accountIdSchema, items: z.array(recordedItem).meta({ description: "The latest first, a thousand at most." }) }).meta({ id: "RecordedList" });

export const disagreementsQuery = z.strictObject({ ...atInstant, owner, limit: wholeNumber({ least: 1, most: 500, standard: 100 }) });

const disagreement = z
  .object({
    account: accountIdSchema,
    name: z.string(),
    owner: z.string().nullable(),
    mrr: moneySchema.nullable(),
    pulse: z.object({ message: z.string(), band: bandSchema, time: instantSchema, author: z.string().nullable(), reason: z.string().nullable() }),
    score: pointsSchema.meta({ description: "From data alone: without pulses, overrides and people's adjustments." }),
    band: bandSchema.meta({ description: "Of that score." }),
    standpoint: z.enum(["people_worse", "people_better"]),
    since: instantSchema.meta({ description: "The later of the pulse and the first of the midnights on which both stood so." }),
    isLonger: z.boolean().meta({ description: "True where it goes back further than was looked." }),
    days: z.number().int(),
    decision: z.string().meta({ description: "What somebody has to decide, in words." }),
  })
  .meta({ id: "Disagreement", description: "A pulse of green where the data say red, or the other way round, for a week at least." });

export const disagreementsSchema = z.object({ ...stamp, total: countSchema, disagreements: z.array(disagreement).meta({ description: "The most revenue first." }) }).meta({ id: "Disagreements" });

export const dueQuery = z.strictObject({
  ...atInstant,
  owner,
  state: listOf(z.enum(dueStates)).optional().meta({ description: "Default: what is overdue or due." }),
  responsible: listOf(named).optional().meta({ description: "Teammates who have to say it." }),
  account: accountIdSchema.optional(),
  limit: wholeNumber({ least: 1, most: 2000, standard: 200 }),
  cursor: cursorSchema.optional(),
});

const dueItem = z
  .object({
    account: accountIdSchema,
    name: z.string(),
    owner: z.string().nullable(),
    responsible: z.string().nullable().meta({ description: "The teammate that the metric names by e-mail address, else the account's owner." }),
    kind: z.enum(["pulse", "measurement"]),
    measurement: z.string().nullable().meta({ description: "Its name; null for a pulse." }),
    metric: z.string().nullable(),
    metricName: z.string(),
    state: z.enum(dueStates),
    dueAt: instantSchema.nullable().meta({ description: "By when it is asked for; null where nothing asks for it." }),
    daysOverdue: z.number().int().nonnegative(),
    last: z
      .object({ message: z.string(), time: instantSchema, author: z.string().nullable(), band: bandSchema.nullable(), value: z.number().nullable(), reason: z.string().nullable(), ends: instantSchema })
      .nullable()
      .meta({ description: "What was said last; from `ends` on it no longer counts." }),
  })
  .meta({ id: "DueItem", description: "A pulse or a typed-in value, and when it is to be said again." });

export type DueItem = z.infer<typeof dueItem>;

export const dueSchema = z
  .object({
    ...stamp,
    total: countSchema.meta({ description: "How many the filters let through, on all pages." }),
    people: z.array(z.object({ responsible: z.string().nullable(), overdue: countSchema, due: countSchema })).meta({ description: "Who has how much to say, of all that the filters but `state` let through; the most overdue first." }),
    items: z.array(dueItem).meta({ description: "What is due longest first." }),
    next: z.string().nullable(),
  })
  .meta({ id: "MeasurementsDue" });

export const noticesQuery = z.strictObject({ owner: listOf(named).optional().meta({ description: "Of these owners; default: the own e-mail address and books, for a key or a manager everybody's." }) });

export const noticesSchema = z
  .object({
    asOf: instantSchema,
    notices: z
      .array(
        z.object({
          kind: z.literal("hand_over"),
          message: z.string(),
          time: instantSchema,
          account: accountIdSchema,
          name: z.string(),
          from: z.string(),
          to: z.string(),
          by: z.string().nullable(),
          note: z.string().nullable(),
          text: z.string(),
        }),
      )
      .meta({ description: "Of the last 30 days, the latest first." }),
  })
  .meta({ id: "Notices", description: "What concerns somebody and nobody may have told them." });
