import type { FileOps } from "./file-ops.ts";
import { frameHeader } from "./frame.ts";
import { type Segment, scanFrames } from "./segment.ts";

const ending = ".rewriting";

/** A file that a process was killed over. */
export const isUnfinished = (name: string): boolean => name.endsWith(ending);

interface RewriteParts {
  readonly directory: string;
  readonly files: FileOps;
}

/**
 * Writes a closed file anew with other payloads of the same length, and zeros where there is no frame; it takes the place
 * of the old one when it is on disk. Returns how many payloads were changed; without any, and without damage, nothing is
 * written.
 */
export async function rewriteSegment({ directory, files }: RewriteParts, segment: Segment, rewrite: (payload: Uint8Array) => Uint8Array | undefined): Promise<number> {
  const bytes = await readWhole(files, segment);
  const { frames, damages, end } = scanFrames(bytes);
  let changed = 0;
  for (const { payload, records } of frames) {
    const other = rewrite(payload);
    if (other === undefined) continue;
    if (other.byteLength !== payload.byteLength) throw new RangeError(`a payload of ${payload.byteLength} bytes can't be replaced by one of ${other.byteLength}`);
    const header = frameHeader(other, records);
    // The payload is a part of what was read, so what is written into it is written there.
    payload.set(other);
    bytes.set(header, payload.byteOffset - bytes.byteOffset - header.byteLength);
    changed += 1;
  }
  for (const { from, until } of [...damages, { from: end, until: bytes.length }]) bytes.fill(0, from, until);
  if (changed === 0 && damages.length === 0 && end === bytes.length) return 0;
  await replace(files, { segment, directory, bytes });
  return changed;
}

async function replace(files: FileOps, { segment, directory, bytes }: { readonly segment: Segment; readonly directory: string; readonly bytes: Buffer }): Promise<void> {
  const part = `${segment.path}${ending}`;
  await files.remove(part);
  const file = await files.open(part, "create");
  try {
    await file.write([bytes], 0);
    await file.datasync();
  } finally {
    await file.close();
  }
  // It is kept as long as the old one would have been.
  await files.setModified(part, segment.modifiedMs);
  await files.rename(part, segment.path);
  await files.syncDirectory(directory);
}

export async function payloadsOf(files: FileOps, segment: Segment): Promise<Uint8Array[]> {
  return scanFrames(await readWhole(files, segment)).frames.map(({ payload }) => payload);
}

export async function readWhole(files: FileOps, segment: Segment): Promise<Buffer> {
  const file = await files.open(segment.path, "read");
  try {
    return await file.read(0, segment.size);
  } finally {
    await file.close();
  }
}
