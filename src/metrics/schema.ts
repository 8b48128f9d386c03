import { z } from "zod";
import { conditionSchema } from "../conditions/schema.ts";
import { durationSchema } from "../lib/duration.ts";
import { selectionFields, selectionSchema } from "./selection.ts";

const metricId = z.string().min(1);
const window = durationSchema;

/** What every metric says about itself, whatever its kind. */
const about = {
  name: z.string().min(1).optional().meta({ description: "What people call it; the id in words when absent." }),
  why: z.string().min(1).optional().meta({ description: "Why this says something about health, for every department." }),
  owner: z.string().min(1).optional().meta({ description: "Who answers for this metric." }),
  unit: z.string().min(1).optional(),
  complete: z.boolean().optional().meta({ description: "Windows end at the last complete local day. Default true for trends, false otherwise." }),
  min_tenure: durationSchema.optional().meta({ description: "Missing as too_young until the account is this old." }),
};

const users = z.enum(["seats", "known_users", "active_users"]);

const count = z.strictObject({ ...about, kind: z.literal("count"), ...selectionFields, window });
const activeUsers = z.strictObject({ ...about, kind: z.literal("active_users"), ...selectionFields, window });
const activeDays = z.strictObject({ ...about, kind: z.literal("active_days"), ...selectionFields, window });

const shareOfUsers = z.strictObject({
  ...about,
  kind: z.literal("share_of_users"),
  ...selectionFields,
  window,
  of: users.meta({ description: "Active users over purchased seats, over all known users, or over users active at all in the window." }),
});

const adoption = z.strictObject({
  ...about,
  kind: z.literal("adoption"),
  features: z.array(selectionSchema).min(1).meta({ description: "One selection of events for each feature." }),
  window,
  measure: z.enum(["users", "share", "breadth"]).meta({
    description: "Users who use the features regularly, their share, or the share of the features that anybody of the account uses regularly.",
  }),
  require: z.enum(["any", "all"]).default("any").meta({ description: "Whether a user must use any or all of the features." }),
  min_days: z.number().int().min(1).default(1).meta({ description: "On how many local days of the window a feature is used to count as regular." }),
  of: users.default("active_users").meta({ description: "What `share` is a share of." }),
});

const trend = z.strictObject({
  ...about,
  kind: z.literal("trend"),
  metric: metricId.meta({ description: "A metric over a window of events; it is compared with itself `back` ago." }),
  back: durationSchema.optional().meta({ description: "How far back the earlier window lies; default the metric's own window." }),
  min_base: z.number().positive().default(1).meta({ description: "An earlier value under this makes the trend not_applicable." }),
  min_history: durationSchema.optional().meta({ description: "too_young until the account is this old; default the window plus `back`." }),
});

const recency = z.strictObject({ ...about, kind: z.literal("recency"), ...selectionFields });

const property = z.string().min(1).meta({ description: "A numeric property of the events." });
const sum = z.strictObject({ ...about, kind: z.literal("sum"), ...selectionFields, property, window });
const average = z.strictObject({ ...about, kind: z.literal("average"), ...selectionFields, property, window });
const last = z.strictObject({ ...about, kind: z.literal("last"), ...selectionFields, property, max_age: durationSchema.optional() });

const openItems = z.strictObject({
  ...about,
  kind: z.literal("open_items"),
  opened: selectionSchema,
  closed: selectionSchema,
  item: z.string().min(1).meta({ description: "The property that holds the item's id, on both events." }),
  measure: z.enum(["count", "oldest_days", "resolution_hours"]).default("count").meta({
    description: "Items open now, the age of the oldest in days, or the mean hours from opening to closing of those closed in the window.",
  }),
  window: durationSchema.optional().meta({ description: "For resolution_hours: which closings count." }),
});

const rate = z.strictObject({
  ...about,
  kind: z.literal("rate"),
  metric: metricId,
  per: z.enum(["user", "month", "seat", "revenue"]).meta({
    description: "Per active user of the same window, per month of it (30 days), per contracted seat, or per 1,000 of monthly recurring revenue.",
  }),
});

