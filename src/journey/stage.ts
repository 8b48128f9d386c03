import { z } from "zod";
import { idSchema } from "../lib/id.ts";

/** In a condition, `stage: any` is every stage, so no stage can be called that. */
const everyStage = "any";

const stageSchema = z
  .strictObject({
    id: idSchema.refine((id) => id !== everyStage, "`any` means every stage; write another id"),
    name: z.string().min(1).optional().meta({ description: "What people call it; the id in words when absent." }),
  })
  .meta({ id: "Stage", description: "A stage of the journey. People set an account's stage by `stage_set` events." });

/** The journey: stages in the order in which accounts go through them. */
export const stagesSchema = z.array(stageSchema).check((context) => {
  const seen = new Set<string>();
  for (const [index, { id }] of context.value.entries()) {
    if (seen.has(id)) context.issues.push({ code: "custom", input: id, path: [index, "id"], message: `\`${id}\` is already the id of another stage` });
    seen.add(id);
  }
});
