import type { Instant } from "../lib/zone.ts";
import type { Loader } from "./loader.ts";

/** What a journal can give back. */
export interface JournalCover {
  /** Tells the journal from any other; the ids of its batches begin with it. */
  readonly journal: string;
  readonly from: number;
  readonly until: number;
  readonly calls: number;
  /** When the first and the last call were received; undefined without any. */
  readonly received: { readonly first: Instant; readonly last: Instant } | undefined;
  /** Positions of what can't be given back: damage, missing files, calls of those who are forgotten. */
  readonly holes: readonly { readonly from: number; readonly until: number }[];
}

/** The log, as far as it came through the journal. */
export interface RebuildLog {
  /** How many rows came through this range of the journal, and how many otherwise or before. */
  countCovered(cover: JournalCover): Promise<{ readonly covered: number; readonly others: number }>;
  /** Removes the rows of the batches that lie within the range and hold nothing that can't be given back. */
  removeCovered(cover: JournalCover): Promise<void>;
}

export interface RebuildPorts {
  readonly cover: () => Promise<JournalCover>;
  /** Loading begins again with the oldest file; what was loaded counts as not loaded, so no file goes before it is. */
  readonly rewind: () => Promise<void>;
  readonly log: RebuildLog;
  readonly loader: Pick<Loader, "loadNext">;
  /** Of what was loaded before, dead letters are known already. */
  readonly again: Pick<Loader, "loadNext">;
}

/** What is there to be built again, and what isn't. */
export async function planRebuild({ cover, log }: Pick<RebuildPorts, "cover" | "log">): Promise<{ readonly cover: JournalCover; readonly covered: number; readonly others: number }> {
  const found = await cover();
  return { cover: found, ...(await log.countCovered(found)) };
}

/**
 * Loads everything that the journal keeps once more, in the place of what came from it. Only what the journal can give back
 * is removed, and only after it counts as not loaded: a crash at any point leaves a log that loading completes.
 */
export async function rebuild({ cover, rewind, log, loader, again }: RebuildPorts): Promise<void> {
  while (await loader.loadNext());
  const found = await cover();
  await rewind();
  await log.removeCovered(found);
  while (await again.loadNext());
}
