import { z } from "zod";

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: "write a text, a number, true or false" });
const scalars = z.union([scalar, z.array(scalar).min(1)], { error: "write a value or a list of values" });

/** The comparisons that a property or a trait allows; all that are written must hold. */
const comparisons = {
  is: scalars.optional(),
  is_not: scalars.optional(),
  over: z.number().optional(),
  at_least: z.number().optional(),
  under: z.number().optional(),
  at_most: z.number().optional(),
  is_set: z.boolean().optional(),
};

export const propertyFilterSchema = z
  .strictObject({ property: z.string().min(1), ...comparisons })
  .meta({ id: "PropertyFilter", description: "What a property of the event must be. A missing property matches nothing but `is_set: false`." });

export const traitFilterSchema = z
  .strictObject({ trait: z.string().min(1), ...comparisons })
  .meta({ id: "TraitFilter", description: "What a trait of the user must be, as of the instant." });

export const userFilterSchema = z
  .strictObject({
    role: z.array(z.string().min(1)).min(1).optional(),
    traits: z.array(traitFilterSchema).min(1).optional(),
  })
  .check(({ value, issues }) => {
    // A misspelt key is reported as such; that both are then missing would only be noise.
    if (issues.length > 0 || value.role !== undefined || value.traits !== undefined) return;
    issues.push({ code: "custom", input: value, path: [], message: "write role, traits, or both; without users everybody's events count" });
  })
  .meta({ id: "UserFilter", description: "Whose events count, by the roles and traits that users have as of the instant." });

/** Which events count; without `events`, every event that is not in the reserved vocabulary. */
export const selectionFields = {
  events: z.array(z.string().min(1)).min(1).optional().meta({ description: "Names of events; without it every product event counts." }),
  where: z.array(propertyFilterSchema).min(1).optional(),
  users: userFilterSchema.optional(),
};

export const selectionSchema = z.strictObject(selectionFields).meta({ id: "Selection", description: "Which events count." });

export type PropertyFilter = z.infer<typeof propertyFilterSchema>;
export type TraitFilter = z.infer<typeof traitFilterSchema>;
export type UserFilter = z.infer<typeof userFilterSchema>;
export type Selection = z.infer<typeof selectionSchema>;
