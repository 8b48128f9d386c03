import { z } from "zod";
import { retentionClasses } from "../events/retention-class.ts";

const count = z.number().int();
const instant = z.string().meta({ format: "date-time" });

const heldClass = z
  .object({
    class: z.enum(retentionClasses),
    holds: z.string().meta({ description: "What it is, in words." }),
    setting: z.string().nullable().meta({ description: "The variable that sets the rule; null where there is none, because today's scores rest on it." }),
    days: count.nullable().meta({ description: "For how many days the rule keeps it; null for ever." }),
    keptDays: count.nullable().meta({ description: "For how many days it really is kept, where the health definition in use needs more than the rule says." }),
    rows: count.nullable().meta({ description: "null where they aren't counted." }),
    oldest: instant.nullable(),
    applied: z.object({ before: instant, at: instant, rows: count.meta({ description: "How many went in all." }) }).nullable().meta({ description: "What was done under the rule; null while nothing was." }),
    wouldGo: count.nullable().meta({ description: "How many would go now; null unless asked for, and for calls as they were sent." }),
  })
  .meta({ id: "RetainedClass" });

export const retentionSchema = z
  .object({
    classes: z.array(heldClass),
    timezone: z.string().meta({ description: "Of the health definition in use: whose midnights and days these are." }),
    boundary: instant.nullable().meta({ description: "Nothing can be computed as of this midnight or before it, because what that rests on was removed; null while nothing was." }),
    boundaryAfter: instant.nullable().meta({ description: "Where the boundary will be once the rules are applied; null unless asked for." }),
    removed: count.nullable().meta({ description: "How many rows just went; null where nothing was asked to go." }),
  })
  .meta({ id: "RetentionRules" });

export type RetentionAnswer = z.infer<typeof retentionSchema>;

export const retentionQuery = z.strictObject({ preview: z.enum(["yes", "no"]).default("no").meta({ description: "Also count what would go now." }) });
