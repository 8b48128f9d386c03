import { join } from "node:path";
import type { Cursor } from "./cursor.ts";
import type { FileOps } from "./file-ops.ts";
import { type Damage, type Segment, endOf, scanFrames } from "./segment.ts";
import type { JournalFinding, JournalWire } from "./settings.ts";

export interface RecoveryParts {
  readonly directory: string;
  readonly files: FileOps;
  readonly report: JournalWire["report"];
}

/** What a start found: the files, the last one without its torn end, and how many records wait to be loaded. */
export interface Recovered {
  readonly segments: readonly Segment[];
  readonly waiting: number;
}

/** Looks through everything that isn't loaded: counts it, cuts off a torn end, and sets damage aside. */
export async function recover(parts: RecoveryParts, segments: readonly Segment[], cursor: Cursor): Promise<Recovered> {
  const kept: Segment[] = [];
  let waiting = 0;
  let expected = segments[0]?.base ?? 0;
  for (const [index, segment] of segments.entries()) {
    if (segment.base > expected) parts.report({ kind: "gap", position: expected, bytes: segment.base - expected });
    expected = endOf(segment);
    if (expected <= cursor.loaded && index < segments.length - 1) kept.push(segment);
    else {
      const looked = await lookThrough(parts, segment, { from: Math.max(0, cursor.loaded - segment.base), isLast: index === segments.length - 1 });
      kept.push({ ...segment, size: looked.size });
      ({ size: expected } = looked);
      expected += segment.base;
      waiting += looked.records;
    }
  }
  return { segments: kept, waiting };
}

async function lookThrough(parts: RecoveryParts, segment: Segment, { from, isLast }: { readonly from: number; readonly isLast: boolean }): Promise<{ readonly records: number; readonly size: number }> {
  if (from >= segment.size) return { records: 0, size: segment.size };
  const file = await parts.files.open(segment.path, isLast ? "change" : "read");
  try {
    const bytes = await file.read(from, segment.size - from);
    const { frames, damages, end } = scanFrames(bytes);
    const base = segment.base + from;
    for (const damage of damages) await setAside(parts, "damaged", { base, bytes, damage });
    const records = frames.reduce((sum, frame) => sum + frame.records, 0);
    if (end === bytes.length) return { records, size: segment.size };
    await setAside(parts, isLast ? "torn" : "damaged", { base, bytes, damage: { from: end, until: bytes.length } });
    if (!isLast) return { records, size: segment.size };
    await file.truncate(from + end);
    await file.datasync();
    return { records, size: from + end };
  } finally {
    await file.close();
  }
}

/** Copies damaged bytes to a file of their own, once, and tells. What they held can't be loaded. */
export async function setAside(parts: RecoveryParts, kind: JournalFinding["kind"], found: { readonly base: number; readonly bytes: Buffer; readonly damage: Damage }): Promise<void> {
  const position = found.base + found.damage.from;
  const bytes = found.bytes.subarray(found.damage.from, found.damage.until);
  const name = `${kind}-${position}-${bytes.length}.quarantine`;
  if ((await parts.files.list(parts.directory)).includes(name)) return;
  const quarantine = join(parts.directory, name);
  const file = await parts.files.open(quarantine, "create");
  try {
    await file.write([bytes], 0);
    await file.datasync();
  } finally {
    await file.close();
  }
  parts.report({ kind, position, bytes: bytes.length, quarantine });
}
