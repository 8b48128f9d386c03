import { z } from "zod";
import { durationSchema } from "../../lib/duration.ts";
import { isEncoding } from "./encoding.ts";
import { dateFormatSchema, fieldSchema, valuesSchema, whenSchema, zoneSchema } from "./field.ts";

/** A single one may be written without a list; the reader of mappings makes it one. */
const oneOrMany = <S extends z.ZodType>(schema: S) => z.array(schema).min(1).optional();

const field = fieldSchema;
const common = {
  id: field.optional().meta({ description: "The record's own id, such as \"{ticket_id}\"; without it the row's content is its id." }),
  when: whenSchema.optional(),
  known_at: field.optional().meta({ description: "When it could be known; default the time itself plus `known_after`." }),
  known_after: durationSchema.optional(),
};
const properties = valuesSchema.optional();

const accounts = z.strictObject({
  ...common,
  account: field,
  time: field,
  name: field.optional(),
  parent: field.optional(),
  domain: field.optional(),
  owner: field.optional(),
  traits: properties,
});

const users = z.strictObject({
  ...common,
  user: field,
  account: field.optional(),
  time: field,
  role: field.optional(),
  name: field.optional(),
  email: field.optional(),
  traits: properties,
});

const contracts = z
  .strictObject({
    ...common,
    contract: field,
    account: field,
    start: field,
    term_end: field.optional().meta({ description: "Agreed in advance." }),
    ended: field.optional().meta({ description: "Only known when it happened." }),
    mrr: field.optional(),
    arr: field.optional().meta({ description: "Yearly instead of monthly recurring revenue." }),
    currency: field.optional(),
    seats: field.optional(),
    product: field.optional(),
    renewals: z.enum(["merge"]).optional().meta({
      description: "One row for each term: rows of a contract that follow each other, within a day, are one contract.",
    }),
  })
  .refine((contract) => (contract.mrr === undefined) !== (contract.arr === undefined), { error: "a contract needs one of `mrr` and `arr`" });

const events = z
  .strictObject({ ...common, name: field, time: field, account: field.optional(), user: field.optional(), properties })
  .refine((event) => event.account !== undefined || event.user !== undefined, { error: "an event needs `account` or `user`, or nobody can be told to have done it" });

const tickets = z.strictObject({
  ...common,
  ticket: field,
  account: field.optional(),
  user: field.optional(),
  opened: field,
  closed: field.optional(),
  priority: field.optional(),
  properties: properties.meta({ description: "What is known when the ticket is opened." }),
  closed_properties: properties.meta({ description: "What is only known when it is closed." }),
});

/** Fields of the kinds that are one event a row: who, when, and what its vocabulary asks for. */
const oneEvent = { ...common, account: field.optional(), user: field.optional(), time: field, properties };
const surveys = z.strictObject({ ...oneEvent, score: field, touchpoint: field.optional(), survey: field.optional() });
const outcomes = z.strictObject({
  ...oneEvent,
  outcome: field,
  contract: field.optional(),
  mrr_before: field.optional(),
  mrr_after: field.optional(),
  reason: field.optional(),
});
const interactions = z.strictObject({
  ...oneEvent,
  channel: field,
  direction: field.optional(),
  teammate: field.optional(),
  invited: field.optional(),
  attended: field.optional(),
});
const reviews = z.strictObject({ ...oneEvent, sponsor_present: field, invited: field.optional(), attended: field.optional() });
const pulses = z.strictObject({ ...common, account: field, time: field, band: field, author: field, reason: field.optional() });
const measurements = z.strictObject({ ...common, account: field, time: field, measurement: field, value: field, author: field.optional() });

const totals = z
  .strictObject({
    ...common,
    account: field.optional(),
    user: field.optional(),
    measure: field,
    value: field,
    period_start: field,
    period_end: field.optional(),
    period: z.enum(["day", "week", "month", "quarter", "year"]).optional(),
    properties,
  })
  .refine((total) => (total.period_end === undefined) !== (total.period === undefined), {
    error: "a total needs one of `period_end` (a column) and `period` (day, week, month, quarter, year)",
  });

/** What a row of a file can become, in the order in which files are read: who the accounts are before what they did. */
export const kindSchemas = { accounts, users, contracts, events, tickets, surveys, outcomes, interactions, reviews, pulses, measurements, totals } as const;
export type Kind = keyof typeof kindSchemas;
export type KindSpec<K extends Kind> = z.infer<(typeof kindSchemas)[K]>;
export const kinds = Object.keys(kindSchemas) as readonly Kind[];

/** YAML reads a bare NULL as no value at all, which here is just the word. */
const missingWord = z.union([z.string(), z.number().transform(String), z.null().transform(() => ["NULL", "null", "Null"])], { error: "write the cells that mean no value, such as [NULL, N/A]" });

const fileSchema = z
  .strictObject({
    file: z.string().min(1).meta({ description: "A name, or a pattern such as usage-*.csv." }),
    sheet: z.union([z.string(), z.number().int().positive()]).optional().meta({ description: "Of a workbook; default the first." }),
    encoding: z.string().refine(isEncoding, { error: "write an encoding such as utf-8, utf-16le or latin1" }).optional(),
    delimiter: z.string().length(1).optional(),
    quotes: z.enum(["strict", "literal", "none"]).optional(),
    columns: z.array(z.string().min(1)).min(1).optional().meta({ description: "Names of the columns of a file without a header." }),
    missing: z.array(missingWord).transform((words) => words.flat()).optional().meta({ description: "Cells that mean no value, besides empty ones: [NULL, N/A]." }),
    dates: dateFormatSchema.optional().meta({ description: "How this file writes its times." }),
    decimal: z.enum([".", ","]).optional(),
    accounts: oneOrMany(accounts),
    users: oneOrMany(users),
    contracts: oneOrMany(contracts),
    events: oneOrMany(events),
    tickets: oneOrMany(tickets),
    surveys: oneOrMany(surveys),
    outcomes: oneOrMany(outcomes),
    interactions: oneOrMany(interactions),
    reviews: oneOrMany(reviews),
    pulses: oneOrMany(pulses),
    measurements: oneOrMany(measurements),
    totals: oneOrMany(totals),
  })
  .refine((file) => kinds.some((kind) => file[kind] !== undefined), { error: `say what the rows of this file are: one of ${kinds.join(", ")}` });

export const mappingSchema = z.strictObject({
  source: z.string().min(1).max(100).meta({ description: "What these records are called in the log; part of their ids." }),
  timezone: zoneSchema.meta({ description: "The zone of times that are written without one." }),
  currency: z.string().regex(/^[A-Z]{3}$/, "write a currency as three capitals, such as EUR").optional(),
  known_after: durationSchema.optional().meta({ description: "How long after it happened a row could be known; default at once." }),
  files: z.array(fileSchema).min(1),
});

export type Mapping = z.infer<typeof mappingSchema>;
export type FileMapping = z.infer<typeof fileSchema>;
