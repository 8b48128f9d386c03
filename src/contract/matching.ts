import { z } from "zod";
import { matchGrounds } from "../accounts/matching.ts";
import { countSchema } from "./values.ts";

const record = { source: z.string(), record: z.string(), name: z.string().nullable(), mrr: z.number().meta({ description: "Recurring revenue a month, as its source says." }) };
const named = { source: z.string().min(1).max(100), record: z.string().min(1).max(1000) };
const account = z.object({ account: z.string(), name: z.string() });
const proposal = z.object({ ...record, account: z.string(), accountName: z.string(), by: z.enum(matchGrounds), evidence: z.string().meta({ description: "What both have." }) });

export const matchingQuery = z.strictObject({ into: z.string().min(1).max(100).optional().meta({ description: "The source whose ids are the accounts'; default the one that saw the product used." }) });

export const matchingSchema = z
  .object({
    sources: z.array(z.string()),
    into: z.string().nullable().meta({ description: "Null where it has to be said." }),
    proposals: z.array(proposal).meta({ description: "By revenue, at most 500." }),
    grounds: z.array(z.object({ by: z.enum(matchGrounds), records: countSchema })).meta({ description: "How many are proposed on which ground." }),
    questions: z.array(z.object({ ...record, accounts: z.array(account), by: z.enum(matchGrounds), evidence: z.string() })).meta({ description: "Records that could be of several accounts." }),
    unmatched: z.array(z.object(record)).meta({ description: "By revenue, at most 500." }),
    unmatchedTotal: countSchema,
    unmatchedMrr: z.number(),
    declined: z.array(proposal),
    decided: z.array(z.object({ source: z.string(), record: z.string(), account: z.string(), accountName: z.string() })),
    decidedTotal: countSchema,
  })
  .meta({ id: "Matching", description: "Which records of several sources are of the same account." });

export const matchWish = z.strictObject({
  into: z.string().min(1).max(100).optional(),
  decision: z.discriminatedUnion("act", [
    z.strictObject({ act: z.literal("accept_all"), grounds: z.array(z.enum(matchGrounds)).min(1) }),
    z.strictObject({ act: z.literal("match"), ...named, account: z.string().min(1).max(1000) }),
    z.strictObject({ act: z.literal("undo"), ...named }),
    z.strictObject({ act: z.literal("decline"), ...named }),
    z.strictObject({ act: z.literal("propose_again"), ...named }),
  ]),
});
