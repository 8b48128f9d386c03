import { z } from "zod";
import { accountRowSchema } from "./account-row.ts";
import { accountIdSchema, stamp } from "./values.ts";

/** One event of the stream: accounts whose row is another now. */
export const changeSchema = z
  .object({
    ...stamp,
    rows: z.array(accountRowSchema).meta({ description: "As they are now, without sparklines." }),
    gone: z.array(accountIdSchema).meta({ description: "Accounts that are no customers any more." }),
  })
  .meta({ id: "Change", description: "Sent as `data` of a server-sent event. Where `version` is another than before, everybody was scored anew, and everything is to be read again." });
