import { z } from "zod";
import { conditionProblems } from "./shape.ts";

/** What a comparison can be about. */
const subjectKinds = ["metric", "score", "band", "trait", "stage", "segment", "contract", "goals", "date"] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** `days_to_renewal` is to the end of the term that ends first, `term_months` how long that term is as a whole. */
const contractFigures = ["mrr", "seats", "months", "days_to_renewal", "term_months"] as const;
export type ContractFigure = (typeof contractFigures)[number];

/** How many goals of the customer: agreed on, reached and confirmed by somebody, or past their date and not reached. */
const goalCounts = ["agreed", "reached", "overdue"] as const;
export type GoalCount = (typeof goalCounts)[number];

/** `first_seen` is the day of the account's first fact, `renewal` the day on which the contract's term ends. */
const dateNames = ["today", "first_seen", "contract_start", "renewal"] as const;
export type DateName = (typeof dateNames)[number];

type Value = string | number | boolean;
type OneOrMany<T> = T | readonly T[];
type Alike<T> = { readonly is: OneOrMany<T> } | { readonly is_not: OneOrMany<T> } | { readonly is_set: boolean };
type Ordered<T> =
  | { readonly over: T }
  | { readonly at_least: T }
  | { readonly under: T }
  | { readonly at_most: T }
  | { readonly between: readonly [T, T] };

/** One subject and one operator. Of stage and segment the subject already says everything. */
export type Comparison =
  | ({ readonly metric: string } & (Alike<number> | Ordered<number>))
  | ({ readonly score: string } & (Alike<number> | Ordered<number>))
  | ({ readonly band: string } & Alike<"green" | "yellow" | "red" | "unknown">)
  | ({ readonly trait: string } & (Alike<Value> | Ordered<number>))
  | { readonly stage: OneOrMany<string> }
  | { readonly segment: OneOrMany<string> }
  | ({ readonly contract: ContractFigure } & (Alike<number> | Ordered<number>))
  | ({ readonly goals: GoalCount } & (Alike<number> | Ordered<number>))
  | ({ readonly date: DateName } & (Alike<string> | Ordered<string>));

/** A condition as it is written: comparisons joined by all, any and not. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Comparison;

const id = z.string().min(1);
const ids = z.union([id, z.array(id).min(1)], { error: "write one name or a list of names" });
const value = z.union([z.string(), z.number(), z.boolean()], { error: "write a text, a number, true or false" });
const values = z.union([value, z.array(value).min(1, "write at least one value")], { error: "write a value or a list of values" });
const aNumberOrDate = "write a number, or a date such as 2026-03-29";
const date = z.iso.date(aNumberOrDate);
const limit = z.union([z.number(), date], { error: aNumberOrDate });
const limits = z.union([z.tuple([z.number(), z.number()]), z.tuple([date, date])], {
  error: "write two numbers or two dates, such as [10, 20]",
});

const example = "write a condition such as { metric: logins, under: 3 }, or all, any or not over such conditions";
const aList = "write a list of conditions, each after a dash";
const oneOf = (words: readonly string[]): string => `write ${words.join(", ")}`;

// All keys stand in one object instead of a union of objects: a wrong key or value is then reported at its own
// place with its own message, and an editor can complete every key.
const written = z
  .strictObject(
    {
      get all() {
        return z.array(conditionSchema, aList).min(1, aList).optional();
      },
      get any() {
        return z.array(conditionSchema, aList).min(1, aList).optional();
      },
      get not() {
        return conditionSchema.optional();
      },
      metric: id.optional().meta({ description: "The id of a metric: compares its raw value." }),
      score: id.optional().meta({ description: "`overall`, or the id of a category or metric: compares its score, 0 to 100." }),
      band: id.optional().meta({ description: "`overall`, or the id of a category or metric: green, yellow, red or unknown." }),
      trait: id.optional().meta({ description: "A trait of the account." }),
      stage: ids.optional().meta({ description: "The account is in this stage, or one of these; `any` is every stage." }),
      segment: ids.optional().meta({ description: "The account is in this segment, or one of these." }),
      contract: z.enum(contractFigures, oneOf(contractFigures)).optional().meta({ description: "A figure of the account's active contracts; `days_to_renewal` is to the end of the term that ends first, `term_months` how long that term is as a whole." }),
      goals: z.enum(goalCounts, oneOf(goalCounts)).optional().meta({ description: "How many of the customer's goals are agreed on, reached and confirmed, or overdue." }),
      date: z.enum(dateNames, oneOf(dateNames)).optional().meta({ description: "A local calendar date." }),
      is: values.optional(),
      is_not: values.optional(),
      over: limit.optional(),
      at_least: limit.optional(),
      under: limit.optional(),
      at_most: limit.optional(),
      between: limits.optional().meta({ description: "Both ends count." }),
      is_set: z.boolean().optional().meta({ description: "Whether the subject has a value; false means known to be absent." }),
    },
    { error: (issue) => (issue.code === "invalid_type" ? example : undefined) },
  )
  .check((context) => {
    // A misspelt key is reported as such; that something is then missing would only be noise.
    if (context.issues.length > 0) return;
    for (const { key, message } of conditionProblems(context.value)) {
      context.issues.push({ code: "custom", input: context.value, path: key === undefined ? [] : [key], message });
    }
  });

/** The condition language. What parses is a {@link Condition}: the check above holds exactly its shapes. */
export const conditionSchema: z.ZodType<Condition> = (written as unknown as z.ZodType<Condition>).meta({
  id: "Condition",
  description: "all, any or not over comparisons; a comparison has one subject and one operator. What is missing makes it unknown.",
});
