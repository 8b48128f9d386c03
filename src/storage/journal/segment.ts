import { join } from "node:path";
import type { FileOps } from "./file-ops.ts";
import { type Frame, frameAt, nextWholeFrame } from "./frame.ts";

/** One file of the journal. Positions count through all files: a file is named after the position where it begins. */
export interface Segment {
  readonly path: string;
  readonly base: number;
  readonly size: number;
  /** When it was last written to. */
  readonly modifiedMs: number;
}

const segmentName = /^(\d{16})\.journal$/;

export function segmentPath(directory: string, base: number): string {
  return join(directory, `${String(base).padStart(16, "0")}.journal`);
}

export const endOf = (segment: Segment): number => segment.base + segment.size;

/** All files of a journal, oldest first. */
export async function listSegments(files: FileOps, directory: string): Promise<Segment[]> {
  const bases = (await files.list(directory)).flatMap((name) => segmentName.exec(name)?.[1] ?? []).map(Number).sort((left, right) => left - right);
  const segments: Segment[] = [];
  for (const base of bases) {
    const path = segmentPath(directory, base);
    segments.push({ path, base, ...(await files.stat(path)) });
  }
  return segments;
}

/** A part of a file that holds no frame, in offsets of the file. */
export interface Damage {
  readonly from: number;
  readonly until: number;
}

export interface Scan {
  readonly frames: readonly Frame[];
  /** Damage with whole frames behind it. */
  readonly damages: readonly Damage[];
  /** Where the last whole frame ends: what lies behind is a torn write, or damage at the very end. */
  readonly end: number;
}

/** Reads frames until there are enough bytes of them, or no more. Offsets are those of `bytes`. */
export function scanFrames(bytes: Buffer, enoughBytes = Number.POSITIVE_INFINITY): Scan {
  const frames: Frame[] = [];
  const damages: Damage[] = [];
  let end = 0;
  while (end < bytes.length && end < enoughBytes) {
    const frame = frameAt(bytes, end);
    if (typeof frame === "object") {
      frames.push(frame);
      ({ end } = frame);
      continue;
    }
    const next = nextWholeFrame(bytes, end + 1);
    if (next === undefined) break;
    damages.push({ from: end, until: next });
    end = next;
  }
  return { frames, damages, end };
}
