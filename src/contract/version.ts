import { z } from "zod";
import { definitionKinds } from "../pack/diff.ts";
import { bandSchema, countSchema, instantSchema, pointsSchema, percentSchema, shareSchema } from "./values.ts";

const entry = {
  number: z.number().int().positive().meta({ description: "Counted from 1; the greatest is the one in use." }),
  version: z.string().meta({ description: "What scores carry; equal where two versions mean the same." }),
  author: z.string(),
  message: z.string().meta({ description: "What changed, and why." }),
  appliedAt: instantSchema,
  source: z.enum(["folder", "page"]).meta({ description: "`folder`: files, as Git keeps them; `page`: changed on the page." }),
  rewritesHistory: z.boolean().meta({ description: "Histories are shown as this version tells them, also of the time before it." }),
};

export const versionSchema = z.object(entry).meta({ id: "Version", description: "A health definition as it was applied. It never changes." });

export const readOnlyReasons = ["owned_by_git", "started_with_folder"] as const;

const runningSchema = z
  .object({
    number: z.number().int().nullable().meta({ description: "Null for one that was never applied: the folder that the server was started with, or the example." }),
    version: z.string(),
    name: z.string(),
    isSwitching: z.boolean().meta({ description: "Everybody is being scored under a newer version at the moment; until then this one answers." }),
    problem: z.string().nullable().meta({ description: "Why a newer version isn't in use yet, where something is wrong with it." }),
    readOnly: z.object({ reason: z.enum(readOnlyReasons), text: z.string().meta({ description: "Why, and how it is changed." }) }).nullable().meta({ description: "Null where it can be changed on the page." }),
  })
  .meta({ id: "RunningDefinition", description: "The health definition that scores are made with." });

export const versionsSchema = z.object({ running: runningSchema, versions: z.array(versionSchema).meta({ description: "The latest first." }) }).meta({ id: "Versions" });

export const versionParams = z.strictObject({ version: z.union([z.number().int().positive(), z.string().regex(/^(running|\d{1,9})$/, "write a number, or running")]).transform((asked) => (asked === "running" ? ("running" as const) : Number(asked))) });
export const versionsQuery = z.strictObject({ from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() });

const longestFile = 1_000_000;
const fileSchema = z.object({ path: z.string().regex(/^[\w.-]{1,200}\.ya?ml$/, "write the name of a .yaml file, without a folder"), text: z.string().max(longestFile) });
const filesSchema = z.array(fileSchema).min(1).max(200);

const anchor = z.tuple([z.number(), pointsSchema]);
const limitsSchema = z.object({ redBelow: pointsSchema.nullable(), yellowBelow: pointsSchema.nullable() });
const scaleSchema = z.object({ form: z.enum(["anchors", "ends", "steps"]), anchors: z.array(anchor).meta({ description: "[raw value, points]; of `ends` the worst and then the best." }) });
const metricPlace = { metric: z.string(), name: z.string(), quantity: z.string(), unit: z.string().nullable() };
const named = { id: z.string(), name: z.string() };

/** What a draft can change, as it is written: weights as numbers and not as shares. What isn't written is null. */
export const editableSchema = z
  .object({
    bands: limitsSchema.extend({ hysteresis: percentSchema }),
    coverageFloor: percentSchema,
    categories: z.array(z.object({ ...named, weight: z.number(), bands: limitsSchema, metrics: z.array(z.object({ ...metricPlace, weight: z.number(), scale: scaleSchema.nullable(), bands: limitsSchema })) })),
    variants: z.array(
      z.object({
        segments: z.array(z.object(named)),
        stages: z.array(z.object(named)),
        bands: limitsSchema,
        coverageFloor: percentSchema.nullable(),
        categories: z.array(z.object({ ...named, weight: z.number().nullable(), metrics: z.array(z.object({ ...metricPlace, weight: z.number().nullable(), scale: scaleSchema.nullable() })) })),
      }),
    ),
  })
  .meta({ id: "EditableDefinition" });

export const versionFilesSchema = z
  .object({ about: versionSchema.nullable().meta({ description: "Null for one that was never applied." }), version: z.string(), name: z.string(), files: z.array(z.object({ path: z.string(), text: z.string() })).meta({ description: "As they were applied, letter for letter." }), editable: editableSchema })
  .meta({ id: "VersionFiles" });

