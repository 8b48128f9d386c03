import type { Instant } from "../lib/zone.ts";
import type { PackFile } from "../pack/source.ts";

/** Where a version came from: a folder of files, as Git keeps them, or somebody at the page. */
export const versionSources = ["folder", "page"] as const;
export type VersionSource = (typeof versionSources)[number];

/** What is kept about a pack that was applied. */
export interface VersionEntry {
  readonly workspace: string;
  /** Counted from 1 in each workspace; the greatest is the one in use. */
  readonly number: number;
  /** Identifies what the pack means, as snapshots carry it. */
  readonly version: string;
  readonly author: string;
  readonly message: string;
  readonly appliedAt: Instant;
  readonly source: VersionSource;
  /** Histories are shown as this version tells them, also of the time before it. What earlier versions told stays. */
  readonly rewritesHistory: boolean;
}

/** A pack as it was applied; never changed afterwards. */
export interface AppliedPack extends VersionEntry {
  /** As they were, letter for letter; their paths without a folder. */
  readonly files: readonly PackFile[];
}

/** Keeps every pack that was applied. */
export interface VersionStore {
  /** The one in use; undefined when none was ever applied. */
  latest(workspace: string): Promise<AppliedPack | undefined>;
  find(workspace: string, number: number): Promise<AppliedPack | undefined>;
  /** All of them without their files, the latest first. */
  list(workspace: string): Promise<readonly VersionEntry[]>;
  /** `number_taken` when somebody else applied one meanwhile. */
  add(applied: AppliedPack): Promise<"added" | "number_taken">;
}
