import { Contradictions } from "../accounts/contradictions.ts";
import { type Finding, FindingCounter } from "../accounts/finding.ts";
import { attribute, Memberships } from "../events/attribution.ts";
import type { Fact, MembershipFact } from "../events/fact.ts";
import { validateFact } from "../events/validate.ts";
import type { Instant } from "../lib/zone.ts";
import { FactBatches } from "./fact-batches.ts";
import type { MappedBatch, MappedRow, PreparedImport } from "./import-source.ts";
import type { FactLog } from "./ports.ts";
import { RepeatedIds } from "./repeated-ids.ts";
import { type RowCounts, RowCounter } from "./row-counts.ts";

/** A row that was kept out, once for each of its problems. */
export interface Reject {
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

/** Where rejected rows go, for people to correct. */
export interface RejectSink {
  write(rejects: readonly Reject[]): Promise<void>;
  /** Closes the sink; where the rejects are, when there were any. */
  close(): Promise<string | undefined>;
}

export interface ImportProgress {
  readonly file: string;
  readonly rows: number;
  readonly expectedRows: number;
}

/** Tells the memberships that the log holds already. */
export interface MembershipReader {
  memberships(workspace: string): Promise<readonly MembershipFact[]>;
}

export interface ImportJob {
  readonly workspace: string;
  readonly prepared: PreparedImport;
  readonly receivedAt: Instant;
  /** Of this run alone: the log takes a batch that comes again under its id for the same batch. */
  readonly runId: string;
}

export interface ImportPorts {
  /** Absent for a dry run: nothing is written, and only repetitions within the files count as duplicates. */
  readonly log?: FactLog;
  /** Asked only when rows name users without accounts. */
  readonly records?: MembershipReader;
  readonly rejects: RejectSink;
  /** Of those who are forgotten no row is kept. */
  readonly isForgotten?: (fact: Fact) => boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportSummary {
  readonly files: readonly RowCounts[];
  readonly total: RowCounts;
  readonly findings: readonly Finding[];
  /** Some repetitions may have gone unnoticed, because the files hold more rows than are remembered. */
  readonly findingsPartial: boolean;
  readonly rejectsFile: string | undefined;
}

/**
 * Reads every row, keeps what can be kept, and accounts for all of it: read = stored + duplicate + rejected.
 * When the log fails, what it has stored until then stays; the next run recognises it by the same ids.
 */
export async function importFacts(job: ImportJob, ports: ImportPorts): Promise<ImportSummary> {
  const known = job.prepared.needsMemberships ? await ports.records?.memberships(job.workspace) : undefined;
  const run = new ImportRun(job, ports, known ?? []);
  let rejectsFile: string | undefined;
  try {
    for await (const batch of job.prepared.rows()) await run.take(batch);
    await run.flush();
  } finally {
    rejectsFile = await ports.rejects.close();
  }
  return { ...run.summary(), rejectsFile };
}

class ImportRun {
  readonly #job: ImportJob;
  readonly #ports: ImportPorts;
  readonly #memberships = new Memberships();
  readonly #contradictions = new Contradictions();
  readonly #repetitions = new FindingCounter();
  readonly #ids = new RepeatedIds();
  readonly #counter = new RowCounter();
  readonly #batches: FactBatches;
  #rows = 0;

  constructor(job: ImportJob, ports: ImportPorts, memberships: readonly MembershipFact[]) {
    this.#job = job;
    this.#ports = ports;
    this.#batches = new FactBatches({ workspace: job.workspace, name: `${job.prepared.source}-${job.runId}`, log: ports.log, counter: this.#counter });
    for (const membership of memberships) this.#memberships.add(membership);
  }

  async take(batch: MappedBatch): Promise<void> {
    const rejects: Reject[] = [];
    for (const row of batch.rows) this.#row(batch, row, rejects);
    this.#counter.skipped(batch.file, batch.skipped);
    if (rejects.length > 0) await this.#ports.rejects.write(rejects);
    await this.#batches.flushWhenFull();
    this.#rows += batch.rows.length;
    this.#ports.onProgress?.({ file: batch.file, rows: this.#rows, expectedRows: this.#job.prepared.expectedRows });
  }

  flush(): Promise<void> {
    return this.#batches.flush();
  }

  summary(): Omit<ImportSummary, "rejectsFile"> {
    const findings = [...this.#contradictions.list(), ...this.#repetitions.list()];
    return { ...this.#counter.balanced(), findings, findingsPartial: this.#ids.full };
  }

  /** Keeps a row, or says why it is rejected. */
  #row(batch: MappedBatch, row: MappedRow, rejects: Reject[]): void {
    const problems = row.problems.length > 0 ? row.problems : this.#invalid(batch, row);
    if (problems.length > 0) {
      this.#counter.rejected(batch.file);
      for (const { column, value, reason } of problems) rejects.push({ file: batch.file, line: row.line, column, value, reason });
      return;
    }
    const repeated = this.#repeats(batch, row);
    const place = { file: batch.file, line: row.line };
    for (const fact of row.facts) {
      const attributed = this.#attributed(fact);
      this.#batches.add(attributed);
      if (!repeated) this.#contradictions.observe(attributed, place);
    }
    this.#batches.endRow(batch.file, repeated);
  }

  #invalid(batch: MappedBatch, row: MappedRow): MappedRow["problems"] {
    // Whose it is doesn't go into the list of rejects either.
    if (row.facts.some((fact) => this.#ports.isForgotten?.(fact) === true)) return [{ column: "", value: "", reason: "redacted: it is about somebody who is forgotten" }];
    for (const fact of row.facts) {
      const problem = validateFact(fact, this.#job.receivedAt);
      if (problem) return [{ column: batch.columnOf(problem.field), value: String(problem.value), reason: problem.reason }];
    }
    return row.problems;
  }

  #repeats(batch: MappedBatch, row: MappedRow): boolean {
    const id = row.facts[0]?.messageId ?? "";
    if (!this.#ids.seen(id)) return false;
    const code = batch.sameBy === "id" ? "repeated_id" : "identical_rows";
    this.#repetitions.add({ code, subject: batch.file }, { file: batch.file, line: row.line }, () => (code === "repeated_id" ? id : told(row.facts[0])));
    return true;
  }

  #attributed(fact: Fact): Fact {
    if (fact.type === "membership") this.#memberships.add(fact);
    if (fact.type !== "event" || fact.account !== "") return fact;
    return { ...fact, ...attribute(fact, this.#memberships) };
  }
}

/** A fact in as many words as tell people which row it is. */
function told(fact: Fact | undefined): string {
  if (!fact) return "";
  const who = "account" in fact && fact.account !== "" ? `account ${fact.account}` : "user" in fact ? `user ${fact.user}` : "";
  const what = fact.type === "event" ? fact.name : fact.type === "membership" ? "membership" : fact.trait;
  return `${who}: ${what} at ${new Date(fact.time).toISOString().slice(0, 19)}`;
}
