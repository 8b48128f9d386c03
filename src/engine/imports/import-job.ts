import type { Fact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";
import { type ImportProgress, type MembershipReader, type RejectSink, importFacts } from "../import.ts";
import { InputRefused, type ImportSource, type MappedBatch, type PreparedImport } from "../import-source.ts";
import type { MatchSettler } from "../match.ts";
import type { FactLog } from "../ports.ts";
import type { ImportRun } from "./ports.ts";
import { TouchedByFacts, watchedLog } from "./touched.ts";

export interface ImportLog extends MatchSettler {
  readonly log: FactLog;
  readonly records: MembershipReader;
}

export interface JobPorts {
  readonly source: ImportSource;
  /** Rejects while the log can't be reached. */
  readonly log: () => Promise<ImportLog>;
  readonly rejects: RejectSink;
  readonly isForgotten: (fact: Fact) => boolean;
  /** Works while nothing is loaded. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Works while nothing is loaded or scored. */
  readonly quiet: <T>(work: () => Promise<T>) => Promise<T>;
  /** Removes what is older than the rules of retention that were applied before; tells how many rows went. */
  readonly removeAgain: () => Promise<number>;
  readonly clock: () => Instant;
  readonly onProgress: (progress: ImportProgress) => void;
}

export interface Job {
  readonly workspace: string;
  readonly run: ImportRun;
  readonly folder: string;
  readonly mapping: string;
  readonly cancelled: AbortSignal;
}

/** How an import ended, and whom it was about as far as it came. */
export interface JobEnd {
  readonly run: ImportRun;
  readonly touched: TouchedByFacts;
  /** What failed on our side. */
  readonly error?: unknown;
}

class Cancelled extends Error {}

/** Imports what was uploaded. However it ends, what is stored until then stays; importing the same again adds the rest. */
export async function runImportJob({ workspace, run, folder, mapping, cancelled }: Job, ports: JobPorts): Promise<JobEnd> {
  const touched = new TouchedByFacts();
  const ended = (over: Partial<ImportRun>): ImportRun => ({ ...run, ...over, endedAt: ports.clock() });
  try {
    const receivedAt = ports.clock();
    const prepared = await ports.source.prepare({ mapping: { text: mapping }, folder, only: [], receivedAt });
    const { log, ...stores } = await ports.log();
    const summary = await importFacts(
      { workspace, prepared: untilCancelled(prepared, cancelled), receivedAt, runId: run.id },
      { log: watchedLog({ ...ports, log, touched }), records: stores.records, rejects: ports.rejects, isForgotten: ports.isForgotten, onProgress: ports.onProgress },
    );
    await ports.quiet(() => stores.settleMatches(workspace));
    const removed = await ports.removeAgain();
    const { files, total, findings, findingsPartial } = summary;
    return { touched, run: ended({ state: "done", files, total, findings, findingsPartial, notes: [...prepared.notes, ...(removed > 0 ? [removedText(removed)] : [])] }) };
  } catch (error) {
    if (error instanceof Cancelled) return { touched, run: ended({ state: "cancelled" }) };
    if (error instanceof InputRefused) return { touched, run: ended({ state: "refused", problems: error.problems }) };
    return { touched, error, run: ended({ state: "failed" }) };
  }
}

/** What is said of rows that were imported and have gone again. */
export const removedText = (rows: number): string => `${rows.toLocaleString("en-US")} ${rows === 1 ? "row was" : "rows were"} older than the rules of retention allow, and removed again`;

function untilCancelled(prepared: PreparedImport, cancelled: AbortSignal): PreparedImport {
  async function* rows(): AsyncGenerator<MappedBatch> {
    for await (const batch of prepared.rows()) {
      if (cancelled.aborted) throw new Cancelled();
      yield batch;
      // Requests are answered between batches.
      await new Promise(setImmediate);
    }
  }
  return { ...prepared, rows };
}
