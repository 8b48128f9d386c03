import { z } from "zod";
import { durationSchema } from "../../lib/duration.ts";
import { missingReasons } from "../../metrics/value.ts";
import { momentSchema } from "./moment.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: "write a text, a number, true or false" });

const contractSchema = z
  .strictObject({
    id: z.string().min(1).optional().meta({ description: "Needed only with several contracts of an account." }),
    from: momentSchema.default({ days: 0 }),
    until: momentSchema.optional().meta({ description: "The end of its term, agreed from the start." }),
    ended: momentSchema.optional().meta({ description: "When it really ended; nobody knows before." }),
    mrr: z.number().nonnegative().default(0),
    currency: z.string().length(3).optional(),
    seats: z.number().nonnegative().optional(),
    product: z.string().min(1).optional(),
  })
  .meta({ id: "ScenarioContract" });

const accountSchema = z
  .strictObject({
    traits: z.record(z.string(), scalar).default({}),
    contracts: z.array(contractSchema).default([]),
    users: z.record(z.string(), z.record(z.string(), scalar)).default({}).meta({ description: "Users of the account from the start, with their traits, such as ann: { role: champion }." }),
  })
  .meta({ id: "ScenarioAccount" });

const happeningSchema = z
  .strictObject({
    at: momentSchema,
    account: z.string().min(1).optional().meta({ description: "Which account; needed only with several." }),
    event: z.string().min(1).optional(),
    properties: z.record(z.string(), scalar).optional(),
    traits: z.record(z.string(), scalar.nullable()).optional().meta({ description: "Instead of an event: traits that the account has from then on." }),
    every: durationSchema.optional().meta({ description: "Again and again at this distance, up to `until`." }),
    until: momentSchema.optional().meta({ description: "The last time at which it may happen again." }),
    users: z
      .union([z.string().regex(/^\d{1,4}\.\.\d{1,4}$/, "write users such as 1..5"), z.array(z.string().min(1)).min(1)], { error: "write users such as 1..5, or a list of names" })
      .optional()
      .meta({ description: "Who does it, each of them: a list of names, or 1..5 for user-1 to user-5." }),
    count: z.int().min(1).max(1000).default(1).meta({ description: "How often each does it then, a minute apart." }),
  })
  .check(({ value, issues }) => {
    if (issues.length > 0) return;
    const complain = (message: string, path: string[] = []): unknown => issues.push({ code: "custom", input: value, path, message });
    if ((value.event === undefined) === (value.traits === undefined)) complain("write event or traits, one of the two");
    if ((value.every === undefined) !== (value.until === undefined)) complain("write every together with until", [value.every === undefined ? "until" : "every"]);
  })
  .meta({ id: "Happening" });

const bounds = { over: z.number().optional(), at_least: z.number().optional(), under: z.number().optional(), at_most: z.number().optional(), between: z.tuple([z.number(), z.number()], "write two numbers, such as [40, 60]").optional() };
const aCheck = "write a number, or bounds such as { over: 40 }, { between: [40, 60] } or { missing: never_seen }";

const aScore = "write a number, none, or bounds such as { over: 40 } or { between: [40, 60] }";
const scoreCheck = z.union([z.number(), z.literal("none", aScore), z.strictObject(bounds)], { error: aScore });
const valueCheck = z.union([z.number(), z.strictObject({ ...bounds, missing: z.enum(missingReasons).optional() })], { error: aCheck });
const band = z.enum(["green", "yellow", "red", "unknown"]);

const expectationSchema = z
  .strictObject({
    at: momentSchema,
    account: z.string().min(1).optional().meta({ description: "Which account; needed only with several." }),
    customer: z.boolean().optional(),
    score: scoreCheck.optional(),
    band: z.union([band, z.array(band).min(1)], { error: "write green, yellow, red or unknown, or a list of them" }).optional(),
    categories: z.record(z.string(), scoreCheck).optional(),
    metrics: z.record(z.string(), valueCheck).optional().meta({ description: "Raw values of metrics, or why they are missing." }),
    stage: z.string().min(1).optional(),
    journey: z.enum(["on_track", "behind", "stuck"]).optional(),
    milestones: z.record(z.string(), z.boolean()).optional().meta({ description: "Whether each was reached by then." }),
    line: z.string().min(1).optional().meta({ description: "The line of business of stage, journey and milestones; needed only with several." }),
  })
  .meta({ id: "Expectation" });

const scenarioSchema = z
  .strictObject({
    name: z.string().min(1).meta({ description: "What is shown, as a sentence." }),
    starts: z.iso.date("write a date such as 2026-01-05").optional().meta({ description: "The date of day 0; without it the file's." }),
    accounts: z.record(z.string().min(1), accountSchema),
    events: z.array(happeningSchema).default([]),
    expect: z.array(expectationSchema).min(1),
  })
  .meta({ id: "Scenario" });

/** A file of tests of a pack. */
export const scenarioFileSchema = z
  .strictObject({
    starts: z.iso.date("write a date such as 2026-01-05").default("2026-01-05"),
    scenarios: z.array(scenarioSchema).min(1),
  })
  .meta({ id: "ScenarioFile", title: "Tests of a Bellwether pack" });

export type ScenarioFile = z.infer<typeof scenarioFileSchema>;
export type Scenario = z.infer<typeof scenarioSchema>;
export type Happening = z.infer<typeof happeningSchema>;
export type Expectation = z.infer<typeof expectationSchema>;
export type ScenarioContract = z.infer<typeof contractSchema>;
export type ScoreCheck = z.infer<typeof scoreCheck>;
export type ValueCheck = z.infer<typeof valueCheck>;
