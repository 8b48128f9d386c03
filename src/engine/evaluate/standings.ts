import type { Pack } from "../../pack/schema.ts";
import type { AccountJourney, ScoredAccount } from "../score-now.ts";
import type { Scorer } from "../scorer.ts";

/** The pack that is running, and the version that scores carry. */
export interface RunningPack {
  readonly pack: Pack;
  readonly version: string;
  readonly scorer: Scorer;
  /** What scores were made with before, where that meant something else: what it told last is what changes are told from. */
  readonly formerly?: Omit<RunningPack, "formerly">;
}

/** Told what was computed last: for whoever answers questions about now from memory. Calls come one after the other. */
export interface Standings {
  /** These accounts stand like this now, whatever was said of them before. */
  replace(workspace: string, accounts: readonly ScoredAccount[]): void;
  /** These are no customers (any more). */
  remove(workspace: string, accounts: readonly string[]): void;
  /** These go like this on their journey, also those that were just removed; never told under a pack without one. */
  follow(workspace: string, found: readonly AccountJourney[]): void;
}
