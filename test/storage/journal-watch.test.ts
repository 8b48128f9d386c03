import { expect, test } from "vitest";
import { type FileOps, realFiles } from "../../src/storage/journal/file-ops.ts";
import { bytes, freshDirectory, loadAll, openJournal } from "../support/journal.ts";

const textOf = (payload: Uint8Array | undefined): string | undefined => payload && Buffer.from(payload).toString("utf8");

test("what has waited longest is the first that isn't loaded, in whichever file it lies", async () => {
  const { journal } = await openJournal(await freshDirectory(), { settings: { segmentBytes: 64, batchBytes: 10 } });
  expect(await journal.oldestWaiting()).toBeUndefined();
  for (const text of ["first", "second", "x".repeat(200_000), "last"]) await journal.append(bytes(text), 1);
  const seen: (number | string | undefined)[] = [];
  for (let batch = await journal.nextBatch(); batch !== undefined; batch = await journal.nextBatch()) {
    const oldest = textOf(await journal.oldestWaiting());
    seen.push(oldest !== undefined && oldest.length > 10 ? oldest.length : oldest);
    await journal.commit(batch, journal.totals);
  }
  expect(seen).toEqual(["first", "second", 200_000, "last"]);
  expect(await journal.oldestWaiting()).toBeUndefined();
  await journal.close();
});

test("a journal without room says so, until what is loaded may go", async () => {
  const { journal } = await openJournal(await freshDirectory(), { settings: { segmentBytes: 1000, maxBytes: 200_000 } });
  expect(await journal.whyNotWritable()).toBeUndefined();
  for (let answer = "written"; answer === "written"; ) answer = await journal.append(bytes("x".repeat(60_000)), 1);
  expect(await journal.whyNotWritable()).toBe("full");
  await loadAll(journal);
  expect(await journal.whyNotWritable()).toBeUndefined();
  await journal.close();
});

test("a full disk keeps it from being ready, and so does one that failed", async () => {
  let free = 0;
  const failing: FileOps = {
    ...realFiles,
    freeBytes: () => Promise.resolve(free),
    open: async (path, mode) => ({ ...(await realFiles.open(path, mode)), ...(path.endsWith(".journal") && { datasync: () => Promise.reject(new Error("EIO")) }) }),
  };
  const { journal } = await openJournal(await freshDirectory(), { files: failing, settings: { minFreeBytes: 1000 } });
  expect(await journal.whyNotWritable()).toBe("full");
  free = 5000;
  expect(await journal.whyNotWritable()).toBeUndefined();
  await expect(journal.append(bytes("lost"), 1)).rejects.toThrow(/can't be written/);
  expect(await journal.whyNotWritable()).toBe("broken");
  await journal.close();
});
