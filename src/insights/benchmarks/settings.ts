import { z } from "zod";
import { durationSchema } from "../../lib/duration.ts";

/** What customers are compared by. */
export const groupings = ["stage", "segment", "tenure"] as const;
export type Grouping = (typeof groupings)[number];

const id = z.string().min(1);
const scope = z.union([id, z.array(id).min(1)], { error: "write one name or a list of names" });
const percentile = z.number().min(1, "percentiles go from 1 to 99").max(99, "percentiles go from 1 to 99");

const targetSchema = z
  .strictObject({
    score: id.default("overall").meta({ description: "`overall`, a category or a metric of the model." }),
    points: z.number().min(0).max(100).meta({ description: "What an account should have, 0 to 100." }),
    stage: scope.optional(),
    segment: scope.optional(),
  })
  .meta({ id: "BenchmarkTarget", description: "A fixed benchmark in place of what customers have; of several that apply the last counts." });

export const benchmarksSchema = z
  .strictObject({
    of: z.enum(["renewed", "all"]).default("renewed").meta({ description: "Whose scores: of customers that went on to renew (of all, where those are too few), or of all." }),
    by: z
      .array(z.enum(groupings))
      .refine((by) => new Set(by).size === by.length, "write each one once")
      .default([...groupings])
      .meta({ description: "What makes accounts comparable. Where a group has too few accounts, the last of the list is left out, and so on." }),
    segments: z.array(id).optional().meta({ description: "An account in several segments is compared in the first of these; without the list all segments count, in the order of their ids." }),
    tenure: z
      .array(z.number().int().positive())
      .refine((months) => months.every((month, index) => index === 0 || month > (months[index - 1] as number)), "the months must ascend")
      .default([3, 6, 12, 24])
      .meta({ description: "Months of the contract at which another group of tenure begins." }),
    at_least: z.number().int().min(5, "a percentile of fewer than 5 accounts says nothing").default(20).meta({ description: "Accounts that a group must have." }),
    percentile: percentile.default(50).meta({ description: "Which percentile of the group is the benchmark." }),
    under: percentile.default(25).meta({ description: "An account under this percentile of its group counts as under its benchmark." }),
    look_ahead: durationSchema.prefault("90d").meta({ description: "Within which time it is told what became of look-alikes." }),
    look_alikes: z.number().int().min(5).default(20).meta({ description: "How many of the past are looked for." }),
    targets: z.array(targetSchema).default([]),
  })
  .refine(({ percentile: benchmark, under }) => under <= benchmark, "`under` can't be above `percentile`")
  .meta({ id: "Benchmarks", description: "What score an account should have, from the company's own customers. Benchmarks never feed a score." });

export type BenchmarkSettings = z.infer<typeof benchmarksSchema>;
export type BenchmarkTarget = BenchmarkSettings["targets"][number];
