import { z } from "zod";
import { isZone } from "../lib/zone.ts";
import { currencyProblem } from "../pack/places-and-money.ts";
import { countSchema, instantSchema, measuredSchema, shareSchema } from "./values.ts";

const limit = z.number().int().min(1).max(99);
const choice = {
  name: z.string().trim().min(1).max(100),
  timezone: z.string().refine(isZone, "write a time zone such as Europe/Berlin"),
  currency: z.string().refine((code) => currencyProblem(code) === undefined, "write a currency such as EUR"),
  weights: z.record(z.string().max(100), z.number().positive().max(1000)).meta({ description: "By metric; one that isn't here is left out." }),
  bands: z.strictObject({ redBelow: limit, yellowBelow: limit }).refine(({ redBelow, yellowBelow }) => redBelow < yellowBelow, { error: "red ends below where yellow ends" }),
};

export const firstChoice = z.strictObject(choice);

const metric = z.object({
  id: z.string(),
  name: z.string(),
  why: z.string().nullable(),
  hint: z.string(),
  category: z.enum(["product", "support", "relationship"]),
  proposedWeight: z.number(),
  /** Null where it isn't chosen. */
  weight: z.number().nullable(),
  spread: z
    .object({ accounts: countSchema, missing: countSchema, quartiles: z.tuple([measuredSchema, measuredSchema, measuredSchema]).nullable(), shares: z.object({ red: shareSchema, yellow: shareSchema, green: shareSchema }) })
    .nullable(),
});

const suggested = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("bands"), redBelow: z.number(), yellowBelow: z.number() }),
  z.object({ kind: z.literal("too_few"), accounts: countSchema, needed: countSchema }),
  z.object({ kind: z.literal("too_close"), accounts: countSchema, low: z.number(), high: z.number() }),
]);

export const firstDefinitionSchema = z
  .object({
    choice: z.object(choice).nullable().meta({ description: "Null while no data feeds a metric." }),
    metrics: z.array(metric),
    scores: z
      .object({ asOf: instantSchema, note: z.string().nullable(), accounts: countSchema, unknown: countSchema, points: z.array(countSchema).length(101).meta({ description: "Accounts by whole points, from 0 to 100." }), suggested: suggested.meta({ description: "Bands that part the accounts of today into thirds." }) })
      .nullable()
      .meta({ description: "Null where nothing is chosen, or nobody is a customer." }),
    problems: z.array(z.object({ severity: z.enum(["error", "warning"]), message: z.string(), help: z.string().nullable(), metric: z.string().nullable() })),
    files: z.array(z.object({ path: z.string(), text: z.string() })).meta({ description: "As they would be published; empty where nothing is chosen." }),
  })
  .meta({ id: "FirstDefinition", description: "A first health definition, chosen among the metrics that the data can feed, with everybody scored by it." });
