import { access, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Command } from "commander";
import { importFacts, type ImportProgress, type MembershipReader, type Reject, type RejectSink } from "../engine/import.ts";
import { type ImportSource, InputRefused, type PreparedImport } from "../engine/import-source.ts";
import { removedText } from "../engine/imports/import-job.ts";
import type { MatchSettler } from "../engine/match.ts";
import type { FactLog } from "../engine/ports.ts";
import type { Fact } from "../events/fact.ts";
import type { Instant } from "../lib/zone.ts";
import type { Terminal } from "./wire.ts";
import { importReport, progressLine } from "./import-report.ts";
import { refusing } from "./scoring.ts";

export interface ImportWire {
  readonly terminal: Pick<Terminal, "out" | "err" | "exit">;
  /** Shows one line that replaces the one before; an empty text clears it. */
  readonly progress: (line: string) => void;
  readonly clock: () => Instant;
  readonly workspace: string;
  readonly uniqueId: () => string;
  readonly source: ImportSource;
  readonly rejects: (path: string) => RejectSink;
  /** Called only when nothing is left to ask, and never by a dry run. */
  readonly openLog: () => Promise<OpenedLog>;
  /** Tells of a fact whether it is about somebody who is forgotten. */
  readonly openForgotten?: () => Promise<(fact: Fact) => boolean>;
}

interface OpenedLog extends MatchSettler {
  readonly log: FactLog;
  readonly records: MembershipReader;
  /** Removes what is older than the rules of retention that were applied before; tells how many rows went. */
  readonly removeAgain?: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export interface ImportOptions {
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly guess?: boolean;
  readonly rejects?: string;
}

const exitCodes = { fine: 0, refused: 1, rejectedRows: 2 } as const;

/** `bellwether import`: 0 every row was kept, 1 nothing was imported, 2 some rows were rejected. */
export function register(program: Command, wire: ImportWire): void {
  program
    .command("import")
    .description("Import CSV files and workbooks, as a mapping says what their columns mean")
    .summary("import CSV files and workbooks")
    .argument("<folder or files...>", "a folder with exports, or some of its files")
    .option("-m, --mapping <file>", "the mapping (default: import.yaml in the folder)")
    .option("--guess", "propose a mapping for these files and print it")
    .option("--dry-run", "read and check everything, write nothing")
    .option("--rejects <file>", "where rejected rows go (default: <source>-rejects-<time>.csv)")
    .addHelpText("after", "\nExits with 0 when every row was kept, 1 when nothing was imported, 2 when some rows were rejected.")
    .action(async (paths: string[], options: ImportOptions) => wire.terminal.exit(await runImport(wire, paths, options)));
}

/** Runs the command and gives its exit code. */
export async function runImport(wire: ImportWire, paths: readonly string[], options: ImportOptions): Promise<number> {
  const receivedAt = wire.clock();
  const prepared = await answered(wire, "Nothing was imported.", async () => {
    const from = await locate(paths);
    if (options.guess) return await guess(wire, from);
    wire.progress("looking through the files");
    return await wire.source.prepare({ mapping: options.mapping ?? (await defaultMapping(from.folder)), ...from, receivedAt });
  });
  if (typeof prepared === "number") return prepared;
  return answered(wire, "The files have changed meanwhile. What was stored stays; import them again, and only the rest is added.", () => run(wire, { prepared, receivedAt, options }));
}

/** What the work gives; or, when the input is refused, why and what that means, and the exit code for it. */
async function answered<T>(wire: ImportWire, consequence: string, work: () => Promise<T>): Promise<T | number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error;
    wire.progress("");
    for (const { place, message } of error.problems) wire.terminal.err(`${place}: ${message}`);
    wire.terminal.err(consequence);
    return exitCodes.refused;
  }
}

async function guess(wire: ImportWire, from: Parameters<ImportSource["guess"]>[0]): Promise<number> {
  const { mapping, questions } = await wire.source.guess(from);
  wire.terminal.out(mapping);
  for (const question of questions) wire.terminal.err(`To settle: ${question}`);
  return exitCodes.fine;
}