const trait = z.strictObject({
  ...about,
  kind: z.literal("trait"),
  trait: z.string().min(1),
  values: z.record(z.string(), z.number()).optional().meta({ description: "The number that each text stands for; other texts are not_applicable." }),
  max_age: durationSchema.optional(),
});

const survey = z.strictObject({
  ...about,
  kind: z.literal("survey"),
  touchpoint: z.string().min(1).optional(),
  survey: z.string().min(1).optional(),
  measure: z.enum(["latest", "average"]).default("latest"),
  window: window.meta({ description: "Answers older than this have expired." }),
});

const milestones = z.strictObject({
  ...about,
  kind: z.literal("milestones"),
  milestones: z.record(z.string(), selectionSchema).meta({ description: "Each milestone is reached when the first such event happens." }),
  measure: z.enum(["share", "days"]).default("share").meta({
    description: "Share of the milestones reached, or days from the account's start until the last of them was reached.",
  }),
});

const target = z.array(z.tuple([z.number().nonnegative(), z.number()])).min(1);
const attainment = z.strictObject({
  ...about,
  kind: z.literal("attainment"),
  metric: metricId,
  target: target.meta({ description: "[month since the first contract began, expected value], linear in between." }),
  segments: z.record(z.string(), target).optional().meta({ description: "Another curve for accounts of a segment; the first that applies." }),
});

const pulse = z.strictObject({
  ...about,
  kind: z.literal("pulse"),
  max_age: durationSchema.prefault("120d"),
  after_owner_change: durationSchema.prefault("30d").meta({ description: "How long a pulse outlives a change of the account's owner." }),
});

const manual = z.strictObject({
  ...about,
  kind: z.literal("manual"),
  measurement: z.string().min(1),
  due: durationSchema.meta({ description: "How often it has to be typed in; overdue after that." }),
  max_age: durationSchema.optional().meta({ description: "When the last value expires; default twice `due`." }),
  responsible: z.string().min(1).optional().meta({ description: "Who types it in: a teammate's e-mail address, or a role in words; then it is the owner of the account." }),
});

const term: z.ZodType<FormulaTerm> = z.lazy(() =>
  z.union([z.number(), metricId, formulaTree], { error: "write a number, the id of a metric, or one of add, subtract, multiply, divide, min, max with its list" }),
);
const terms = z.array(term).min(2);
const formulaTree = z.union(
  [
    z.strictObject({ add: terms }),
    z.strictObject({ subtract: z.tuple([term, term]) }),
    z.strictObject({ multiply: terms }),
    z.strictObject({ divide: z.tuple([term, term]) }),
    z.strictObject({ min: terms }),
    z.strictObject({ max: terms }),
  ],
  { error: "write one of add, subtract, multiply, divide, min, max with its list" },
).meta({ id: "Formula", description: "One operation over its list of metrics, numbers and further operations." });
export type FormulaTerm =
  | number
  | string
  | { add: FormulaTerm[] }
  | { subtract: [FormulaTerm, FormulaTerm] }
  | { multiply: FormulaTerm[] }
  | { divide: [FormulaTerm, FormulaTerm] }
  | { min: FormulaTerm[] }
  | { max: FormulaTerm[] };

const formula = z.strictObject({ ...about, kind: z.literal("formula"), formula: formulaTree });

const points = z.number().min(0, "points go from 0 to 100").max(100, "points go from 0 to 100");
const recipe = z.strictObject({
  ...about,
  kind: z.literal("recipe"),
  cases: z
    .array(z.strictObject({ when: conditionSchema, points }))
    .min(1)
    .meta({ description: "The first case whose condition is true gives its points; an unknown one before it makes the recipe not_applicable." }),
  otherwise: points.meta({ description: "Points when no case holds." }),
});

export const metricSchema = z.discriminatedUnion("kind", [
  count, activeUsers, activeDays, shareOfUsers, adoption, trend, recency, sum, average, last, openItems, rate, trait, survey,
  milestones, attainment, pulse, manual, formula, recipe,
]);

export type MetricDefinition = z.infer<typeof metricSchema>;
export type MetricKind = MetricDefinition["kind"];
export type MetricOf<K extends MetricKind> = Extract<MetricDefinition, { kind: K }>;
