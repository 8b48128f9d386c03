import { mkdir, readFile, readdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DirectoryInUse } from "../../src/storage/directory-lock.ts";
import { frameHeaderBytes } from "../../src/storage/journal/frame.ts";
import { bytes, freshDirectory, loadAll, openJournal, texts } from "../support/journal.ts";

const firstFile = "0000000000000000.journal";
const filesIn = async (directory: string, pattern = /\.journal$/): Promise<string[]> => (await readdir(directory)).filter((name) => pattern.test(name)).sort();

describe("what is written is read", () => {
  test("in order, also after it is opened again, and nothing twice once it is committed", async () => {
    const directory = await freshDirectory();
    const first = await openJournal(directory);
    expect(await Promise.all(["a", "b", "c"].map((text) => first.journal.append(bytes(text), 2)))).toEqual(["written", "written", "written"]);
    expect(first.journal.waiting).toBe(6);
    await first.journal.close();
    const second = await openJournal(directory);
    expect(second.journal.waiting).toBe(6);
    expect(await loadAll(second.journal)).toEqual(["a", "b", "c"]);
    expect(second.journal.waiting).toBe(0);
    await second.journal.append(bytes("d"), 1);
    await second.journal.close();
    const third = await openJournal(directory);
    expect(await loadAll(third.journal)).toEqual(["d"]);
    expect([...first.findings, ...second.findings, ...third.findings]).toEqual([]);
    await third.journal.close();
  });

  test("a batch that was begun is the same after a restart, whatever was appended since", async () => {
    const directory = await freshDirectory();
    const { journal } = await openJournal(directory);
    await journal.append(bytes("a"), 1);
    const begun = await journal.nextBatch();
    await journal.append(bytes("b"), 1);
    expect(await journal.nextBatch()).toEqual(begun);
    await journal.close();
    const again = await openJournal(directory);
    await again.journal.append(bytes("c"), 1);
    expect(await again.journal.nextBatch()).toEqual(begun);
    await again.journal.commit(begun!, { stored: 1, duplicate: 0, dead: 0, redacted: 0 });
    expect(texts(await again.journal.nextBatch())).toEqual(["b", "c"]);
    expect(again.journal.totals).toEqual({ stored: 1, duplicate: 0, dead: 0, redacted: 0 });
    await expect(again.journal.commit(begun!, again.journal.totals)).rejects.toThrow(/isn't the one/);
    await again.journal.close();
  });

  test("a payload larger than a batch, and payloads of no bytes", async () => {
    const { journal } = await openJournal(await freshDirectory(), { settings: { batchBytes: 100 } });
    const large = "x".repeat(5000);
    for (const text of ["", large, "", "end"]) await journal.append(bytes(text), 1);
    expect(await loadAll(journal)).toEqual(["", large, "", "end"]);
    await journal.close();
  });

  test("more() waits until there is something, and close wakes it", async () => {
    const { journal } = await openJournal(await freshDirectory());
    const woken: string[] = [];
    const waits = journal.more().then(() => woken.push("appended"));
    expect(woken).toEqual([]);
    await journal.append(bytes("a"), 1);
    await waits;
    await journal.more();
    await loadAll(journal);
    const atClose = journal.more();
    await journal.close();
    await atClose;
    await expect(journal.append(bytes("b"), 1)).rejects.toThrow(/closed/);
  });
});

describe("files", () => {
  test("a full file is followed by the next; loaded ones go after their time, the newest stays", async () => {
    const directory = await freshDirectory();
    let now = Date.now();
    const { journal } = await openJournal(directory, { clock: () => now, settings: { segmentBytes: 50, keepMs: 1000 } });
    const all = ["a", "b", "c"].map((letter) => letter.repeat(60));
    for (const text of all) await journal.append(bytes(text), 1);
    expect(await filesIn(directory)).toHaveLength(3);
    now += 10_000;
    await journal.dropExpired();
    expect(await filesIn(directory)).toHaveLength(3);
    expect(await loadAll(journal)).toEqual(all);
    expect(await filesIn(directory)).toHaveLength(1);
    await journal.close();
    const again = await openJournal(directory);
    expect(again.findings).toEqual([]);
    expect(await loadAll(again.journal)).toEqual([]);
    await again.journal.close();
  });

  test("an old file is followed by the next, so that little traffic is forgotten in time too", async () => {
    const directory = await freshDirectory();
    let now = 0;
    const { journal } = await openJournal(directory, { clock: () => now, settings: { segmentMs: 1000 } });
    await journal.append(bytes("a"), 1);
    now = 2000;
    await journal.append(bytes("b"), 1);
    expect(await filesIn(directory)).toHaveLength(2);
    expect(await loadAll(journal)).toEqual(["a", "b"]);
    await journal.close();
  });

  test("beyond the budget the answer is `full`, until what is loaded has made room", async () => {
    const directory = await freshDirectory();
    let now = 0;
    const { journal } = await openJournal(directory, { clock: () => (now += 2000), settings: { maxBytes: 250, segmentBytes: 100 } });
    const answers: string[] = [];
    for (let index = 0; index < 4; index += 1) answers.push(await journal.append(bytes(String(index).repeat(60)), 1));
    expect(answers).toEqual(["written", "written", "written", "full"]);
    expect(await loadAll(journal)).toHaveLength(3);
    expect(await journal.append(bytes("x".repeat(60)), 1)).toBe("written");
    expect(await loadAll(journal)).toEqual(["x".repeat(60)]);
    await journal.close();
  });

  test("more than memory should hold is `busy`", async () => {
    const { journal } = await openJournal(await freshDirectory(), { settings: { maxPendingBytes: 100 } });
    expect(await Promise.all([journal.append(bytes("a".repeat(80)), 1), journal.append(bytes("b".repeat(80)), 1)])).toEqual(["written", "busy"]);
    expect(await journal.append(bytes("c".repeat(80)), 1)).toBe("written");
    await journal.close();
  });

  test("a second journal on the directory is refused; what a gone process left is not in the way", async () => {
    const directory = await freshDirectory();
    const { journal } = await openJournal(directory);
    await expect(openJournal(directory)).rejects.toThrow(DirectoryInUse);
    await journal.close();
    await writeFile(join(directory, "lock-999999999-1"), "");
    await writeFile(join(directory, `lock-${process.pid}-1`), "");
    const again = await openJournal(directory);
    expect(await filesIn(directory, /^lock/)).toHaveLength(1);
    await again.journal.close();
    await writeFile(join(directory, `lock-${process.ppid}-0`), "");
    await expect(openJournal(directory)).rejects.toThrow(new RegExp(`process ${process.ppid}`));
  });
});

describe("damage", () => {
  const written = ["first", "second", "third"].map((text) => text.repeat(3));
  const image = async (): Promise<{ readonly content: Buffer; readonly ends: readonly number[] }> => {
    const directory = await freshDirectory();
    const { journal } = await openJournal(directory);
    for (const text of written) await journal.append(bytes(text), 1);
    await journal.close();
    let end = 0;
    return { content: await readFile(join(directory, firstFile)), ends: written.map((text) => (end += text.length + frameHeaderBytes)) };
  };
  const opened = async (directory: string, content: Buffer) => {
    await mkdir(directory);
    await writeFile(join(directory, firstFile), content);
    return openJournal(directory);
  };

  test("a torn end at every byte: whole frames stay, the rest is cut off, and appending goes on", async () => {
    const { content, ends } = await image();
    const root = await freshDirectory();
    for (let length = 0; length <= content.length; length += 1) {
      const whole = ends.filter((end) => end <= length).length;
      const directory = join(root, String(length));
      const { journal, findings } = await opened(directory, content.subarray(0, length));
      const isTorn = length > 0 && !ends.includes(length);
      expect(findings.map(({ kind }) => kind), `cut at ${length}`).toEqual(isTorn ? ["torn"] : []);
      await journal.append(bytes("new"), 1);
      expect(await loadAll(journal), `cut at ${length}`).toEqual([...written.slice(0, whole), "new"]);
      await journal.close();
    }
  });

  test("zeros behind the end, as a power cut leaves them, are a torn end", async () => {
    const { content } = await image();
    const { journal, findings } = await opened(join(await freshDirectory(), "x"), Buffer.concat([content, Buffer.alloc(4096)]));
    expect(findings).toMatchObject([{ kind: "torn", position: content.length, bytes: 4096 }]);
    expect(await loadAll(journal)).toEqual(written);
    await journal.close();
  });

  test("a flipped bit at every byte loses only its frame, which is set aside and reported", async () => {
    const { content, ends } = await image();
    const root = await freshDirectory();
    for (let at = 0; at < content.length; at += 1) {
      const flipped = Buffer.from(content);
      flipped[at] = (flipped[at] as number) ^ (1 << at % 8);
      const hit = ends.findIndex((end) => at < end);
      const directory = join(root, String(at));
      const { journal, findings } = await opened(directory, flipped);
      expect(findings.map(({ kind }) => kind), `flipped at ${at}`).toEqual([hit === 2 ? "torn" : "damaged"]);
      expect(findings[0]).toMatchObject({ position: ends[hit - 1] ?? 0, bytes: (ends[hit] ?? 0) - (ends[hit - 1] ?? 0) });
      expect(await readFile(findings[0]?.quarantine ?? "")).toEqual(flipped.subarray(ends[hit - 1] ?? 0, ends[hit]));
      expect(journal.waiting).toBe(2);
      expect(await loadAll(journal), `flipped at ${at}`).toEqual(written.filter((_, index) => index !== hit));
      await journal.close();
      const again = await openJournal(directory);
      expect(again.findings, "reported once").toEqual([]);
      await again.journal.close();
    }
  });

  test.each([0, 1, 2])("frame %i damaged while the process runs: the others are loaded, and waiting is right again", async (hit) => {
    const directory = await freshDirectory();
    const { journal, findings } = await openJournal(directory);
    for (const text of written) await journal.append(bytes(text), 1);
    const content = await readFile(join(directory, firstFile));
    const at = content.indexOf(written[hit] as string);
    content[at] = 0;
    await writeFile(join(directory, firstFile), content);
    expect(await loadAll(journal)).toEqual(written.filter((_, index) => index !== hit));
    expect(findings.map(({ kind }) => kind)).toEqual(["damaged"]);
    expect(journal.waiting).toBe(0);
    await journal.append(bytes("new"), 1);
    expect(await loadAll(journal)).toEqual(["new"]);
    await journal.close();
  });

  test("the end of an older file is damage, not a torn write, and the next file is read", async () => {
    const directory = await freshDirectory();
    const { journal } = await openJournal(directory, { settings: { segmentBytes: 10 } });
    for (const text of written) await journal.append(bytes(text), 1);
    await journal.close();
    const content = await readFile(join(directory, firstFile));
    content[content.length - 1] = 0;
    await writeFile(join(directory, firstFile), content);
    const again = await openJournal(directory);
    expect(again.findings.map(({ kind }) => kind)).toEqual(["damaged"]);
    expect(await loadAll(again.journal)).toEqual(written.slice(1));
    expect(again.journal.waiting).toBe(0);
    await again.journal.close();
  });

  test("an older file that lost its end is a gap, and the next file is read", async () => {
    const directory = await freshDirectory();
    const { journal } = await openJournal(directory, { settings: { segmentBytes: 10 } });
    for (const text of written) await journal.append(bytes(text), 1);
    await journal.close();
    await truncate(join(directory, firstFile), 3);
    const again = await openJournal(directory);
    expect(again.findings.map(({ kind }) => kind)).toEqual(["damaged", "gap"]);
    expect(await loadAll(again.journal)).toEqual(written.slice(1));
    await again.journal.close();
  });

  test("a cursor that can't be read: everything is loaded again", async () => {
    const directory = await freshDirectory();
    const { journal } = await openJournal(directory);
    await journal.append(bytes("a"), 1);
    await loadAll(journal);
    await journal.close();
    await writeFile(join(directory, "cursor"), '12345 {"loaded":1}');
    const again = await openJournal(directory);
    expect(again.findings.map(({ kind }) => kind)).toEqual(["cursor"]);
    expect(await loadAll(again.journal)).toEqual(["a"]);
    await again.journal.close();
  });
});
