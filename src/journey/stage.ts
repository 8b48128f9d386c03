import { z } from "zod";
import { conditionSchema } from "../conditions/schema.ts";
import { durationSchema } from "../lib/duration.ts";
import { idSchema } from "../lib/id.ts";
import { selectionFields } from "../metrics/selection.ts";

/** In a condition, `stage: any` is every stage, so no stage can be called that. */
export const everyStage = "any";

const name = z.string().min(1).optional().meta({ description: "What people call it; the id in words when absent." });

const activitySchema = z
  .strictObject({
    id: idSchema,
    name,
    role: z.string().min(1).meta({ description: "Who is responsible, such as onboarding or customer success." }),
    ...selectionFields,
    events: z.array(z.string().min(1)).min(1).meta({ description: "The events of which one fulfils it." }),
    counts: z
      .enum(["ever", "in_stage"])
      .default("ever")
      .meta({ description: "`ever`: an event before the stage counts too. `in_stage`: only one since the account came into the stage this time." }),
    required: z.boolean().default(true).meta({ description: "Whether the account stays in the stage until it is done." }),
    due: durationSchema.optional().meta({ description: "How long after coming into the stage it should be done; later the account is behind." }),
  })
  .meta({ id: "Activity", description: "What should be done in a stage, by whom, and the event that shows that it was." });

const enterSchema = z
  .strictObject({
    when: conditionSchema.meta({ description: "Traits, segments, metrics, contracts, goals and dates; no stages, no scores." }),
    from: z
      .union([z.literal(everyStage), z.array(idSchema).min(1)], { error: "write any, or a list of stages" })
      .optional()
      .meta({ description: "The stages from which it is entered, whatever their own exits say; without it from the stage before, once that can be left." }),
  })
  .meta({ id: "StageEntry", description: "What must hold for an account to come into the stage." });

const exitSchema = z
  .strictObject({
    when: conditionSchema.meta({ description: "Traits, segments, metrics, contracts, goals and dates; no stages, no scores." }),
    to: idSchema.optional().meta({ description: "Where it leads, also back; without it to the next stage." }),
  })
  .meta({ id: "StageExit", description: "What must hold for an account to leave the stage, and where to." });

const stageFields = {
  id: idSchema.refine((id) => id !== everyStage, "`any` means every stage; write another id"),
  name,
  enter: enterSchema.optional(),
  exit: z.union([exitSchema, z.array(exitSchema).min(1)], { error: "write an exit, or a list of exits" }).optional().meta({ description: "What must hold for an account to leave it." }),
  activities: z.array(activitySchema).optional().meta({ description: "What should be done here, and by whom." }),
  expected: durationSchema.optional().meta({ description: "How long the stage should take at most; longer is behind." }),
  stuck: durationSchema.optional().meta({ description: "From how long on an account is stuck." }),
  stay: durationSchema.optional().meta({ description: "How long a stage lasts at least before criteria move the account again; without it the journey's." }),
  lost: z.boolean().optional().meta({ description: "Accounts that are no customers any more are here: their contracts are over, or their churn was recorded." }),
};

export const stageSchema = z
  .strictObject(stageFields)
  .meta({ id: "Stage", description: "A stage of the journey. Criteria move accounts between stages; people may set one by a `stage_set` event." });

export const milestoneSchema = z
  .strictObject({
    id: idSchema,
    name,
    when: conditionSchema.meta({ description: "The first time that it held is kept for ever. It may read the stage too." }),
  })
  .meta({ id: "Milestone", description: "Something that an account reaches once." });

export type WrittenStage = z.input<typeof stageSchema>;
export type Stage = z.infer<typeof stageSchema>;
export type Activity = z.infer<typeof activitySchema>;
export type Milestone = z.infer<typeof milestoneSchema>;
type Exit = z.infer<typeof exitSchema>;

/** The exits of a stage in one form. */
export const exitsOf = ({ exit }: Pick<Stage, "exit">): readonly Exit[] => (exit === undefined ? [] : Array.isArray(exit) ? exit : [exit]);
