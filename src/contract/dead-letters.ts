import { z } from "zod";
import { countSchema, wholeNumber } from "./values.ts";

const deadLetter = z
  .object({
    id: z.string(),
    diedAt: z.string(),
    receivedAt: z.string(),
    source: z.string().meta({ description: "Name of the write key that it came through." }),
    code: z.string().meta({ description: "Stable; the reason in words may change." }),
    field: z.string().meta({ description: "Which field is the reason; empty when it is the call as a whole." }),
    reason: z.string(),
    call: z.string().meta({ description: "What was sent, as JSON." }),
  })
  .meta({ id: "DeadLetter", description: "A call that was acknowledged and then couldn't be stored." });

const code = z.string().min(1).max(200);

export const deadLettersQuery = z.strictObject({ code: code.optional(), limit: wholeNumber({ least: 1, most: 500, standard: 50 }) });

export const deadLettersSchema = z.object({
  total: countSchema.meta({ description: "Of the code, where one was asked for." }),
  codes: z.array(z.object({ code: z.string(), letters: countSchema })).meta({ description: "Of all letters, the most first." }),
  letters: z.array(deadLetter).meta({ description: "The oldest first." }),
});

/** Nothing is sent again or deleted without saying what. */
export const deadLettersChoice = z.union([z.strictObject({ ids: z.array(z.string().max(200)).min(1).max(1000) }), z.strictObject({ code }), z.strictObject({ all: z.literal(true) })]).meta({ description: "Which ones: by id, by code, or all." });

export const deadLettersReplayed = z.object({ replayed: countSchema, isFull: z.boolean().meta({ description: "The journal took no more; the rest are still dead letters." }) });

export const deadLettersDiscarded = z.object({ discarded: countSchema });
