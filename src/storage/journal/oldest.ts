import type { FileOps } from "./file-ops.ts";
import { frameAt, frameHeaderBytes, maxPayloadBytes } from "./frame.ts";
import { type Segment, endOf } from "./segment.ts";

/** Most frames end within. */
const firstLook = 64 * 1024;

/** The payload at or behind a position; undefined when there is none, or when damage leaves that to loading. Changes nothing. */
export async function payloadAt(files: FileOps, segments: readonly Segment[], from: number): Promise<Buffer | undefined> {
  const segment = segments.find((one) => from < endOf(one));
  if (segment === undefined) return undefined;
  const file = await files.open(segment.path, "read");
  try {
    const start = Math.max(0, from - segment.base);
    const limit = segment.size - start;
    for (const most of [firstLook, frameHeaderBytes + maxPayloadBytes]) {
      const frame = frameAt(await file.read(start, Math.min(most, limit)), 0);
      if (frame !== "more") return frame === "damaged" ? undefined : frame.payload;
    }
    return undefined;
  } finally {
    await file.close();
  }
}
