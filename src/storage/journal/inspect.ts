import { existsSync } from "node:fs";
import { type LoadTotals, noTotals } from "../../engine/event-journal.ts";
import { countRecords } from "./batch-reader.ts";
import { readCursor } from "./cursor.ts";
import { realFiles } from "./file-ops.ts";
import { payloadAt } from "./oldest.ts";
import { type Segment, listSegments } from "./segment.ts";

/** A journal as it lies on disk. */
export interface JournalState {
  readonly totals: LoadTotals;
  readonly waiting: number;
  readonly bytes: number;
  /** What has waited longest to be loaded. */
  readonly oldestWaiting: Uint8Array | undefined;
  /** Whether the file is damaged that says how far loading has come. */
  readonly isCursorDamaged: boolean;
  /** When the newest file was last written to. */
  readonly newestWrite: number | undefined;
  /** Files with damage that was set aside. */
  readonly quarantined: readonly string[];
}

/** Looks at a journal without taking it or changing anything; undefined where there is none. Whoever serves it may go on. */
export async function inspectJournal(directory: string): Promise<JournalState | undefined> {
  if (!existsSync(directory)) return undefined;
  return look(directory).catch((error: NodeJS.ErrnoException) => {
    // A file that was loaded long ago has just gone.
    if (error.code === "ENOENT") return look(directory);
    throw error;
  });
}

async function look(directory: string): Promise<JournalState> {
  const names = await realFiles.list(directory);
  const segments = await listSegments(realFiles, directory);
  const cursor = await readCursor(realFiles, directory);
  const loaded = cursor === "damaged" ? (segments[0]?.base ?? 0) : cursor.loaded;
  return {
    totals: cursor === "damaged" ? noTotals : cursor.totals,
    waiting: await countRecords({ files: realFiles }, segments, loaded),
    bytes: segments.reduce((sum: number, { size }: Segment) => sum + size, 0),
    oldestWaiting: await payloadAt(realFiles, segments, loaded),
    newestWrite: segments.at(-1)?.modifiedMs,
    isCursorDamaged: cursor === "damaged",
    quarantined: names.filter((name) => name.endsWith(".quarantine")),
  };
}
