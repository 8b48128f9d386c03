import type { Instant } from "../lib/zone.ts";
import type { Band } from "../scores/bands.ts";
import type { SnapshotBatch, StoredMemory } from "./ports.ts";

/** Everybody under a version. */
export interface OfVersion {
  readonly workspace: string;
  readonly version: string;
}

/** The scores of one account at midnights, in no order; NaN where it can't be told. */
export interface PastScores {
  readonly account: string;
  readonly asOf: Float64Array;
  readonly score: Float64Array;
}

/** How many accounts had a band at a midnight, and what they pay a month, as far as that is known. */
export interface BandCount {
  readonly asOf: Instant;
  readonly band: Band;
  readonly accounts: number;
  readonly mrr: number;
}

/** What was written of everybody at past midnights: so much of it as a portfolio looks back on. */
export interface WrittenPast {
  /** One midnight, without what bands of categories remember. */
  midnight(request: OfVersion & { readonly asOf: Instant }): Promise<readonly SnapshotBatch[]>;
  /** What one midnight leaves, of everybody who had it. */
  memories(request: OfVersion & { readonly asOf: Instant }): Promise<ReadonlyMap<string, StoredMemory>>;
  /** With `from` <= asOf <= `to`. */
  scores(request: OfVersion & { readonly from: Instant; readonly to: Instant }): Promise<readonly PastScores[]>;
  /** With `from` <= asOf <= `to`; without some accounts, which are counted otherwise. */
  bandCounts(request: OfVersion & { readonly from: Instant; readonly to: Instant; readonly without: readonly string[] }): Promise<readonly BandCount[]>;
}
