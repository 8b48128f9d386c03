import { z } from "zod";
import { missingReasons } from "../metrics/value.ts";
import { bands } from "../scores/bands.ts";

/** An instant as it is answered. */
export const instantSchema = z.iso.datetime({ precision: 3 }).meta({ id: "Instant", description: "ISO 8601 in UTC, such as `2026-03-29T22:00:00.000Z`." });

export const bandSchema = z.enum(bands).meta({ id: "Band", description: "`unknown` when too little is known for a score." });

export const missingReasonSchema = z.enum(missingReasons).meta({ id: "MissingReason", description: "Why a value is not there. Missing is never zero." });

export const pointsSchema = z.number().min(0).max(100);
export const shareSchema = z.number().min(0).max(1);
export const percentSchema = z.number().min(0).max(100);
export const countSchema = z.number().int().nonnegative();

export const moneySchema = z
  .object({ amount: z.number(), currency: z.string() })
  .meta({ id: "Money", description: "An amount with its ISO 4217 currency. Revenue is monthly." });

export const measuredSchema = z
  .object({
    value: z.number().nullable().meta({ description: "The raw value; null when it is missing." }),
    text: z.string().nullable().meta({ description: "The value as people read it, in its unit; null when it is missing." }),
    missing: missingReasonSchema.nullable(),
  })
  .meta({ id: "Measured", description: "A raw value, or why there is none." });

export const unknownSchema = z
  .object({ kind: z.enum(["nothing_present", "low_coverage"]), coverage: percentSchema, floor: percentSchema, text: z.string() })
  .meta({ id: "Unknown", description: "Why there is no band: no metric has a value, or too little of the weight rests on values. Both in percent." });

/** What every answer about scores says of itself. */
export const stamp = {
  asOf: instantSchema.meta({ description: "The instant of everything in this answer." }),
  version: z.string().meta({ description: "The version of the pack that it was scored with." }),
  note: z.string().nullable().meta({ description: "Said when the instant is not the one that would be expected: data that ended a while ago is scored at its end." }),
};

/** A list in a query: written once, or several times as `band=red&band=yellow`. */
export const listOf = <T extends z.ZodType<string, string>>(item: T) => z.union([item, z.array(item).max(100)]).transform((given): readonly z.output<T>[] => (Array.isArray(given) ? given : [given]) as readonly z.output<T>[]);

const wholeText = z.string().regex(/^\d{1,6}$/, "write a whole number");

/** A whole number in a query, which comes as text. */
export const wholeNumber = ({ least, most, standard }: { readonly least: number; readonly most: number; readonly standard: number }) =>
  z
    .union([z.number().int(), wholeText])
    .transform(Number)
    .pipe(z.number().int().min(least).max(most))
    .prefault(standard);

/** A number in a query. */
export const decimal = z
  .union([z.number(), z.string().regex(/^-?\d{1,15}(\.\d{1,15})?$/, "write a number")])
  .transform(Number);

export const asOfSchema = z
  .string()
  .max(40)
  .regex(/^(now|\d{4}-\d\d-\d\d|\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d))$/, "write a date such as 2026-03-29, a time with its offset such as 2026-03-29T14:00:00Z, or now")
  .meta({ description: "A date (its local midnight), a time with its offset, or `now`. Default: now; when the data ended more than a week ago, the midnight after its last day." });

export const atInstant = { asOf: asOfSchema.optional() };

export const accountIdSchema = z.string().min(1).max(1000).meta({ description: "The sender's id of the account." });
export const cursorSchema = z.string().max(4000).meta({ description: "`next` of the page before, unchanged." });
