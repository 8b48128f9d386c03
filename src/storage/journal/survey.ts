import type { JournalCover } from "../../engine/rebuild.ts";
import type { FileOps } from "./file-ops.ts";
import { frameHeaderBytes } from "./frame.ts";
import { readWhole } from "./rewrite.ts";
import { type Segment, endOf, scanFrames } from "./segment.ts";

/** Looks through closed files: how many calls they hold, the first and the last payload, and where something is missing. */
export async function surveyOf(files: FileOps, { segments, from, isHole }: { readonly segments: readonly Segment[]; readonly from: number; readonly isHole: (payload: Uint8Array) => boolean }): Promise<Pick<JournalCover, "calls" | "holes"> & { readonly first: Uint8Array | undefined; readonly last: Uint8Array | undefined }> {
  const holes: { from: number; until: number }[] = [];
  let calls = 0;
  let first: Uint8Array | undefined;
  let last: Uint8Array | undefined;
  let expected = from;
  for (const segment of segments) {
    if (segment.base > expected) holes.push({ from: expected, until: segment.base });
    expected = endOf(segment);
    const bytes = await readWhole(files, segment);
    const { frames, damages, end } = scanFrames(bytes);
    for (const damage of [...damages, ...(end < bytes.length ? [{ from: end, until: bytes.length }] : [])]) holes.push({ from: segment.base + damage.from, until: segment.base + damage.until });
    for (const { payload, records, end: behind } of frames) {
      calls += records;
      if (isHole(payload)) holes.push({ from: segment.base + behind - payload.byteLength - frameHeaderBytes, until: segment.base + behind });
    }
    // Copies, because what they are parts of is as large as a file.
    if (frames[0]) first ??= Uint8Array.from(frames[0].payload);
    const lastFrame = frames.at(-1);
    if (lastFrame) last = Uint8Array.from(lastFrame.payload);
  }
  return { calls, holes, first, last };
}
