import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs, utimes } from "node:fs/promises";

/** An open file, by positions. */
export interface OpenFile {
  /** Writes all of the buffers, one behind the other. */
  write(buffers: readonly Uint8Array[], position: number): Promise<void>;
  /** At most `length` bytes; fewer only at the end of the file. */
  read(position: number, length: number): Promise<Buffer>;
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** What the journal asks of a file system, so that tests can make it fail. */
export interface FileOps {
  open(path: string, mode: "create" | "change" | "read"): Promise<OpenFile>;
  list(directory: string): Promise<string[]>;
  stat(path: string): Promise<{ readonly size: number; readonly modifiedMs: number }>;
  makeDirectory(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Sets when the file was last written to. */
  setModified(path: string, modifiedMs: number): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes names that were added or taken away outlast a power cut. */
  syncDirectory(path: string): Promise<void>;
  freeBytes(path: string): Promise<number>;
}

const flags = { create: "wx+", change: "r+", read: "r" } as const;

export const realFiles: FileOps = {
  open: async (path, mode) => openFile(await open(path, flags[mode], 0o600)),
  list: (directory) => readdir(directory),
  async stat(path) {
    const { size, mtimeMs } = await stat(path);
    return { size, modifiedMs: mtimeMs };
  },
  makeDirectory: async (path) => void (await mkdir(path, { recursive: true, mode: 0o700 })),
  rename,
  setModified: (path, modifiedMs) => utimes(path, modifiedMs / 1000, modifiedMs / 1000),
  remove: (path) => rm(path, { force: true }),
  async syncDirectory(path) {
    const handle = await open(path, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async freeBytes(path) {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  },
};

function openFile(handle: FileHandle): OpenFile {
  return {
    write: (buffers, position) => writeAll(handle, buffers, position),
    read: (position, length) => readAll(handle, position, length),
    datasync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
}

/** The system takes 1024 buffers in one call, and may write less than it was given. */
async function writeAll(handle: FileHandle, buffers: readonly Uint8Array[], position: number): Promise<void> {
  let at = position;
  for (let index = 0; index < buffers.length; index += 1024) {
    const some = buffers.slice(index, index + 1024);
    const { bytesWritten } = await handle.writev(some, at);
    const wanted = some.reduce((sum, buffer) => sum + buffer.byteLength, 0);
    if (bytesWritten < wanted) await writeRest(handle, Buffer.concat(some).subarray(bytesWritten), at + bytesWritten);
    at += wanted;
  }
}

async function writeRest(handle: FileHandle, rest: Buffer, position: number): Promise<void> {
  for (let done = 0; done < rest.length; ) done += (await handle.write(rest, done, rest.length - done, position + done)).bytesWritten;
}

async function readAll(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}
