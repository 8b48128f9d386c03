import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputRefused } from "../../engine/import-source.ts";

const chunkBytes = 256 * 1024;
/** Deflate reaches 1,032:1; real exports stay far under this. */
const maxRatio = 250;
const ratioFrom = 64 * 1024 * 1024;

/** The bytes of a file, unpacked when it is gzip, whatever it is called. Memory doesn't grow with the file. */
export async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* (await isGzip(path)) ? unpacked(path) : createReadStream(path, { highWaterMark: chunkBytes });
  } catch (error) {
    throw refused(path, error);
  }
}

async function isGzip(path: string): Promise<boolean> {
  const [first, second] = await firstBytes(path, 2);
  return first === 0x1f && second === 0x8b;
}

/** The first bytes as they are on disk; fewer when the file is shorter. */
export async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path).catch((error: unknown) => {
    throw refused(path, error);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw refused(path, error);
  } finally {
    await file.close();
  }
}

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // The error reaches the reader below, because pipeline destroys the unpacker with it.
  pipeline(file, gunzip, () => {});
  let size = 0;
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > ratioFrom && size > maxRatio * file.bytesRead) {
      throw new InputRefused([{ place: basename(path), message: `unpacks to more than ${maxRatio} times its size, which no export does: a gzip bomb? Unpack it yourself if you trust it` }]);
    }
    yield chunk;
  }
}

/** What the operating system or zlib says, in words about the person's file. */
function refused(path: string, error: unknown): unknown {
  if (error instanceof InputRefused || !(error instanceof Error)) return error;
  const message = reasons[(error as NodeJS.ErrnoException).code ?? ""];
  return message === undefined ? error : new InputRefused([{ place: basename(path), message }]);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read",
  Z_BUF_ERROR: "is cut off: the gzip data ends too early. Fetch the file again",
  Z_DATA_ERROR: "is damaged: the gzip data can't be unpacked. Fetch the file again",
};
