import { z } from "zod";
import { ownerWish, stageWish } from "./record.ts";
import { accountIdSchema } from "./values.ts";

/** A request answers within seconds; whoever has more sends several. */
export const mostAtOnce = 300;

const accounts = z
  .array(accountIdSchema)
  .min(1, "name an account")
  .max(mostAtOnce, `name at most ${mostAtOnce} accounts, and send the others in another request`)
  .refine((ids) => new Set(ids).size === ids.length, "name each account once");

export const bulkOwnerWish = z.strictObject({ accounts, ...ownerWish.shape });
export const bulkStageWish = z.strictObject({ accounts, stage: stageWish.shape.stage, line: stageWish.shape.line, reason: stageWish.shape.reason });
export const bulkPlanWish = z.strictObject({
  accounts,
  template: z.string().trim().min(1).max(200).meta({ description: "Id of a plan of the health definition; its steps go to each account's owner." }),
  reason: z.string().trim().min(1).max(2000).optional().meta({ description: "Default: what the template says." }),
});
export const bulkWithdrawalWish = z.strictObject({
  recorded: z.array(z.strictObject({ account: accountIdSchema, message: z.string().min(1).max(200) })).min(1).max(mostAtOnce),
  reason: z.string().trim().min(1).max(2000).optional(),
});

const resultSchema = z
  .object({
    account: accountIdSchema,
    name: z.string().nullable().meta({ description: "Null for an account that isn't known as a customer." }),
    isDone: z.boolean(),
    code: z.string().nullable().meta({ description: "Why it wasn't done: `unchanged`, `not_yours`, `not_found`, `not_now`, `not_loaded`, `needs_role`, `withdrawn_already`, `invalid`, `forgotten`, `busy` or `full`; the last two and `not_loaded` pass by themselves." }),
    detail: z.string().nullable(),
    message: z.string().nullable().meta({ description: "The id of what was recorded: a withdrawal names it." }),
    before: z.string().nullable().meta({ description: "The owner until then, of a hand-over." }),
    plan: z.string().nullable().meta({ description: "The id of the plan that was opened." }),
  })
  .meta({ id: "BulkResult" });

export const bulkSchema = z.object({ done: z.number().int(), refused: z.number().int(), results: z.array(resultSchema).meta({ description: "In the order of the request." }) }).meta({ id: "BulkResults", description: "What became of each account: what can't be done for one is done for the others all the same." });

export type BulkResult = z.output<typeof resultSchema>;
