import { z } from "zod";
import { journeyStatuses } from "../journey/status.ts";
import { moveCauses } from "../journey/step.ts";
import { instantSchema } from "./values.ts";

export const journeyLineSchema = z
  .object({
    line: z.string(),
    name: z.string(),
    scores: z.boolean().meta({ description: "Whether the score uses this line's stage." }),
    stage: z.string(),
    stageName: z.string(),
    since: instantSchema,
    days: z.number().int().meta({ description: "Local days in the stage." }),
    status: z.enum(journeyStatuses).nullable(),
    reasons: z.array(z.string()).meta({ description: "Why it is behind or stuck, and what it waits for." }),
    moves: z.array(z.object({ time: instantSchema, from: z.string().nullable(), to: z.string(), by: z.enum(moveCauses), reason: z.string(), author: z.string().nullable() })).meta({ description: "How it came there, ascending." }),
    activities: z.array(z.object({ id: z.string(), name: z.string(), role: z.string(), isRequired: z.boolean(), done: instantSchema.nullable(), isOverdue: z.boolean() })).meta({ description: "What should be done in the stage." }),
    milestones: z.array(z.object({ id: z.string(), name: z.string(), reached: instantSchema.nullable() })),
  })
  .meta({ id: "JourneyLine", description: "Where an account is in one line of business." });
