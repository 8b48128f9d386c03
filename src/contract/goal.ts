import { z } from "zod";
import { goalMeasures, goalStatuses } from "../plans/company-goal.ts";
import { daySchema } from "./plan.ts";
import { instantSchema } from "./values.ts";

export const goalSchema = z
  .object({
    id: z.string(),
    measure: z.enum(goalMeasures),
    name: z.string().meta({ description: "What people call the measure." }),
    meaning: z.string(),
    unit: z.enum(["share", "points"]).meta({ description: "`share`: 0.05 is 5 %." }),
    better: z.enum(["lower", "higher"]),
    target: z.number(),
    owner: z.string(),
    due: daySchema,
    note: z.string().nullable(),
    baseline: z.number().nullable().meta({ description: "What was measured when the goal was set." }),
    startedAt: instantSchema,
    startedOn: daySchema,
    startedBy: z.string(),
    now: z.number().nullable().meta({ description: "What is measured now; null where it can't be told." }),
    status: z.enum(goalStatuses).meta({ description: "`on_track`: at least where the straight line from the baseline to the target is today." }),
    way: z.number().nullable().meta({ description: "Share of the way from the baseline to the target; may be under 0 or over 1." }),
    expected: z.number().nullable().meta({ description: "Where that line is today." }),
    projected: z.number().nullable().meta({ description: "Where the pace until now leads to on the day." }),
  })
  .meta({ id: "CompanyGoal", description: "Something that the company wants to reach by a day. It sets no band and calibrates nothing." });

export const goalsSchema = z
  .object({
    at: instantSchema,
    today: daySchema,
    goals: z.array(goalSchema).meta({ description: "The earliest due first." }),
    measures: z.array(z.object({ measure: z.enum(goalMeasures), name: z.string(), meaning: z.string(), unit: z.enum(["share", "points"]), better: z.enum(["lower", "higher"]), now: z.number().nullable() })).meta({ description: "What a goal can be about, as it stands now." }),
    mayWrite: z.boolean(),
  })
  .meta({ id: "CompanyGoals" });

const owner = z.string().trim().min(1, "say whose it is").max(200);
const note = z.string().trim().max(2000);
const target = z.number().min(0).max(100);

export const goalWish = z.strictObject({ measure: z.enum(goalMeasures), target: target.meta({ description: "A share such as 0.05, or points." }), owner: owner.optional().meta({ description: "Default: whoever sets it." }), due: daySchema, note: note.optional() });
export const goalChange = z.strictObject({ target: target.optional(), owner: owner.optional(), due: daySchema.optional(), note: note.optional(), isRemoved: z.literal(false).optional().meta({ description: "Brings back what was taken away, for 30 days." }) });
