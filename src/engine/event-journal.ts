/** How loaded calls ended, since the journal began. */
export interface LoadTotals {
  readonly stored: number;
  readonly duplicate: number;
  readonly dead: number;
  /** Of somebody who was forgotten after they were acknowledged. */
  readonly redacted: number;
}

export const noTotals: LoadTotals = { stored: 0, duplicate: 0, dead: 0, redacted: 0 };

/** What became of an append: on disk; no room left for it; or more waits for the disk than memory should hold. */
export type AppendAnswer = "written" | "full" | "busy";

/** The journal can't promise anything any more: the process must end. */
export class JournalBroken extends Error {}

/** A range of the journal, and the payloads in it. */
export interface JournalBatch {
  /** The same for the same range, and for no other. */
  readonly id: string;
  readonly from: number;
  readonly until: number;
  readonly payloads: readonly Uint8Array[];
  /** How many calls the payloads hold together. */
  readonly records: number;
}

/** Where received calls are kept until they are loaded. */
export interface EventJournal {
  /** Answers `written` only when the payload would outlast a power cut. Rejects with {@link JournalBroken}. */
  append(payload: Uint8Array, records: number): Promise<AppendAnswer>;
  /**
   * The range to be loaded next; undefined when everything is loaded. The range is fixed before it is returned: the same
   * one comes again until it is committed, also after a crash.
   */
  nextBatch(): Promise<JournalBatch | undefined>;
  /** The range is loaded; `totals` are kept together with that, so that counts and cursor never disagree. */
  commit(batch: JournalBatch, totals: LoadTotals): Promise<void>;
  readonly totals: LoadTotals;
  /** Calls written and not committed. */
  readonly waiting: number;
  /** Resolves as soon as there is something to load. */
  more(): Promise<void>;
}
