import type { Subject } from "../../events/subject.ts";
import type { Instant } from "../../lib/zone.ts";

export interface ErasedFromLog {
  /** How many rows there were. */
  readonly rows: { readonly events: number; readonly traits: number; readonly memberships: number; readonly scores: number };
  /** Accounts that stay and whose scores rested on what is gone, from when on. */
  readonly touched: ReadonlyMap<string, Instant>;
}

/** The log and what was computed from it, as far as it is about somebody. */
export interface LogErasure {
  /** Every id of users and accounts, in parts that fit into memory. */
  subjects(workspace: string): AsyncIterable<readonly Subject[]>;
  /** Ids that these users had before, as `alias` calls say, and the ones before those. */
  previousIds(workspace: string, users: readonly string[]): Promise<readonly string[]>;
  /** How many rows {@link erase} would remove. */
  count(workspace: string, subjects: readonly Subject[]): Promise<ErasedFromLog["rows"]>;
  /**
   * Removes every row that names them, also from the disk when it resolves. Whatever is interrupted can be asked for again.
   * Users who belong to no account but those that go lose their traits with them.
   */
  erase(workspace: string, subjects: readonly Subject[]): Promise<ErasedFromLog>;
}

/** Erases from another store whatever is about somebody who is forgotten, and tells how much that was. */
export type EraseForgotten = () => Promise<number>;

export interface OtherStores {
  /** Payloads of what was received and is still kept. */
  readonly journal: EraseForgotten;
  readonly deadLetters: EraseForgotten;
  /** What people wrote about accounts of the workspace. */
  readonly records: (workspace: string) => Promise<number>;
  /** Measurements that were kept; they are all made again. */
  readonly kept: EraseForgotten;
}

/** Something that is held of somebody, as JSON has it. Instants are ISO 8601 in UTC. */
export interface HeldRecord {
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** Everything that one store holds of somebody. */
export interface HeldRecords {
  records(workspace: string, subject: Subject): AsyncIterable<HeldRecord>;
}
