import type { RetentionClass } from "../../events/retention-class.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Remembered } from "../../scores/explain.ts";
import type { OfAccounts } from "../ports.ts";
import type { Reach } from "./reach.ts";

/** What a class holds. */
export interface ClassHeld {
  /** Undefined where that isn't counted. */
  readonly rows: number | undefined;
  readonly oldest: Instant | undefined;
}

/** What was done under a rule. */
export interface Applied {
  readonly class: RetentionClass;
  /** What was older than this went. */
  readonly before: Instant;
  readonly replayFrom: Instant;
  readonly at: Instant;
  /** How many rows went, in all. */
  readonly rows: number;
}

/** Written before anything goes, so that nobody takes for whole what is being removed. */
export interface RetentionLedger {
  applied(workspace: string): Promise<readonly Applied[]>;
  note(workspace: string, applied: readonly Applied[]): Promise<void>;
}

/** Classes whose rows lie in the store of facts and scores. */
export type StoredClass = Exclude<RetentionClass, "journal" | "dead_letters">;

export interface Removal {
  readonly workspace: string;
  readonly before: Readonly<Partial<Record<StoredClass, Instant>>>;
  readonly reach: Reach;
}

/** The rows that a rule takes away: those before its end that nothing of today is told from. */
export interface RemovableRows {
  held(workspace: string): Promise<Readonly<Record<StoredClass, ClassHeld>>>;
  /** How many would go. */
  count(removal: Removal): Promise<Readonly<Partial<Record<StoredClass, number>>>>;
  /** Removes them in pieces of some tenths of a second; `turn` decides when each begins. Gone from the disk when it resolves. */
  remove(removal: Removal, turn: (piece: () => Promise<void>) => Promise<void>): Promise<Readonly<Partial<Record<StoredClass, number>>>>;
}

/** What the last midnight that can't be computed any more left of an account, as texts. */
export interface Foundation {
  readonly remembered: Remembered;
  /** As `evaluate/journey-text.ts` writes it; undefined without a journey. */
  readonly journey: string | undefined;
}

/** Where scores begin again, once what was before is gone. */
export interface Foundations {
  /** The midnight from which nothing before can be computed; undefined while nothing was removed. */
  boundary(workspace: string): Promise<Instant | undefined>;
  /** What that midnight left, of accounts of which it is known under the version. */
  read(request: OfAccounts): Promise<ReadonlyMap<string, Foundation>>;
  write(request: { readonly workspace: string; readonly version: string; readonly asOf: Instant; readonly of: ReadonlyMap<string, Foundation> }): Promise<void>;
}
