import type { JournalBatch } from "../../engine/event-journal.ts";
import { type RecoveryParts, setAside } from "./recovery.ts";
import { type Scan, type Segment, endOf, scanFrames } from "./segment.ts";

export interface ReadRequest {
  readonly from: number;
  /** Where the batch must end, when that was fixed before. */
  readonly until: number | undefined;
  /** About how many bytes are wanted. */
  readonly enoughBytes: number;
}

/** A batch, and whether a part of its range turned out to be damaged. */
export interface ReadBatch extends Omit<JournalBatch, "id"> {
  readonly isDamaged: boolean;
}

/**
 * Reads a batch from the file that holds its beginning, never beyond that file's end. What is damaged within is set
 * aside, and the batch holds the rest.
 */
export async function readBatch(parts: RecoveryParts, segments: readonly Segment[], request: ReadRequest): Promise<ReadBatch | undefined> {
  const segment = segments.find((one) => request.from < endOf(one));
  if (segment === undefined) return undefined;
  if (segment.base > request.from) return { from: request.from, until: segment.base, payloads: [], records: 0, isDamaged: true };
  const file = await parts.files.open(segment.path, "read");
  try {
    const limit = Math.min(request.until ?? Number.POSITIVE_INFINITY, endOf(segment)) - request.from;
    const wanted = request.until === undefined ? Math.min(limit, request.enoughBytes) : limit;
    let bytes = await file.read(request.from - segment.base, wanted);
    let scan = scanFrames(bytes);
    if (scan.frames.length === 0 && wanted < limit) {
      // One frame larger than a batch, or damage: only the rest of the file can tell.
      bytes = await file.read(request.from - segment.base, limit);
      scan = scanFrames(bytes, request.enoughBytes);
    }
    const isWhole = bytes.length === limit && scan.end < bytes.length && (request.until !== undefined || scan.frames.length === 0);
    return await batchOf(parts, { request, bytes, scan, tail: isWhole ? bytes.length : scan.end });
  } finally {
    await file.close();
  }
}

async function batchOf(parts: RecoveryParts, read: { readonly request: ReadRequest; readonly bytes: Buffer; readonly scan: Scan; readonly tail: number }): Promise<ReadBatch> {
  const { request, bytes, scan, tail } = read;
  const damages = tail > scan.end ? [...scan.damages, { from: scan.end, until: tail }] : scan.damages;
  for (const damage of damages) await setAside(parts, "damaged", { base: request.from, bytes, damage });
  return {
    from: request.from,
    until: request.from + tail,
    payloads: scan.frames.map((frame) => frame.payload),
    records: scan.frames.reduce((sum, frame) => sum + frame.records, 0),
    isDamaged: damages.length > 0,
  };
}

/** How many records lie behind a position. */
export async function countRecords(parts: Pick<RecoveryParts, "files">, segments: readonly Segment[], from: number): Promise<number> {
  let records = 0;
  for (const segment of segments.filter((one) => from < endOf(one))) {
    const file = await parts.files.open(segment.path, "read");
    try {
      const start = Math.max(0, from - segment.base);
      const { frames } = scanFrames(await file.read(start, segment.size - start));
      records += frames.reduce((sum, frame) => sum + frame.records, 0);
    } finally {
      await file.close();
    }
  }
  return records;
}
