import { z } from "zod";
import { causeSchema } from "./account-row.ts";
import { accountIdSchema, asOfSchema, atInstant, bandSchema, countSchema, cursorSchema, instantSchema, listOf, moneySchema, pointsSchema, stamp, wholeNumber } from "./values.ts";

const named = z.string().max(1000);

const period = {
  ...atInstant,
  band: listOf(bandSchema).optional().meta({ description: "The band that it has come to." }),
  since: asOfSchema.optional().meta({ description: "The earlier instant; default the local midnight seven days before, at most 100 days before." }),
  limit: wholeNumber({ least: 1, most: 500, standard: 50 }),
  cursor: cursorSchema.optional(),
};

/** Which accounts, as they are at the instant; and from which band to which. Of a list any one is enough. */
export const transitionsQuery = z.strictObject({
  ...period,
  fromBand: listOf(bandSchema).optional().meta({ description: "The band that it has left." }),
  direction: z.enum(["up", "down"]).optional().meta({ description: "To a better band, or to a worse one." }),
  stage: listOf(named).optional().meta({ description: "Ids of stages; an empty text is accounts without one." }),
  segment: listOf(named).optional(),
  owner: listOf(named).optional().meta({ description: "Teammates; an empty text is accounts without an owner." }),
  text: z.string().max(200).optional().meta({ description: "In name, id or owner; case and accents don't matter." }),
});

export const transitionKinds = ["band", "score"] as const;

export const accountTransitionsQuery = z.strictObject({
  ...period,
  kind: listOf(z.enum(transitionKinds)).optional().meta({ description: "`band`, the default: changes of band. `score`: moves of a point or more within a band, as they were seen while the server was running." }),
});

const side = z.object({ asOf: instantSchema, score: pointsSchema.nullable(), band: bandSchema });

export const transitionSchema = z
  .object({
    account: accountIdSchema,
    name: z.string(),
    owner: z.string().nullable(),
    mrr: moneySchema.nullable(),
    kind: z.enum(transitionKinds),
    from: side.meta({ description: "What it left: as it was told of last, or at the midnight before." }),
    to: side.meta({ description: "What it came to, and when that was seen." }),
    direction: z.enum(["up", "down"]).nullable().meta({ description: "Null where the band is unknown on either side, or the score." }),
    cause: causeSchema.nullable().meta({ description: "What did most of it; null where nothing moved the score: a band that was held until then." }),
    parts: z.array(causeSchema).meta({ description: "Everything that moved the score, the most first. They sum to the difference of the scores within 1e-9; points are 0 where a score came or went." }),
  })
  .meta({ id: "Transition", description: "A change of an account's band or score, and why." });

export const transitionsSchema = z
  .object({
    ...stamp,
    since: instantSchema,
    scoredThrough: instantSchema.nullable().meta({ description: "Up to this midnight everybody is scored, so that nothing is missing; null while an account may lack midnights since its first." }),
    total: countSchema.meta({ description: "On all pages." }),
    transitions: z.array(transitionSchema).meta({ description: "Latest first, of accounts that are customers." }),
    next: z.string().nullable().meta({ description: "Cursor of the next page; null on the last." }),
  })
  .meta({ id: "Transitions" });
