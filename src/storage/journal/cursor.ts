import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { type LoadTotals, noTotals } from "../../engine/event-journal.ts";
import type { FileOps } from "./file-ops.ts";

/** How far loading has come. */
export interface Cursor {
  /** Tells this journal from any other that lay in the directory before, whose positions began again. */
  readonly journal: string;
  /** Everything before this position is loaded. */
  readonly loaded: number;
  /** End of the range that is being loaded, once it is fixed. */
  readonly until: number | undefined;
  readonly totals: LoadTotals;
}

export const newCursor = (): Cursor => ({ journal: randomUUID().slice(0, 8), loaded: 0, until: undefined, totals: noTotals });

const name = "cursor";

/** Replaces the cursor as a whole: after a crash there is the old one or the new one, never a mixture. */
export async function writeCursor(files: FileOps, directory: string, cursor: Cursor): Promise<void> {
  const text = JSON.stringify(cursor);
  const path = join(directory, `${name}.new`);
  await files.remove(path);
  const file = await files.open(path, "create");
  try {
    await file.write([Buffer.from(`${crc32(text)} ${text}`)], 0);
    await file.datasync();
  } finally {
    await file.close();
  }
  await files.rename(path, join(directory, name));
  await files.syncDirectory(directory);
}

/** The cursor; `damaged` when it can't be read. Loading then begins again, and finds what is stored as duplicates. */
export async function readCursor(files: FileOps, directory: string): Promise<Cursor | "damaged"> {
  if (!(await files.list(directory)).includes(name)) return newCursor();
  const file = await files.open(join(directory, name), "read");
  try {
    const [, sum, text = ""] = /^(\d+) ([^]*)$/.exec((await file.read(0, 4096)).toString("utf8")) ?? [];
    if (Number(sum) !== crc32(text)) return "damaged";
    const cursor = { until: undefined, ...(JSON.parse(text) as Omit<Cursor, "until">) };
    return { ...cursor, totals: { ...noTotals, ...cursor.totals } };
  } finally {
    await file.close();
  }
}
