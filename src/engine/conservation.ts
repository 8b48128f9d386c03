import type { EventJournal } from "./event-journal.ts";

/** Where every call has gone. */
export interface Conservation {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly dead: number;
  readonly waiting: number;
  /** `received` less all the others: 0, or what damage of the journal took with it. */
  readonly missing: number;
}

/**
 * Counts calls on their way in. What the journal held at the start counts as received; rejections are counted since
 * the start alone, but for calls of those who were forgotten after they had been taken. A replayed dead letter is received
 * once more.
 */
export class Intake {
  readonly #journal: EventJournal;
  readonly #rejectedBy = new Map<string, number>();
  #accepted: number;

  constructor(journal: EventJournal) {
    this.#journal = journal;
    const { stored, duplicate, dead, redacted } = journal.totals;
    this.#accepted = stored + duplicate + dead + redacted + journal.waiting;
  }

  accepted(calls: number): void {
    this.#accepted += calls;
  }

  rejected(code: string): void {
    this.#rejectedBy.set(code, (this.#rejectedBy.get(code) ?? 0) + 1);
  }

  /** Rejections since the start, by their code; `redacted` since the journal began. */
  get rejectedBy(): ReadonlyMap<string, number> {
    const { redacted } = this.#journal.totals;
    return redacted === 0 ? this.#rejectedBy : new Map([...this.#rejectedBy, ["redacted", redacted + (this.#rejectedBy.get("redacted") ?? 0)]]);
  }

  read(): Conservation {
    const { stored, duplicate, dead } = this.#journal.totals;
    const { waiting } = this.#journal;
    const rejected = this.rejectedBy.values().reduce((sum, calls) => sum + calls, 0);
    const received = this.#accepted + rejected - this.#journal.totals.redacted;
    return { received, stored, duplicate, rejected, dead, waiting, missing: received - stored - duplicate - rejected - dead - waiting };
  }
}
