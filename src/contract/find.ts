import { z } from "zod";
import { accountIdSchema, countSchema } from "./values.ts";

export const findQuery = z.strictObject({ asked: z.string().min(1).max(1000).meta({ description: "An id or a name." }) });

export const findSchema = z
  .object({
    account: accountIdSchema.nullable().meta({ description: "The account with that id, or the only one with that name." }),
    isAmbiguous: z.boolean().meta({ description: "Several accounts have that name." }),
    total: countSchema.meta({ description: "How many have that name, or may have been meant." }),
    candidates: z.array(z.object({ account: accountIdSchema, name: z.string() })).max(10).meta({ description: "The first of those, when there is no one account." }),
  })
  .meta({ id: "FoundAccount" });
