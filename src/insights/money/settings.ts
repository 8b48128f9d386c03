import { z } from "zod";
import { durationSchema } from "../../lib/duration.ts";

export const revenueSchema = z
  .strictObject({
    falling: z.number().positive().max(100).default(5).meta({ description: "Points that a yellow account lost within 30 days to count as falling." }),
    late: durationSchema.prefault("30d").meta({ description: "A renewal may come so long after the end of a contract; until then an ended one is listed as open." }),
  })
  .meta({ id: "Revenue", description: "When recurring revenue counts as at risk." });

export type RevenueSettings = z.infer<typeof revenueSchema>;
