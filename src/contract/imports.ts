import { z } from "zod";
import { findingMessages } from "../accounts/finding.ts";
import { countSchema, instantSchema } from "./values.ts";

const problem = z.object({ place: z.string().meta({ description: "`file`, `file:line` or `file:line:column`." }), message: z.string() });
const counts = z.object({ file: z.string(), read: countSchema, stored: countSchema, duplicate: countSchema, rejected: countSchema, skipped: countSchema.meta({ description: "Left aside by the mapping itself." }) });
const example = z.object({ file: z.string(), line: z.number().int(), text: z.string() });

export const importRunSchema = z
  .object({
    id: z.string(),
    state: z.enum(["running", "done", "cancelled", "refused", "failed", "interrupted"]).meta({ description: "`refused`: something has to be settled first; `interrupted`: the process ended meanwhile. However it ended, what was stored stays, and importing the same again adds only the rest." }),
    author: z.string(),
    startedAt: instantSchema,
    endedAt: instantSchema.nullable(),
    progress: z.object({ file: z.string(), rows: countSchema, expectedRows: countSchema }).nullable(),
    files: z.array(counts).meta({ description: "Read is always stored + duplicate + rejected." }),
    total: counts.nullable(),
    findings: z.array(z.object({ code: z.enum(Object.keys(findingMessages) as [keyof typeof findingMessages]), subject: z.string(), text: z.string(), count: countSchema, examples: z.array(example) })).meta({ description: "Contradictions between rows that are fine by themselves. They are kept." }),
    findingsPartial: z.boolean(),
    problems: z.array(problem),
    notes: z.array(z.string()),
  })
  .meta({ id: "ImportRun" });

export const importsSchema = z
  .object({
    files: z.array(z.object({ name: z.string(), bytes: countSchema, uploadedAt: instantSchema })),
    limits: z.object({ files: countSchema, fileBytes: countSchema, bytes: countSchema.meta({ description: "Of all files together." }) }),
    runs: z.array(importRunSchema).meta({ description: "The latest first." }),
  })
  .meta({ id: "Imports" });

const field = z.object({ field: z.string(), written: z.string().nullable().meta({ description: "What the mapping says of it; null when nothing." }), column: z.string().nullable().meta({ description: "The column that it simply is; null where it is something else." }), isNeeded: z.boolean() });
const file = z.object({
  file: z.string(),
  kinds: z.array(z.string()).meta({ description: "What its rows are; empty where it is left out." }),
  fields: z.array(field).meta({ description: "Of the first kind." }),
  kept: z.array(z.string()).meta({ description: "Columns that become traits or properties." }),
  dates: z.string().nullable(),
  encoding: z.string().nullable(),
  isLookedUp: z.boolean().meta({ description: "Other files look something up in it." }),
  header: z.array(z.string()),
  rows: z.array(z.array(z.string())).meta({ description: "The first rows." }),
  expectedRows: countSchema,
  problem: problem.nullable().meta({ description: "Why it can't be read." }),
});

export const mappingSchema = z
  .object({
    text: z.string().meta({ description: "The mapping as YAML; empty while there are no files." }),
    settings: z.object({ source: z.string(), timezone: z.string(), currency: z.string().nullable() }).nullable().meta({ description: "Null where the text can't be read." }),
    kinds: z.array(z.string()).meta({ description: "Everything that rows can be." }),
    files: z.array(file),
    problems: z.array(problem).meta({ description: "To be settled before anything is imported." }),
    notes: z.array(z.string()),
  })
  .meta({ id: "ImportMapping" });

const name = z.string().min(1).max(400);
const edit = z.discriminatedUnion("set", [
  z.strictObject({ set: z.enum(["source", "timezone", "currency"]), value: z.string().max(100) }),
  z.strictObject({ set: z.literal("kind"), file: name, value: z.string().max(40).nullable().meta({ description: "Null leaves the file out." }) }),
  z.strictObject({ set: z.literal("field"), file: name, field: z.string().max(40), value: name.nullable().meta({ description: "The column; null when none." }) }),
  z.strictObject({ set: z.enum(["dates", "encoding"]), file: name, value: z.string().max(60).nullable().meta({ description: "Null recognises it." }) }),
]);

export const mappingChange = z.union([z.strictObject({ edits: z.array(edit).min(1).max(200) }), z.strictObject({ text: z.string().max(1_000_000) }), z.strictObject({ guess: z.literal(true).meta({ description: "Throws away what was said, and guesses anew." }) })]);