const lineSchema = z.object({ mark: z.enum(["+", "~", "−"]), text: z.string(), details: z.array(z.string()) }).meta({ id: "ChangeLine", description: "A change of the definition in words: added, changed or removed." });
export const versionChangesSchema = z.object({ from: versionSchema, to: versionSchema, lines: z.array(lineSchema) }).meta({ id: "VersionChanges" });

const editSchema = z.strictObject({
  path: z.array(z.string().max(200)).min(2).max(12).meta({ description: "Where it is written, from the outside to the inside, such as `model`, `categories`, `product`, `weight`; items of lists by their number from 0." }),
  value: z.union([z.number(), z.array(anchor).min(2).max(100)]),
});

/** What is meant by a draft: whole files, or edits of those that are in use. */
const draft = {
  files: filesSchema.optional().meta({ description: "Default: those in use." }),
  edits: z.array(editSchema).max(500).default([]).meta({ description: "Weights, limits of bands, coverage floor and scales that are to be others; everything else stays as it is written." }),
};

export const previewWish = z.strictObject({ ...draft, asOf: z.string().max(40).optional().meta({ description: "A date, a time with its offset, or `now`. Default as everywhere." }), moves: z.number().int().min(0).max(1_000_000).optional().meta({ description: "How many of the accounts that change band are named, by revenue; default all." }) });

const distribution = z.object({ total: countSchema, counts: z.record(bandSchema, countSchema), shares: z.record(bandSchema, shareSchema) });
const shift = z.object({ rises: countSchema, falls: countSchema, stays: countSchema, before: z.number().nullable(), after: z.number().nullable() });
const move = z.object({ account: z.string(), name: z.string(), mrr: z.number().nullable(), from: bandSchema, to: bandSchema, scoreBefore: z.number().nullable(), scoreAfter: z.number().nullable() });

export const effectSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("none") }),
    z.object({ kind: z.literal("no_data") }),
    z.object({ kind: z.literal("faulty") }),
    z.object({
      kind: z.literal("scored"),
      asOf: instantSchema,
      note: z.string().nullable(),
      accounts: countSchema,
      mrr: z.number(),
      moves: z.array(move).meta({ description: "Accounts that change band, by revenue." }),
      groups: z.array(z.object({ from: bandSchema, to: bandSchema, accounts: countSchema, mrr: z.number() })),
      score: shift,
      coverage: shift,
      distribution: z.object({ before: distribution, after: distribution }),
      moved: countSchema.meta({ description: "How many change band." }),
      movedMrr: z.number().meta({ description: "Their recurring revenue a month." }),
    }),
  ])
  .meta({ id: "PlanEffect", description: "What a draft does to scores: nothing, because nothing that makes one is different; nothing to be seen, without data; nothing, because it has errors; or this." });

const packIn = z.object({ from: z.string(), version: z.string() });
const field = z.object({ path: z.array(z.string()), before: z.unknown().optional(), after: z.unknown().optional() });
const changeSchema = z.object({ kind: z.enum(definitionKinds), id: z.string(), change: z.enum(["added", "changed", "removed"]), value: z.unknown().optional(), fields: z.array(field).optional() }).meta({ id: "DefinitionChange" });
const problemIn = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
  help: z.string().nullable(),
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  path: z.array(z.string()).meta({ description: "What it is about, from the outside to the inside." }),
});

export const previewSchema = z
  .object({
    before: packIn,
    after: packIn.nullable().meta({ description: "Null for a draft with errors." }),
    currency: z.string(),
    changes: z.array(changeSchema).meta({ description: "What is defined otherwise; the same as `bellwether plan --json`." }),
    lines: z.array(lineSchema),
    problems: z.array(problemIn).meta({ description: "Errors, and opinions that keep nobody from publishing." }),
    effect: effectSchema,
  })
  .meta({ id: "Preview", description: "What a draft would change, before it counts." });

export const publishWish = z.strictObject({
  ...draft,
  message: z.string().trim().min(1, "say what changes, and why").max(2000),
  base: z.string().max(100).nullish().meta({ description: "`version` of the definition that the draft was made from. Another one in use meanwhile is a problem `definition_changed`." }),
  rewriteHistory: z.boolean().default(false).meta({ description: "Show histories as this version tells them, also of the time before. What was told stays, and can be asked for." }),
  author: z.string().trim().min(1).max(200).optional().meta({ description: "Only for commands on the server's own machine; others are known." }),
});

export const publishedSchema = z.object({ outcome: z.enum(["applied", "same_files"]), version: versionSchema, meansTheSame: z.boolean().meta({ description: "As the one before: no score changes." }) }).meta({ id: "Published" });
