import { z } from "zod";
import { quantities } from "../metrics/quantity.ts";
import { operations } from "../scores/adjustment.ts";
import { pointsSchema, percentSchema, shareSchema } from "./values.ts";

const bandLimits = z.object({ redBelow: pointsSchema, yellowBelow: pointsSchema }).meta({ id: "BandLimits", description: "The first points of yellow and of green." });

const scale = z.array(z.tuple([z.number(), pointsSchema]));

const metric = z
  .object({
    metric: z.string(),
    name: z.string(),
    why: z.string().nullable(),
    owner: z.string().nullable(),
    kind: z.string(),
    quantity: z.enum(quantities).meta({ description: "What its raw value is counted in." }),
    unit: z.string().nullable().meta({ description: "What the pack calls its unit." }),
    definition: z.string().meta({ description: "What is measured, in words." }),
    category: z.string().nullable().meta({ description: "Null for one that only other metrics or conditions read." }),
    weight: shareSchema.meta({ description: "Share of the score in the base model, when nothing is missing." }),
    scale: scale.nullable().meta({ description: "[raw value, points], ascending; null where the value is points already." }),
    isStepped: z.boolean().meta({ description: "Whether the points of the last step count, instead of those in between." }),
    limits: bandLimits,
  })
  .meta({ id: "MetricDefinition" });

const named = z.object({ id: z.string(), name: z.string() });

const stage = named
  .extend({
    line: z.string().meta({ description: "The line of business that it is a stage of." }),
    isLost: z.boolean(),
    enters: z.string().nullable().meta({ description: "What must hold to come into it, in words; null where the stage before decides." }),
    leaves: z.array(z.object({ when: z.string(), to: z.string().nullable().meta({ description: "Null is the next stage." }) })).meta({ description: "What must hold to leave it, in words." }),
    expectedDays: z.number().nullable().meta({ description: "How long it should take at most." }),
    stuckDays: z.number().nullable().meta({ description: "From when on an account is stuck." }),
    activities: z.array(z.object({ name: z.string(), role: z.string(), isRequired: z.boolean(), dueDays: z.number().nullable() })).meta({ description: "What should be done in it, and by whom." }),
  })
  .meta({ id: "StageDefinition" });

/** How scores are made, for whoever has to understand one. */
export const packSchema = z
  .object({
    id: z.string(),
    version: z.string(),
    name: z.string(),
    why: z.string().nullable(),
    owner: z.string().nullable().meta({ description: "Who answers for the definition as a whole." }),
    timezone: z.string(),
    currency: z.string(),
    limits: bandLimits,
    hysteresis: percentSchema.meta({ description: "Points beyond a limit that it takes to change the band." }),
    dwell: z.string().meta({ description: "How long a band lasts at least, such as `1d`." }),
    coverageFloor: percentSchema.meta({ description: "Under this coverage the band is unknown." }),
    categories: z.array(named.extend({ weight: shareSchema, limits: bandLimits })),
    metrics: z.array(metric).meta({ description: "In the order of the pack." }),
    adjustments: z.array(z.object({ id: z.string(), when: z.string().nullable(), operation: z.enum(operations), amount: z.number(), reason: z.string() })),
    variants: z.array(z.object({ segments: z.array(z.string()), stages: z.array(z.string()), text: z.string() })).meta({ description: "Who is scored otherwise, and how." }),
    segments: z.array(named.extend({ when: z.string() })),
    stages: z.array(stage).meta({ description: "In the order of the journey." }),
    plans: z.array(named.extend({ reason: z.string().nullable(), steps: z.number().int() })).meta({ description: "What plans for accounts at risk can begin with." }),
  })
  .meta({ id: "ServedPack" });
