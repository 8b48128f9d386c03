import { z } from "zod";
import { segmentSchema } from "../accounts/segment.ts";
import { benchmarksSchema } from "../insights/benchmarks/settings.ts";
import { revenueSchema } from "../insights/money/settings.ts";
import { outcomeDefinitionSchema } from "../insights/outcomes/definition.ts";
import { journeySchema } from "../journey/schema.ts";
import { idKeySchema } from "../lib/id.ts";
import { metricSchema } from "../metrics/schema.ts";
import { planTemplateSchema } from "../plans/template.ts";
import { modelSchema } from "../scores/model.ts";
import { lintCodes } from "./lints/codes.ts";
import { currencyProblem, zoneProblem } from "./places-and-money.ts";

const zone = z.string().check((context) => {
  const message = zoneProblem(context.value);
  if (message !== undefined) context.issues.push({ code: "custom", input: context.value, message });
});

const currency = z.string().check((context) => {
  const message = currencyProblem(context.value);
  if (message !== undefined) context.issues.push({ code: "custom", input: context.value, message });
});

const datedRates = z
  .array(z.tuple([z.iso.date("write a date such as 2026-03-29"), z.number().positive()], "write [date, rate]"))
  .min(1)
  .refine((rates) => rates.every(([date], index) => index === 0 || date > (rates[index - 1]?.[0] ?? "")), "the dates must ascend");

const aboutSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z][a-z0-9_-]{0,62}$/, "write an id of small letters, digits, - and _, beginning with a letter")
      .meta({ description: "Identifies the pack in snapshots and files." }),
    name: z.string().min(1).meta({ description: "What people call it." }),
    why: z.string().min(1).optional().meta({ description: "What this definition of health is after, for every department." }),
    owner: z.string().min(1).optional().meta({ description: "Who answers for the definition as a whole: a teammate's e-mail address, or a team." }),
    owned_by: z.literal("git", "write git, or leave it out").optional().meta({ description: "`git`: the files in Git are the only place where it is changed. The page shows it and doesn't change it." }),
    timezone: zone.meta({ description: "IANA name, such as Europe/Berlin. Days, and windows of days, are local to it." }),
    currency: currency.meta({ description: "ISO 4217 code, such as EUR. Revenue is shown and summed in it." }),
    rates: z
      .record(currency, datedRates)
      .default({})
      .meta({ description: "For each other currency a list of [date, rate]: what one unit of it is worth in the pack's currency from that day on." }),
    accept: z
      .partialRecord(z.enum(lintCodes), z.string().min(1))
      .default({})
      .meta({ description: "Warnings that are meant as they are: the code of each, with the reason. They are then not reported." }),
  })
  .meta({ id: "About", description: "Which pack this is, and where and in what money it counts." });

export const packSchema = z
  .strictObject({
    pack: aboutSchema,
    segments: z.record(idKeySchema, segmentSchema).default({}).meta({ description: "Groups of accounts, by id." }),
    metrics: z.record(idKeySchema, metricSchema).meta({ description: "What is measured, by id." }),
    model: modelSchema,
    outcomes: outcomeDefinitionSchema.optional().meta({ description: "What counts as renewed and lost when the score is judged by what happened. It moves no score." }),
    journey: journeySchema.optional().meta({ description: "Where customers are on their way: stages, and what leads from one to the next." }),
    benchmarks: benchmarksSchema.prefault({}),
    revenue: revenueSchema.prefault({}),
    plans: z.record(idKeySchema, planTemplateSchema).default({}).meta({ description: "What is usually done about an account at risk, by id. They move no score." }),
  })
  .meta({ id: "Pack", title: "Bellwether pack", description: "Health as code: everything that makes the score. Any file of the folder may hold any section." });

/** A checked pack, with defaults filled in and durations read. */
export type Pack = z.infer<typeof packSchema>;
/** A pack as it is written. */
export type WrittenPack = z.input<typeof packSchema>;
