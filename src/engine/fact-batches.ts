import type { Fact } from "../events/fact.ts";
import type { FactLog } from "./ports.ts";
import type { RowCounter } from "./row-counts.ts";

/** As large as memory allows without strain: storage is faster the fewer batches it gets. */
const batchFacts = 50_000;

interface Batch {
  readonly id: string;
  readonly facts: Fact[];
  readonly rows: { readonly file: string; readonly until: number; readonly repeated: boolean }[];
}

/** Gathers rows into batches and appends one while the next is gathered. A row is never split. */
export class FactBatches {
  readonly #workspace: string;
  readonly #name: string;
  readonly #log: FactLog | undefined;
  readonly #counter: RowCounter;
  #batch: Batch;
  #count = 0;
  #appending: Promise<void> = Promise.resolve();

  constructor(to: { readonly workspace: string; readonly name: string; readonly log: FactLog | undefined; readonly counter: RowCounter }) {
    this.#workspace = to.workspace;
    this.#name = to.name;
    this.#log = to.log;
    this.#counter = to.counter;
    this.#batch = this.#next();
  }

  add(fact: Fact): void {
    this.#batch.facts.push(fact);
  }

  /** Ends a row: the facts since the last one are its. `repeated` when the same record stood in an earlier row. */
  endRow(file: string, repeated: boolean): void {
    this.#counter.read(file);
    this.#batch.rows.push({ file, until: this.#batch.facts.length, repeated });
  }

  async flushWhenFull(): Promise<void> {
    if (this.#batch.facts.length < batchFacts) return;
    const full = this.#batch;
    this.#batch = this.#next();
    await this.#appending;
    this.#appending = this.#append(full);
    // Awaited by the next flush; until then a failure is nobody's, which would end the process.
    this.#appending.catch(() => {});
  }

  /** Resolves when everything added so far is in the log. */
  async flush(): Promise<void> {
    await this.#appending;
    const last = this.#batch;
    this.#batch = this.#next();
    if (last.rows.length > 0) await this.#append(last);
  }

  #next(): Batch {
    this.#count += 1;
    return { id: `${this.#name}-${this.#count}`, facts: [], rows: [] };
  }

  async #append(batch: Batch): Promise<void> {
    const stored = this.#log ? await this.#log.append(this.#workspace, batch.facts, batch.id) : undefined;
    let from = 0;
    for (const { file, until, repeated } of batch.rows) {
      const kept = stored ? stored.subarray(from, until).includes(1) : !repeated;
      this.#counter.became(file, kept ? "stored" : "duplicate");
      from = until;
    }
  }
}
