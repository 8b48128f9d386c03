import { describe, expect, test } from "vitest";
import { type FileOps, type OpenFile, realFiles } from "../../src/storage/journal/file-ops.ts";
import { bytes, freshDirectory, loadAll, openJournal } from "../support/journal.ts";

/** A disk on which chosen operations fail, and which writes the first half of what it then can't finish. */
class FaultyDisk {
  failing: { readonly operations: readonly ("write" | "datasync" | "truncate" | "create")[]; readonly code: string } | undefined;
  freeBytes = 1e12;
  syncs = 0;

  readonly files: FileOps = {
    ...realFiles,
    freeBytes: () => Promise.resolve(this.freeBytes),
    remove: async (path) => {
      if (path.endsWith(".journal")) this.freeBytes += (await realFiles.stat(path)).size;
      await realFiles.remove(path);
    },
    open: async (path, mode) => {
      if (mode === "create" && path.endsWith(".journal")) this.#meet("create");
      return this.#file(await realFiles.open(path, mode), path);
    },
  };

  #file(file: OpenFile, path: string): OpenFile {
    if (!path.endsWith(".journal")) return file;
    return {
      read: (position, length) => file.read(position, length),
      close: () => file.close(),
      write: async (buffers, position) => {
        if (this.failing?.operations.includes("write")) await file.write([Buffer.concat(buffers).subarray(0, 10)], position);
        this.#meet("write");
        await file.write(buffers, position);
      },
      datasync: async () => {
        this.#meet("datasync");
        this.syncs += 1;
        await file.datasync();
      },
      truncate: async (length) => {
        this.#meet("truncate");
        await file.truncate(length);
      },
    };
  }

  #meet(operation: "write" | "datasync" | "truncate" | "create"): void {
    if (this.failing?.operations.includes(operation)) throw Object.assign(new Error(`${operation} failed`), { code: this.failing.code });
  }
}

async function begun(settings = {}) {
  const disk = new FaultyDisk();
  const directory = await freshDirectory();
  let now = 0;
  const opened = await openJournal(directory, { files: disk.files, clock: () => (now += 2000), settings });
  await opened.journal.append(bytes("before"), 1);
  return { ...opened, disk, directory };
}

describe("a disk that fails", () => {
  test("everything that waits goes to disk with one sync", async () => {
    const { journal, disk } = await begun();
    const before = disk.syncs;
    await Promise.all(Array.from({ length: 100 }, (_, index) => journal.append(bytes(String(index)), 1)));
    expect(disk.syncs - before).toBeLessThanOrEqual(2);
    expect(await loadAll(journal)).toHaveLength(101);
    await journal.close();
  });

  test.each(["ENOSPC", "EDQUOT"])("%s in the middle of a write is `full`, and nothing of it stays", async (code) => {
    const { journal, disk, broken, directory } = await begun();
    disk.failing = { operations: ["write"], code };
    expect(await journal.append(bytes("lost"), 1)).toBe("full");
    disk.failing = undefined;
    expect(await journal.append(bytes("after"), 1)).toBe("written");
    await journal.close();
    const again = await openJournal(directory);
    expect(again.findings).toEqual([]);
    expect(await loadAll(again.journal)).toEqual(["before", "after"]);
    expect(broken).toEqual([]);
    await again.journal.close();
  });

  test("no room for the next file is `full` too", async () => {
    const { journal, disk } = await begun({ segmentBytes: 1 });
    disk.failing = { operations: ["create"], code: "ENOSPC" };
    expect(await journal.append(bytes("lost"), 1)).toBe("full");
    disk.failing = undefined;
    expect(await journal.append(bytes("after"), 1)).toBe("written");
    expect(await loadAll(journal)).toEqual(["before", "after"]);
    await journal.close();
  });

  test.each([
    ["datasync", "EIO"],
    ["datasync", "ENOSPC"],
    ["write", "EIO"],
  ] as const)("%s with %s is the end: nothing is acknowledged, now or later", async (operation, code) => {
    const { journal, disk, broken, directory } = await begun();
    disk.failing = { operations: [operation], code };
    const answers = await Promise.allSettled([journal.append(bytes("x"), 1), journal.append(bytes("y"), 1)]);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    disk.failing = undefined;
    await expect(journal.append(bytes("z"), 1)).rejects.toThrow(/can't be written/);
    expect(broken).toHaveLength(1);
    await journal.close();
    const again = await openJournal(directory);
    expect((await loadAll(again.journal))[0]).toBe("before");
    await again.journal.close();
  });

  test("a full disk that can't even take back what it wrote is the end", async () => {
    const { journal, disk, broken } = await begun();
    disk.failing = { operations: ["write", "truncate"], code: "ENOSPC" };
    await expect(journal.append(bytes("lost"), 1)).rejects.toThrow(/can't be written/);
    expect(broken).toHaveLength(1);
    await journal.close();
  });

  test("too little room on the disk is `full` before the disk is", async () => {
    const { journal, disk } = await begun({ minFreeBytes: 1000 });
    disk.freeBytes = 1010;
    expect(await journal.append(bytes("x"), 1)).toBe("full");
    disk.freeBytes = 2000;
    expect(await journal.append(bytes("y"), 1)).toBe("written");
    expect(await loadAll(journal)).toEqual(["before", "y"]);
    await journal.close();
  });

  test("what is loaded goes before anything is refused, oldest first and no more than is needed", async () => {
    const { journal, disk, directory } = await begun({ minFreeBytes: 1000, segmentBytes: 300 });
    const files = async (): Promise<string[]> => (await realFiles.list(directory)).filter((name) => name.endsWith(".journal")).sort();
    const text = (name: string): Uint8Array => bytes(name.repeat(400));
    for (const name of ["a", "b", "c", "d"]) await journal.append(text(name), 1);
    await loadAll(journal);
    const before = await files();
    disk.freeBytes = 900;
    expect(await journal.whyNotWritable()).toBeUndefined();
    expect(await journal.append(bytes("e"), 1)).toBe("written");
    expect((await files()).slice(0, before.length - 1)).toEqual(before.slice(1));
    disk.freeBytes = 0;
    expect(await journal.whyNotWritable()).toBeUndefined();
    disk.freeBytes = -1000;
    expect(await journal.whyNotWritable()).toBe("full");
    expect(await journal.append(bytes("f"), 1)).toBe("full");
    expect(await loadAll(journal)).toEqual(["e"]);
    await journal.close();
  });
});
