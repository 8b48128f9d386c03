import { z } from "zod";
import { isZone } from "../../lib/zone.ts";
import { patternProblem } from "./date-pattern.ts";
import { dateFormats } from "./dates.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: "write a text, a number, true or false" });
const key = z.union([z.string(), z.number(), z.boolean()]).transform(String);

export const dateFormatSchema = z
  .string()
  .superRefine((format, context) => {
    const problem = (dateFormats as readonly string[]).includes(format) ? undefined : patternProblem(format);
    if (problem) context.addIssue(`\`${format}\` ${problem}; or write one of ${dateFormats.join(", ")}`);
  })
  .meta({ description: "How a time is written: iso, day_first, month_first, unix, unix_ms, or a pattern such as DD-MMM-YYYY HH:mm." });

export const zoneSchema = z.string().refine(isZone, { error: "write a time zone such as UTC or Europe/Berlin" });

/** Another file that knows what a value of this one stands for. */
const lookupSchema = z.strictObject({
  file: z.string().min(1),
  key: z.string().min(1).meta({ description: "The column of that file that holds this file's value." }),
  value: z.string().min(1).meta({ description: "The column of that file whose value is taken." }),
  take: z.enum(["first", "last", "smallest", "largest"]).optional().meta({
    description: "Which value counts when a key has several, compared as texts; without it that is an error.",
  }),
});

const valueTypes = ["text", "number", "boolean", "date"] as const;

const fieldObject = z.strictObject({
  column: z.string().min(1).optional(),
  template: z.string().min(1).optional().meta({ description: "Columns in braces between other text: {a}-{b}." }),
  value: scalar.optional().meta({ description: "The same for every row." }),
  as: z.enum(valueTypes).optional().meta({ description: "What a property or trait is; text unless said otherwise." }),
  map: z.record(z.string(), key).optional().meta({ description: "What each value of the file stands for." }),
  lookup: lookupSchema.optional(),
  otherwise: key.optional().meta({ description: "For values that neither `map` nor `lookup` knows; without it such rows are rejected." }),
  format: dateFormatSchema.optional(),
  zone: zoneSchema.optional(),
  decimal: z.enum([".", ","]).optional().meta({ description: "The decimal sign; the other one then separates thousands." }),
  multiply: z.number().optional(),
});

/** Where a value comes from: a column, a template of columns, or a constant, and how it is translated. */
export const fieldSchema = z
  .union([z.string().min(1), fieldObject], { error: "write the name of a column, a template such as \"{a}-{b}\", or an object with `column` or `value`" })
  .transform((field) => (typeof field === "string" ? (field.includes("{") ? { template: field } : { column: field }) : field))
  .superRefine((field, context) => {
    const origins = ["column", "template", "value"].filter((origin) => Object.hasOwn(field, origin));
    if (origins.length !== 1) context.addIssue(`write exactly one of column, template and value, not ${origins.length === 0 ? "none" : origins.join(" and ")}`);
  });

export type Field = z.infer<typeof fieldObject>;
export type Lookup = z.infer<typeof lookupSchema>;

/** Properties and traits: the type of the column of that name, or where the value comes from. */
export const valuesSchema = z.record(
  z.string().min(1),
  z.union([z.enum(valueTypes), fieldObject], { error: `write the type of the column of that name (${valueTypes.join(", ")}), or { column: …, as: … }` }),
);
export type Values = z.infer<typeof valuesSchema>;

/** Which rows a kind takes from a file; the others are left aside. */
export const whenSchema = z
  .strictObject({
    column: z.string().min(1),
    is: z.union([key, z.array(key).min(1)]).optional(),
    is_not: z.union([key, z.array(key).min(1)]).optional(),
    is_set: z.boolean().optional(),
  })
  .refine((when) => when.is !== undefined || when.is_not !== undefined || when.is_set !== undefined, { error: "say `is`, `is_not` or `is_set`" });
export type When = z.infer<typeof whenSchema>;
