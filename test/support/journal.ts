import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { JournalBatch } from "../../src/engine/event-journal.ts";
import { FileJournal, type JournalOptions } from "../../src/storage/journal/journal.ts";
import type { JournalFinding } from "../../src/storage/journal/settings.ts";

/** A directory of its own for one test. */
export async function freshDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "bellwether-journal-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export interface OpenedJournal {
  readonly journal: FileJournal;
  readonly findings: readonly JournalFinding[];
  /** Why the process would have ended. */
  readonly broken: readonly Error[];
}

/** A journal with a clock that stands still unless told otherwise. Small batches, and no look at the disk's room. */
export async function openJournal(directory: string, options: Partial<JournalOptions> = {}): Promise<OpenedJournal> {
  const findings: JournalFinding[] = [];
  const broken: Error[] = [];
  const { settings, ...rest } = options;
  const journal = await FileJournal.open({
    directory,
    clock: () => 0,
    report: (finding) => findings.push(finding),
    onBroken: (error) => broken.push(error),
    ...rest,
    settings: { minFreeBytes: 0, ...settings },
  });
  return { journal, findings, broken };
}

export const bytes = (text: string): Buffer => Buffer.from(text);
export const texts = (batch: JournalBatch | undefined): string[] => (batch?.payloads ?? []).map((payload) => Buffer.from(payload).toString("utf8"));

/** Reads and commits everything that waits. */
export async function loadAll(journal: FileJournal): Promise<string[]> {
  const loaded: string[] = [];
  for (let batch = await journal.nextBatch(); batch !== undefined; batch = await journal.nextBatch()) {
    loaded.push(...texts(batch));
    await journal.commit(batch, journal.totals);
  }
  return loaded;
}
