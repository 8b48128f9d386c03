import { z } from "zod";
import { attributions } from "../events/fact.ts";
import { accountIdSchema, countSchema, instantSchema, wholeNumber } from "./values.ts";

const source = z
  .object({
    source: z.string().meta({ description: "Name of the write key, or of the file, that events came through." }),
    events: countSchema,
    lastTime: instantSchema.meta({ description: "Time of its latest event." }),
    lastReceived: instantSchema.meta({ description: "When its last event came." }),
    silentHours: countSchema.meta({ description: "Whole hours since then." }),
    longestSilenceHours: countSchema.nullable().meta({ description: "Between two receipts of the last 120 days; null where it was heard of in one hour alone." }),
    isUnusual: z.boolean().meta({ description: "Silent for more than a day, and longer than ever in these 120 days. Scores are computed all the same." }),
  })
  .meta({ id: "PipelineSource" });

export const pipelineSchema = z
  .object({
    received: countSchema.meta({ description: "Calls that came: stored + duplicate + rejected + dead + waiting, and what is missing." }),
    stored: countSchema,
    duplicate: countSchema,
    rejected: countSchema.meta({ description: "Refused when they came, since the start of the process." }),
    dead: countSchema.meta({ description: "Acknowledged, and then couldn't be stored." }),
    waiting: countSchema,
    missing: z.number().int().meta({ description: "0; what damage to the journal took with it." }),
    rejectedBy: z.record(z.string(), countSchema).meta({ description: "Rejected calls by code." }),
    journalBytes: countSchema,
    oldestWaiting: instantSchema.nullable().meta({ description: "When the call came that waits longest to be loaded; null when none waits." }),
    sources: z.array(source).nullable().meta({ description: "Last received first; null while ClickHouse can't be asked." }),
  })
  .meta({ id: "Pipeline" });

export const accountPipelineQuery = z.strictObject({ limit: wholeNumber({ least: 1, most: 500, standard: 20 }) });

const arrived = z
  .object({
    messageId: z.string(),
    name: z.string(),
    time: instantSchema.meta({ description: "When it happened." }),
    knownAt: instantSchema.meta({ description: "Since when it may count." }),
    source: z.string(),
    attribution: z.enum(attributions).meta({ description: "How it came to belong to this account." }),
    record: z.string().nullable().meta({ description: "The sender's own id of the account, where a match has brought the event here." }),
    withdrawnAt: instantSchema.nullable().meta({ description: "When somebody took it back: since then nothing counts it." }),
    metrics: z.array(z.string()).meta({ description: "Ids of the pack's metrics that count it now." }),
  })
  .meta({ id: "ArrivedEvent" });

export const accountPipelineSchema = z
  .object({
    account: accountIdSchema,
    isKnown: z.boolean().meta({ description: "Whether any stored fact carries this id." }),
    total: countSchema.meta({ description: "Events of the account, ever." }),
    events: z.array(arrived).meta({ description: "Those that arrived last, last first." }),
    elsewhere: z
      .array(
        z
          .object({
            account: accountIdSchema,
            events: countSchema,
            why: z.enum(["match", "membership"]).meta({ description: "`match`: the id that they were sent under belongs to the other account. `membership`: no call named an account, and their users were in the other one then." }),
          })
          .meta({ id: "EventsElsewhere" }),
      )
      .meta({ description: "Events that were sent under this id, or by its users, and lie under another account; those with the most." }),
    waiting: countSchema.meta({ description: "Calls of all accounts that aren't loaded yet." }),
    unattributed: z
      .object({ events: countSchema, lastTime: instantSchema.nullable() })
      .meta({ description: "Events of the last 30 days that belong to no account: their users were never put into one." }),
  })
  .meta({ id: "AccountPipeline" });
