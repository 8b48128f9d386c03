import { Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";

interface Entry {
  readonly told: number;
  /** Undefined where it isn't packed. */
  readonly packed: Buffer | undefined;
}

/** Whether a zip archive unpacks to more than so many bytes, by what it says and by what comes out: a bomb may say anything. */
export async function unpacksBeyond(archive: Buffer, most: number): Promise<boolean> {
  const entries = entriesOf(archive);
  if (entries.reduce((sum, { told }) => sum + told, 0) > most) return true;
  let total = 0;
  for (const { packed } of entries) {
    if (!packed) continue;
    try {
      for await (const chunk of Readable.from([packed]).pipe(createInflateRaw()) as AsyncIterable<Buffer>) {
        total += chunk.length;
        if (total > most) return true;
      }
    } catch {
      // What is damaged is told by whoever reads it.
    }
  }
  return false;
}

const signature = Buffer.from("504b0102", "hex");
const deflated = 8;

/** The directory stands at the end, one entry after another. */
function entriesOf(archive: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = archive.indexOf(signature); at !== -1 && at + 46 <= archive.length; at = archive.indexOf(signature, at + 46)) {
    const local = archive.readUInt32LE(at + 42);
    const hasLocal = local + 30 <= archive.length;
    const begin = hasLocal ? local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28) : 0;
    entries.push({ told: archive.readUInt32LE(at + 24), packed: hasLocal && archive.readUInt16LE(at + 10) === deflated ? archive.subarray(begin) : undefined });
  }
  return entries;
}
