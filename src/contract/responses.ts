import { z } from "zod";
import { actionKinds } from "../insights/responses/dips.ts";
import { daySchema } from "./plan.ts";
import { accountIdSchema, asOfSchema, bandSchema, countSchema, instantSchema, listOf, shareSchema, wholeNumber } from "./values.ts";

const days = z.number().min(0);

const tookSchema = z
  .object({
    happened: countSchema,
    medianDays: days.nullable().meta({ description: "Days after which it had happened for half, with those that still wait counted for as long as they have waited (Kaplan and Meier); null where it never comes to half." }),
    low: days.nullable().meta({ description: "The median's interval with 95 % confidence; null where the data doesn't bound it." }),
    high: days.nullable(),
    withinWeek: shareSchema.nullable().meta({ description: "Share of which it had happened within seven days, estimated in the same way." }),
  })
  .meta({ id: "TimeTaken" });

const timesSchema = z.object({
  dips: countSchema,
  response: tookSchema.meta({ description: "Until a teammate did something about the account." }),
  recovery: tookSchema.meta({ description: "Until the band was at least as good as before." }),
  byThemselves: countSchema.meta({ description: "Back before anything was done." }),
});

export const responsesQuery = z.strictObject({
  since: asOfSchema.optional().meta({ description: "Falls from here on; default 180 days." }),
  owner: listOf(z.string().max(1000)).optional().meta({ description: "Whose the account was when it fell; an empty text is nobody's." }),
  limit: wholeNumber({ least: 1, most: 1000, standard: 100 }),
});

export const responsesSchema = z
  .object({
    at: instantSchema,
    today: daySchema,
    since: daySchema,
    until: daySchema,
    version: z.string().meta({ description: "The version of the pack whose stored bands these are." }),
    everybody: timesSchema,
    owners: z.array(timesSchema.extend({ owner: z.string().nullable() })).meta({ description: "By whose the account was when it fell; the most falls first." }),
    dips: z
      .array(
        z.object({
          account: accountIdSchema,
          name: z.string(),
          owner: z.string().nullable(),
          isCustomer: z.boolean(),
          day: daySchema,
          at: instantSchema.meta({ description: "The local midnight at which the lower band was found." }),
          from: bandSchema,
          to: bandSchema,
          response: z.object({ at: instantSchema, kind: z.enum(actionKinds), days }).nullable(),
          recovery: z.object({ at: instantSchema, days }).nullable(),
          watchedUntil: instantSchema,
        }),
      )
      .meta({ description: "The latest first." }),
  })
  .meta({ id: "Responses", description: "For every fall to a lower band: the time until somebody did something, and until the account was back." });
