import { z } from "zod";

const count = z.number().int();

/** What became of a request to forget somebody. */
export const forgotSchema = z
  .discriminatedUnion("state", [
    z.object({
      state: z.literal("erased"),
      rows: z.object({ events: count, traits: count, memberships: count, scores: count }),
      payloads: count.meta({ description: "Requests of the journal in which calls were blanked." }),
      deadLetters: count,
      records: count.meta({ description: "What people wrote about the account." }),
      previousIds: count.meta({ description: "Ids that the user had before, which are forgotten as well." }),
    }),
    z.object({ state: z.literal("pending") }).meta({ description: "A store can't be reached. Nothing more is taken; what is there is erased as soon as it can be." }),
  ])
  .meta({ id: "Forgot" });

export type ForgotAnswer = z.infer<typeof forgotSchema>;

/** How much is held of somebody: what forgetting them would take. */
export const heldCountsSchema = z
  .object({
    rows: z.object({ events: count, traits: count, memberships: count, scores: count }).meta({ description: "In ClickHouse." }),
    calls: count.meta({ description: "In the journal, as they were sent." }),
    deadLetters: count,
    records: count.meta({ description: "What people wrote about the account, in Postgres." }),
    previousIds: count.meta({ description: "Ids that the user had before, which would be forgotten as well." }),
  })
  .meta({ id: "HeldCounts" });

export type HeldCountsAnswer = z.infer<typeof heldCountsSchema>;

export const tombstonesSchema = z.object({
  forgotten: z.array(
    z
      .object({
        kind: z.enum(["user", "account"]),
        at: z.string().meta({ format: "date-time" }),
        erasedAt: z.string().nullable().meta({ format: "date-time", description: "null while it is still to be done." }),
        hash: z.string().meta({ description: "Salted; it tells nobody who it was." }),
      })
      .meta({ id: "Tombstone" }),
  ),
});

export type TombstonesAnswer = z.infer<typeof tombstonesSchema>;
