import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ImportOptions, type ImportWire, runImport } from "../../src/cli/import.ts";
import { csvSource } from "../../src/connectors/csv/csv-source.ts";
import { rejectsFile } from "../../src/connectors/csv/rejects-file.ts";
import type { EventFact, Fact } from "../../src/events/fact.ts";
import type { FactLog } from "../../src/engine/ports.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
  /** The file of rejected rows; empty when there is none. */
  readonly rejects: string;
  readonly facts: readonly Fact[];
  readonly events: readonly EventFact[];
}

export interface Importing {
  /** Contents by name. */
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** The mapping's `files:` and whatever else; source and zone are given. */
  readonly mapping: string;
  readonly options?: ImportOptions;
  /** `test` when absent. */
  readonly source?: string;
  readonly log?: MemoryFactLog;
  /** Another log that stands in the way of the first. */
  readonly through?: FactLog;
}

/** When every import of the tests is received. */
export const receivedAt = Date.UTC(2026, 5, 1);

/** Runs the real command on real files in a folder of its own. */
export async function importing(job: Importing): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "bellwether-import-"));
  try {
    for (const [name, content] of Object.entries(job.files)) await writeFile(join(folder, name), content);
    await writeFile(join(folder, "import.yaml"), `source: ${job.source ?? "test"}\ntimezone: UTC\n${job.mapping}`);
    return await run(folder, job);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(folder: string, job: Importing): Promise<Outcome> {
  const log = job.log ?? new MemoryFactLog();
  const out: string[] = [];
  const errors: string[] = [];
  const rejects = join(folder, "rejects.csv");
  const wire: ImportWire = {
    terminal: { out: (text) => out.push(text), err: (text) => errors.push(text), exit: () => {} },
    progress: () => {},
    clock: () => receivedAt,
    uniqueId: randomUUID,
    workspace: "w",
    source: csvSource,
    rejects: rejectsFile,
    openLog: () => Promise.resolve({ log: job.through ?? log, records: { memberships: (workspace) => Promise.resolve(log.facts(workspace).filter((fact) => fact.type === "membership")) }, settleMatches: () => Promise.resolve(0), close: () => Promise.resolve() }),
  };
  const code = await runImport(wire, [folder], { rejects, ...job.options });
  const facts = log.facts("w");
  return {
    code,
    out: out.join("\n"),
    errors: errors.join("\n").replaceAll(folder, "<folder>"),
    rejects: await readFile(rejects, "utf8").catch(() => ""),
    facts,
    events: facts.filter((fact) => fact.type === "event"),
  };
}
