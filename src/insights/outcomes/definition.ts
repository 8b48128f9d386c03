import { z } from "zod";
import { durationSchema, formatDuration } from "../../lib/duration.ts";

/** What counts as renewed, expanded, contracted and churned. Printed with every result that rests on it. */
export const outcomeDefinitionSchema = z
  .strictObject({
    grace: durationSchema.prefault("30d").meta({ description: "A contract that follows within this after the end of another renews it." }),
    early: durationSchema.prefault("14d").meta({ description: "A renewal agreed or begun longer than this before the end is early." }),
    late: durationSchema.prefault("7d").meta({ description: "A renewal agreed or begun longer than this after the end is late." }),
    change: z.number().positive().default(0.01).meta({ description: "Relative change of recurring revenue that counts as expansion or contraction." }),
    product_loss: z.enum(["contraction", "churn"]).default("contraction").meta({
      description: "What it is when one product ends and another goes on.",
    }),
    anniversary: durationSchema.prefault("90d").meta({
      description: "An open-ended contract is taken as renewed this often while it runs, because it could have been cancelled.",
    }),
    paid_only: z.boolean().default(true).meta({ description: "Contracts without recurring revenue, such as trials, are no contracts." }),
    trust: z.enum(["contracts", "recorded"]).default("contracts").meta({
      description: "Which one counts where contracts and recorded outcomes disagree.",
    }),
  })
  .meta({ id: "OutcomeDefinition", description: "How contracts and recorded outcomes become renewals, growth and churn." });

export type OutcomeDefinition = z.infer<typeof outcomeDefinitionSchema>;

export const defaultOutcomeDefinition: OutcomeDefinition = outcomeDefinitionSchema.parse({});

/** The definition in sentences, for the head of a report. */
export function definitionInWords(definition: OutcomeDefinition): string[] {
  const { grace, early, late, anniversary, change } = definition;
  return [
    `Renewed: a contract ended and another of the same product began within ${formatDuration(grace)}, or its term was extended.`,
    `Early is more than ${formatDuration(early)} before the end, late more than ${formatDuration(late)} after it.`,
    `An open-ended contract counts as renewed every ${formatDuration(anniversary)} while it runs, on days of the account's own.`,
    `Churned: the last contract ended and none followed within ${formatDuration(grace)}; dated at the end of that contract.`,
    definition.product_loss === "contraction"
      ? "One product ended while another went on: a contraction."
      : "One product ended while another went on: a churn of that product.",
    `Expanded or contracted: recurring revenue changed by ${Number((change * 100).toFixed(2))} % or more.`,
    ...(definition.paid_only ? ["Contracts without recurring revenue are left out."] : []),
    definition.trust === "contracts"
      ? "Where contracts and recorded outcomes disagree, the contracts count."
      : "Where contracts and recorded outcomes disagree, the recorded outcomes count.",
  ];
}