async function run(wire: ImportWire, job: { readonly prepared: PreparedImport; readonly receivedAt: Instant; readonly options: ImportOptions }): Promise<number> {
  const { prepared, receivedAt, options } = job;
  for (const note of prepared.notes) wire.terminal.out(`Note: ${note}.`);
  const dryRun = options.dryRun ?? false;
  const opened = dryRun ? undefined : await wire.openLog();
  try {
    const started = wire.clock();
    const isForgotten = await wire.openForgotten?.();
    const summary = await importFacts(
      { workspace: wire.workspace, prepared, receivedAt, runId: wire.uniqueId() },
      {
        ...(opened && { log: opened.log, records: opened.records }),
        ...(isForgotten && { isForgotten }),
        rejects: dryRun ? shownRejects(wire) : wire.rejects(options.rejects ?? rejectsName(prepared.source, receivedAt)),
        onProgress: throttled(wire, started),
      },
    );
    await opened?.settleMatches(wire.workspace);
    wire.progress("");
    wire.terminal.out(importReport(summary, { elapsedMs: wire.clock() - started, dryRun }));
    await removeOld(wire, opened);
    return summary.total.rejected > 0 ? exitCodes.rejectedRows : exitCodes.fine;
  } finally {
    await opened?.close();
  }
}

/** A pack that can't be used keeps nothing from being imported; what is older then goes when the rules are applied next. */
async function removeOld(wire: ImportWire, opened: OpenedLog | undefined): Promise<void> {
  await refusing(wire, async () => {
    const removed = (await opened?.removeAgain?.()) ?? 0;
    if (removed > 0) wire.terminal.out(`\n${removedText(removed)}.`);
  });
}

const progressEveryMs = 200;

/** Shows progress no more often than people can read it. */
function throttled(wire: ImportWire, started: Instant): (progress: ImportProgress) => void {
  let shown = started;
  return (progress) => {
    const now = wire.clock();
    if (now - shown < progressEveryMs) return;
    shown = now;
    wire.progress(progressLine(progress, now - started));
  };
}

/** One folder, or files that lie in one. */
async function locate(paths: readonly string[]): Promise<{ readonly folder: string; readonly only: readonly string[] }> {
  const [first = "."] = paths;
  if (paths.length === 1 && (await isFolder(first))) return { folder: first, only: [] };
  const folders = new Set(paths.map((path) => dirname(path)));
  if (folders.size > 1) throw new InputRefused([{ place: paths.join(", "), message: "give one folder, or files of one folder" }]);
  return { folder: dirname(first), only: paths.map((path) => basename(path)) };
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new InputRefused([{ place: path, message: "there is no such file or folder" }]);
  return found.isDirectory();
}

async function defaultMapping(folder: string): Promise<string> {
  const name = "import.yaml";
  const inFolder = join(folder, name);
  return (await exists(inFolder)) || !(await exists(name)) ? inFolder : name;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** A name that no other run has, so that no rejects are mistaken for those of today. */
function rejectsName(source: string, receivedAt: Instant): string {
  const time = new Date(receivedAt).toISOString().slice(0, 19).replaceAll(":", "");
  return `${source.replaceAll(/[^\w.-]+/g, "_")}-rejects-${time}.csv`;
}

const shownInDryRun = 20;

/** A dry run writes no file, so it shows the first rejects. */
function shownRejects(wire: ImportWire): RejectSink {
  let count = 0;
  return {
    write: (rejects: readonly Reject[]) => {
      for (const reject of rejects.slice(0, Math.max(0, shownInDryRun - count))) wire.terminal.err(`${reject.file}:${reject.line}: ${reject.column === "" ? "" : `${reject.column} `}\`${reject.value}\` ${reject.reason}`);
      count += rejects.length;
      return Promise.resolve();
    },
    close: () => Promise.resolve(undefined),
  };
}
