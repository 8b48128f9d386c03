import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { bytes, loadAll, openJournal } from "../support/journal.ts";
import { mountSmallDisk } from "../support/small-disk.ts";

const disk = mountSmallDisk(24_000_000);
afterAll(() => disk?.unmount());

describe.skipIf(disk === undefined)("a disk that is really full (skipped where a test may not mount a small one)", () => {
  const text = (index: number): string => `${index} ${"x".repeat(100_000)}`;

  test.each([
    ["before it is, where room is to stay free", 4_000_000],
    ["in the middle of a write", 0],
  ])("is answered `full` %s; what was acknowledged is there, and it goes on once there is room", async (_name, minFreeBytes) => {
    const directory = join(disk?.path ?? "", `journal-${minFreeBytes}`);
    // The disk is looked at once in a while by the clock.
    let now = 0;
    const open = () => openJournal(directory, { clock: () => (now += 5000), settings: { minFreeBytes, segmentBytes: 1_000_000 } });
    const { journal, broken } = await open();
    disk?.leave(minFreeBytes + 3_000_000);
    const acknowledged: string[] = [];
    let refused = 0;
    for (let index = 0; index < 60; index += 1) {
      const answer = await journal.append(bytes(text(index)), 1);
      if (answer === "written") acknowledged.push(text(index));
      else refused += 1;
    }
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(10);
    disk?.leave(minFreeBytes / 2);
    expect(await journal.whyNotWritable()).toBe(minFreeBytes > 0 ? "full" : undefined);
    disk?.free();
    for (let index = 60; index < 80; index += 1) {
      expect(await journal.append(bytes(text(index)), 1)).toBe("written");
      acknowledged.push(text(index));
    }
    expect(await journal.whyNotWritable()).toBeUndefined();
    await journal.close();
    const again = await open();
    expect(await loadAll(again.journal)).toEqual(acknowledged);
    expect([...broken, ...again.findings]).toEqual([]);
    await again.journal.close();
  });

  test("is no reason not to start: what waits is loaded, and room is made by it", async () => {
    const directory = join(disk?.path ?? "", "journal-start");
    const first = await openJournal(directory);
    for (let index = 0; index < 20; index += 1) await first.journal.append(bytes(text(index)), 1);
    await first.journal.close();
    disk?.leave(0);
    let now = 0;
    const again = await openJournal(directory, { clock: () => (now += 5000) });
    expect(await again.journal.append(bytes(text(20)), 1)).toBe("full");
    expect(await loadAll(again.journal).catch((error: unknown) => (error as { code?: string }).code)).toSatisfy((found: unknown) => found === "ENOSPC" || (Array.isArray(found) && found.length === 20));
    disk?.free();
    const { journal } = again;
    expect(await journal.append(bytes(text(21)), 1)).toBe("written");
    expect((await loadAll(journal)).at(-1)).toBe(text(21));
    await journal.close();
  });
});
