import { z } from "zod";
import { durationSchema, formatDuration, inDays } from "../../lib/duration.ts";
import { dayMs } from "../../lib/zone.ts";
import { outcomeKinds } from "./outcome.ts";

/** What counts as renewed, expanded, contracted and churned. Printed with every result that rests on it. */
export const outcomeDefinitionSchema = z
  .strictObject({
    grace: durationSchema.prefault("30d").meta({ description: "A contract that follows within this after the end of another renews it." }),
    merge_gap: durationSchema.optional().meta({ description: "An account that comes back within this has paused, and neither renewed nor churned; by default the grace period." }),
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
    recorded: z.array(z.enum(outcomeKinds)).default([...outcomeKinds]).meta({
      description: "Which kinds of recorded outcomes count; an empty list leaves the contracts alone.",
    }),
    trust: z.enum(["contracts", "recorded"]).default("contracts").meta({
      description: "Which one counts where contracts and recorded outcomes disagree.",
    }),
    leads: z
      .array(z.int("write a list of days such as [30, 60, 90]").positive())
      .min(1)
      .refine((leads) => leads.every((lead, place) => place === 0 || lead > (leads[place - 1] ?? 0)), "the days must ascend")
      .default([30, 60, 90, 180])
      .meta({ description: "How many days before a renewal or a loss scores and metrics are looked at." }),
    learned_until: z.iso.date("write a date such as 2026-03-29").optional().meta({
      description: "The model was learned from what was known before this day, so it is judged by scores from then on only.",
    }),
  })
  .refine(({ grace, merge_gap }) => merge_gap === undefined || inDays(merge_gap) >= inDays(grace), { path: ["merge_gap"], error: "merge_gap can't be shorter than grace: who comes back in time has renewed" })
  .meta({ id: "OutcomeDefinition", description: "How contracts and recorded outcomes become renewals, growth and churn." });

export type OutcomeDefinition = z.infer<typeof outcomeDefinitionSchema>;

export const defaultOutcomeDefinition: OutcomeDefinition = outcomeDefinitionSchema.parse({});

/** How long after the end of its last contract it is open whether an account was lost. */
export const openMs = ({ grace, merge_gap }: OutcomeDefinition): number => inDays(merge_gap ?? grace) * dayMs;

/** The definition in sentences, for the head of a report. */
export function definitionInWords(definition: OutcomeDefinition): string[] {
  const { grace, early, late, anniversary, change, recorded } = definition;
  const gap = definition.merge_gap ?? grace;
  return [
    `Renewed: a contract ended and another of the same product began within ${formatDuration(grace)}, or its term was extended.`,
    `Early is more than ${formatDuration(early)} before the end, late more than ${formatDuration(late)} after it.`,
    `An open-ended contract counts as renewed every ${formatDuration(anniversary)} while it runs, on days of the account's own.`,
    `Churned: the last contract ended and none followed within ${formatDuration(gap)}; dated at the end of that contract.`,
    ...(inDays(gap) > inDays(grace) ? [`One that followed after more than ${formatDuration(grace)} but within ${formatDuration(gap)} ends a pause: neither a renewal nor a churn.`] : []),
    definition.product_loss === "contraction"
      ? "One product ended while another went on: a contraction."
      : "One product ended while another went on: a churn of that product.",
    `Expanded or contracted: recurring revenue changed by ${Number((change * 100).toFixed(2))} % or more.`,
    ...(definition.paid_only ? ["Contracts without recurring revenue are left out."] : []),
    ...(recorded.length === outcomeKinds.length ? [] : [recorded.length === 0 ? "Recorded outcomes don't count." : `Of recorded outcomes only these count: ${recorded.join(", ")}.`]),
    definition.trust === "contracts"
      ? "Where contracts and recorded outcomes disagree, the contracts count."
      : "Where contracts and recorded outcomes disagree, the recorded outcomes count.",
    ...(definition.learned_until === undefined ? [] : [`The model was learned from what was known before ${definition.learned_until}; it is judged from that day on.`]),
  ];
}
