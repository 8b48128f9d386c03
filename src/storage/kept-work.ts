import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Kept, KeptWork } from "../engine/ports.ts";
import { hourMs } from "../lib/zone.ts";

/** The least recently written are thrown away beyond this: a metric of 20,000 accounts over two years of weeks takes 19 MB. */
const mostBytes = 2_000_000_000;
const headBytes = 16;

const shortHash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

/**
 * Kept work in files, one for each key, named by era and key. A file gets its name when it is whole and on the disk, so that what is read
 * was written to the end. Everything here can be thrown away at any time.
 */
export class FileKeptWork implements KeptWork {
  readonly #directory: string;
  readonly #program: string;

  /** `program` stands in every key: another version of it may work differently. */
  constructor(directory: string, program: string) {
    this.#directory = directory;
    this.#program = program;
  }

  async read(key: string): Promise<Kept | undefined> {
    const ending = this.#ending(key);
    const name = (await this.#names()).find((file) => file.endsWith(ending));
    return name === undefined ? undefined : decoded(await readFile(join(this.#directory, name)).catch(() => Buffer.alloc(0)));
  }

  async write(era: string, key: string, kept: Kept): Promise<void> {
    const beginning = `${shortHash(era)}-`;
    const unfinished = join(this.#directory, `unfinished-${randomUUID()}`);
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      await this.#makeRoom(beginning);
      await writeWhole(unfinished, kept);
      await rename(unfinished, join(this.#directory, `${beginning}${this.#ending(key)}`));
    } catch {
      // Without room the work is done again next time; nothing else depends on it.
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }

  /** Throws everything away. */
  async clear(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }

  #ending(key: string): string {
    return `${shortHash(JSON.stringify([this.#program, key]))}.kept`;
  }

  async #names(): Promise<string[]> {
    return await readdir(this.#directory).catch(() => []);
  }

  async #makeRoom(beginning: string): Promise<void> {
    const sized = async (name: string): Promise<{ name: string; size: number; mtimeMs: number }> => {
      const { size, mtimeMs } = await stat(join(this.#directory, name));
      return { name, size, mtimeMs };
    };
    const files = await Promise.all((await this.#names()).map(sized));
    let bytes = 0;
    for (const { name, size, mtimeMs } of files.toSorted((one, other) => other.mtimeMs - one.mtimeMs)) {
      bytes += size;
      // One that is unfinished may be somebody's who writes just now; after an hour it is nobody's.
      const isWritten = name.startsWith("unfinished-") && mtimeMs > Date.now() - hourMs;
      if (!(isWritten || name.startsWith(beginning)) || bytes > mostBytes) await rm(join(this.#directory, name), { force: true });
    }
  }
}

/** Two lengths, then text, numbers and bytes; the numbers begin at a multiple of eight. */
async function writeWhole(path: string, { text, numbers, bytes }: Kept): Promise<void> {
  const words = Buffer.from(text);
  const padded = Buffer.alloc(Math.ceil(words.length / 8) * 8);
  words.copy(padded);
  const head = Buffer.alloc(headBytes);
  head.writeDoubleLE(words.length, 0);
  head.writeDoubleLE(numbers.length, 8);
  const file = await open(path, "wx", 0o600);
  try {
    for (const part of [head, padded, Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength), bytes]) await file.appendFile(part);
    await file.datasync();
  } finally {
    await file.close();
  }
}

function decoded(file: Buffer): Kept | undefined {
  if (file.length < headBytes) return undefined;
  const [words, count] = [file.readDoubleLE(0), file.readDoubleLE(8)];
  const begin = headBytes + Math.ceil(words / 8) * 8;
  const end = begin + count * 8;
  if (file.length < end) return undefined;
  // Files of any size are read into a buffer of their own, which begins at a multiple of eight; small ones may share one.
  const isAligned = (file.byteOffset + begin) % 8 === 0;
  const numbers = isAligned ? new Float64Array(file.buffer, file.byteOffset + begin, count) : new Float64Array(file.buffer.slice(file.byteOffset + begin, file.byteOffset + end));
  return { text: file.toString("utf8", headBytes, headBytes + words), numbers, bytes: new Uint8Array(file.subarray(end)) };
}
