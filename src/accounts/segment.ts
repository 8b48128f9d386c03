import { z } from "zod";
import { conditionSchema } from "../conditions/schema.ts";

export const segmentSchema = z
  .strictObject({
    name: z.string().min(1).optional().meta({ description: "What people call it; the id in words when absent." }),
    when: conditionSchema.meta({ description: "Which accounts belong to it, by traits, contracts, dates and other segments." }),
  })
  .meta({ id: "Segment", description: "A group of accounts. An account can be in several." });

export type Segment = z.infer<typeof segmentSchema>;
