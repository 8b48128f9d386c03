import { z } from "zod";
import { conditionSchema } from "../conditions/schema.ts";
import { daysAfter } from "./due.ts";
import { type Day, mostOpenSteps } from "./plan.ts";

/** The role of whoever the account belongs to; other words stay until somebody is named. */
export const accountOwnerRole = "owner";

const stepTemplateSchema = z
  .strictObject({
    text: z.string().min(1).max(500).meta({ description: "What is to be done." }),
    role: z.string().min(1).max(200).default(accountOwnerRole).meta({ description: "Who does it. `owner` is the account's owner; any other word, such as `manager`, stands in the plan until somebody is named." }),
    days: z.number().int().min(0).max(365).meta({ description: "Due so many days after the plan begins." }),
  })
  .meta({ id: "PlanStepTemplate", description: "A step that a plan begins with." });

export const planTemplateSchema = z
  .strictObject({
    name: z.string().min(1).max(200).meta({ description: "What people call a plan of this kind." }),
    when: conditionSchema.optional().meta({ description: "The accounts that it is proposed for, by anything that is known of them, their score and band too; without it all. Nothing is opened by itself." }),
    reason: z.string().min(1).max(2000).optional().meta({ description: "Why a plan of this kind is opened; people may write another." }),
    steps: z.array(stepTemplateSchema).min(1).max(mostOpenSteps, `write at most ${mostOpenSteps} steps: more than that nobody has in mind`).meta({ description: `The next steps, at most ${mostOpenSteps}.` }),
  })
  .meta({ id: "PlanTemplate", description: "What is usually done about an account at risk. It moves no score." });

export type PlanTemplate = z.infer<typeof planTemplateSchema>;

export interface ProposedStep {
  readonly text: string;
  readonly owner: string;
  readonly due: Day;
}

/** The steps of a template for an account, from a day on. */
export function stepsOf({ steps }: PlanTemplate, { owner, today }: { readonly owner: string; readonly today: Day }): ProposedStep[] {
  return steps.map(({ text, role, days }) => ({ text, owner: role === accountOwnerRole ? owner : role, due: daysAfter(today, days) }));
}
