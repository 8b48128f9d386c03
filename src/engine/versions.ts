import type { Instant } from "../lib/zone.ts";
import type { PackFile } from "../pack/source.ts";

/** A pack as it was applied; never changed afterwards. */
export interface AppliedPack {
  readonly workspace: string;
  /** Counted from 1 in each workspace; the greatest is the one in use. */
  readonly number: number;
  /** Identifies what the pack means, as snapshots carry it. */
  readonly version: string;
  readonly author: string;
  readonly message: string;
  readonly appliedAt: Instant;
  /** As they were, letter for letter; their paths without a folder. */
  readonly files: readonly PackFile[];
}

/** Keeps every pack that was applied. */
export interface VersionStore {
  /** The one in use; undefined when none was ever applied. */
  latest(workspace: string): Promise<AppliedPack | undefined>;
  find(workspace: string, number: number): Promise<AppliedPack | undefined>;
  /** `number_taken` when somebody else applied one meanwhile. */
  add(applied: AppliedPack): Promise<"added" | "number_taken">;
}
