import { z } from "zod";
import { accountIdSchema } from "./values.ts";

export const findQuery = z.strictObject({ asked: z.string().min(1).max(1000).meta({ description: "An id or a name." }) });

export const findSchema = z
  .object({
    account: accountIdSchema.nullable().meta({ description: "The account with that id, or the only one with that name." }),
    isAmbiguous: z.boolean().meta({ description: "Several accounts have that name." }),
    candidates: z.array(z.object({ account: accountIdSchema, name: z.string() })).max(10).meta({ description: "When there is no account: those that may have been meant." }),
  })
  .meta({ id: "FoundAccount" });
