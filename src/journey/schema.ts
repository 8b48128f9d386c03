import { z } from "zod";
import type { Condition } from "../conditions/schema.ts";
import { type Duration, durationSchema } from "../lib/duration.ts";
import { idKeySchema, idSchema } from "../lib/id.ts";
import { defaultMilestones, defaultStages } from "./default-stages.ts";
import { type Milestone, type Stage, exitsOf, milestoneSchema, stageSchema } from "./stage.ts";

/** One line of business: the stages that its customers go through. */
export interface Line {
  readonly id: string;
  readonly name?: string | undefined;
  /** Products of contracts that belong to it; none: whatever belongs to no other line. */
  readonly products: readonly string[];
  /** Whether its stages are the usual ones with changes, so that their places are not those of what was written. */
  readonly basedOnDefault: boolean;
  readonly stages: readonly Stage[];
  readonly milestones: readonly Milestone[];
  /** The milestones from which times to onboard and to first value are told. */
  readonly onboarded?: string | undefined;
  readonly firstValue?: string | undefined;
}

/** The journey in one form, whichever way it was written. */
export interface Journey {
  readonly lines: readonly Line[];
  /** Whose stage the score uses: that of the largest contract, or always that of one line. */
  readonly scoresUse: string;
}

export const largestContract = "largest_contract";
/** What the only line is called where a pack has but one. */
export const onlyLine = "main";
const week: Duration = { days: 7 };

const lineFields = {
  based_on: z.literal("default", "write default").optional().meta({ description: "The seven stages from handover to churned; `stages` and `milestones` then change those that they name." }),
  stages: z.array(stageSchema).default([]).meta({ description: "In the order in which accounts go through them." }),
  milestones: z.array(milestoneSchema).default([]).meta({ description: "What an account reaches once; when it first did is kept." }),
  stay: durationSchema.default(week).meta({ description: "How long a stage lasts at least before criteria move an account again, so that stages never flap; 7d without it." }),
  onboarded: idSchema.optional().meta({ description: "The milestone that ends the onboarding; with `based_on: default` it is onboarded." }),
  first_value: idSchema.optional().meta({ description: "The milestone of the first value; with `based_on: default` it is first_value." }),
};

const lineSchema = z
  .strictObject({
    name: z.string().min(1).optional().meta({ description: "What people call it; the id in words when absent." }),
    products: z.array(z.string().min(1)).min(1).optional().meta({ description: "Products of the contracts that belong to it; without it all contracts that belong to no other line." }),
    ...lineFields,
  })
  .check(sound)
  .meta({ id: "JourneyLine", description: "One line of business with stages of its own." });

const writtenSchema = z
  .strictObject({
    ...lineFields,
    lines: z.record(idKeySchema, lineSchema).optional().meta({ description: "Several lines of business, by id, instead of one list of stages. An account has one stage in each that it is a customer of." }),
    scores_use: idSchema.default(largestContract).meta({ description: "The line whose stage the score uses; `largest_contract` is that of the account's largest contract." }),
  })
  .meta({ id: "Journey", description: "Where customers are on their way: stages, what leads from one to the next, and how long that should take." });

/** The journey of a pack; what comes out is the same whether it was written as one line or as several. */
export const journeySchema = writtenSchema
  .check((context) => {
    const { lines, stages, based_on } = context.value;
    if (lines === undefined) return sound(context);
    if (stages.length > 0 || based_on !== undefined) {
      context.issues.push({ code: "custom", input: lines, path: ["lines"], message: "stages stand in each line, or in the journey, not in both" });
    }
    if (Object.keys(lines).length === 0) context.issues.push({ code: "custom", input: lines, path: ["lines"], message: "write at least one line of business" });
  })
  .transform(({ lines, scores_use, ...only }): Journey => {
    if (lines === undefined) return { lines: [lineOf(onlyLine, only)], scoresUse: scores_use };
    return { lines: Object.entries(lines).map(([id, line]) => lineOf(id, line)), scoresUse: scores_use };
  });

type WrittenLine = z.infer<typeof lineSchema>;

function lineOf(id: string, { based_on, name, products = [], stages, milestones, stay, onboarded, first_value }: Omit<WrittenLine, "products" | "name"> & Partial<Pick<WrittenLine, "products" | "name">>): Line {
  const isDefault = based_on === "default";
  const all = isDefault ? changed(defaultStages, stages) : stages;
  return {
    id,
    ...(name !== undefined && { name }),
    products,
    basedOnDefault: isDefault,
    stages: all.map((stage) => ({ ...stage, stay: stage.stay ?? stay })),
    milestones: isDefault ? changed(defaultMilestones, milestones) : milestones,
    onboarded: onboarded ?? (isDefault ? "onboarded" : undefined),
    firstValue: first_value ?? (isDefault ? "first_value" : undefined),
  };
}

/** What is named replaces key by key what has its id; what is new comes at the end. */
function changed<T extends { readonly id: string }>(base: readonly T[], changes: readonly T[]): T[] {
  const kept = base.map((one) => ({ ...one, ...changes.find(({ id }) => id === one.id) }));
  return [...kept, ...changes.filter(({ id }) => !base.some((one) => one.id === id))];
}

/** Every condition of the journey. */
export function conditionsOf({ lines }: Journey): Condition[] {
  return lines.flatMap(({ stages, milestones }) => [
    ...stages.flatMap((stage) => [...(stage.enter ? [stage.enter] : []), ...exitsOf(stage)]).map(({ when }) => when),
    ...milestones.map(({ when }) => when),
  ]);
}

interface Checked {
  readonly value: { readonly based_on?: "default" | undefined; readonly stages: readonly Stage[]; readonly milestones: readonly Milestone[] };
  readonly issues: { push: (issue: { code: "custom"; input: unknown; path: (string | number)[]; message: string }) => unknown };
}

function sound({ value, issues }: Checked): void {
  const complain = (input: unknown, path: (string | number)[], message: string): unknown => issues.push({ code: "custom", input, path, message });
  if (value.based_on === undefined && value.stages.length === 0) complain(value, [], "write stages, or based_on: default for the seven usual ones");
  for (const [list, noun] of [["stages", "stage"], ["milestones", "milestone"]] as const) {
    for (const index of repeated(value[list])) complain(value[list][index], [list, index, "id"], `\`${value[list][index]?.id}\` is already the id of another ${noun}`);
  }
  value.stages.forEach(({ activities = [] }, stage) => {
    for (const index of repeated(activities)) complain(activities[index], ["stages", stage, "activities", index, "id"], `\`${activities[index]?.id}\` is already the id of another activity`);
  });
  const lost = value.stages.flatMap((stage, index) => (stage.lost ? [index] : []));
  for (const index of lost.slice(1)) complain(value.stages[index], ["stages", index, "lost"], "only one stage can be that of lost accounts");
}

const repeated = (list: readonly { readonly id: string }[]): number[] => list.flatMap(({ id }, index) => (list.findIndex((other) => other.id === id) < index ? [index] : []));
