import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync } from "node:fs";
import { mkdir, readFile, readdir, stat, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { writeControl } from "../../src/storage/control-file.ts";
import { lockDirectory } from "../../src/storage/directory-lock.ts";
import { commandLine } from "../support/command-line.ts";
import { bytes, freshDirectory, openJournal } from "../support/journal.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";

const now = Date.UTC(2026, 2, 1, 12);
const on = (data: string, ...args: string[]) => commandLine({ data, now }, args);

/** A data directory with simulated customers, a key, and a call that waits in the journal. */
async function filled(): Promise<string> {
  const data = join(await freshDirectory(), "data");
  expect(await on(data, "simulate", "--preset", "small", "--accounts", "8", "--to", "2026-03-01")).toMatchObject({ exit: 0 });
  await mkdir(join(data, "postgres"), { recursive: true });
  await (await openPostgres({ directory: join(data, "postgres"), archive: await pgliteTemplate() }, () => {})).close();
  expect(await on(data, "keys", "create", "backend")).toMatchObject({ exit: 0 });
  const { journal } = await openJournal(join(data, "live", "journal"));
  await journal.append(bytes(`${JSON.stringify({ workspace: "default", source: "backend", acceptsVocabulary: true, receivedAt: now })}\n{"type":"track","event":"x","messageId":"1","userId":"u"}`), 1);
  await journal.close();
  return data;
}

const scores = async (data: string): Promise<unknown> => {
  const { accounts, version } = JSON.parse((await on(data, "score", "--json")).out) as { readonly accounts: readonly unknown[]; readonly version: string };
  expect(accounts.length).toBeGreaterThan(3);
  return { accounts, version };
};
const keyNames = async (data: string): Promise<readonly string[]> => (JSON.parse((await on(data, "keys", "list", "--json")).out) as { readonly keys: readonly { readonly name: string }[] }).keys.map(({ name }) => name);
const waiting = async (data: string): Promise<unknown> => (JSON.parse((await on(data, "pipeline", "--json")).out) as { readonly waiting: number }).waiting;

test("what is restored elsewhere scores the same, with its keys and its journal", { timeout: 180_000 }, async () => {
  const data = await filled();
  const archive = join(await freshDirectory(), "backups", `${randomUUID()}.tar.gz`);
  const before = await scores(data);
  expect(await on(data, "backup", archive)).toMatchObject({ exit: 0, out: expect.stringMatching(/^Wrote [\d,]+ files with \d/) as string });
  expect((await stat(archive)).mode & 0o077).toBe(0);
  // The directory is as it was, and can be backed up and served again.
  expect(existsSync(join(data, "bellwether-backup.json"))).toBe(false);
  expect((await readdir(join(data, "live", "journal"))).filter((name) => name.startsWith("lock-"))).toEqual([]);

  const restored = join(await freshDirectory(), "other", "place");
  expect(await on(restored, "restore", archive)).toMatchObject({ exit: 0, out: expect.stringMatching(/^Restored [\d,]+ files .* at 2026-03-01T12:00:00\.000Z/) as string });
  expect(await scores(restored)).toEqual(before);
  expect([await keyNames(restored), await waiting(restored)]).toEqual([["backend"], 1]);
  expect(existsSync(join(restored, "bellwether-backup.json"))).toBe(false);
  // Nothing is overwritten, neither data nor archives.
  expect(await on(restored, "restore", archive)).toMatchObject({ exit: 1, error: expect.stringMatching(/isn't empty, and nothing is overwritten/) as string });
  expect(await on(data, "backup", archive)).toMatchObject({ exit: 1, error: expect.stringMatching(/is there already/) as string });
  expect(await on(data, "backup", join(data, "inside.tar.gz"))).toMatchObject({ exit: 1, error: expect.stringMatching(/lies in the data directory itself/) as string });

  // An archive that was cut short leaves nothing behind.
  await truncate(archive, Math.floor((await stat(archive)).size / 2));
  const none = join(await freshDirectory(), "none");
  expect(await on(none, "restore", archive)).toMatchObject({ exit: 1, error: expect.stringMatching(/tar failed/) as string });
  expect(await readdir(dirname(none))).toEqual([]);
});

test("a directory that is served is refused, with the process", async () => {
  const data = await freshDirectory();
  await mkdir(join(data, "live"), { recursive: true });
  const archive = join(await freshDirectory(), "a.tar.gz");
  const forget = await writeControl(data, { pid: process.pid, url: "http://127.0.0.1:1", token: "secret" });
  expect(await on(data, "backup", archive)).toMatchObject({ exit: 1, error: expect.stringMatching(new RegExp(`Process ${process.pid} serves .* Stop it first`)) as string });
  await forget();
  // Without a way to reach it, its claims are still there.
  const unlock = await lockDirectory(join(data, "live", "journal"));
  expect(await on(data, "backup", archive)).toMatchObject({ exit: 1, error: expect.stringMatching(new RegExp(`in use by process ${process.pid}`)) as string });
  await unlock();
  expect(existsSync(archive)).toBe(false);
  expect(await on(data, "backup", archive)).toMatchObject({ exit: 0 });
});

test("no archive is left of a directory that something writes into meanwhile", async () => {
  const data = await freshDirectory();
  await writeFile(join(data, "measured"), "");
  const archive = join(await freshDirectory(), "a.tar.gz");
  const writing = setInterval(() => appendFileSync(join(data, "measured"), "x".repeat(1000)), 1);
  const { exit, error } = await on(data, "backup", archive);
  clearInterval(writing);
  expect([exit, error]).toEqual([1, expect.stringMatching(/Something wrote into the data directory meanwhile|file changed as we read it/)]);
  expect(await readdir(dirname(archive))).toEqual([]);
  expect(await on(data, "backup", archive)).toMatchObject({ exit: 0 });
});

test("what is no backup is refused", async () => {
  const folder = await freshDirectory();
  await writeFile(join(folder, "notes.txt"), "no archive");
  expect(await on(join(folder, "data"), "restore", join(folder, "notes.txt"))).toMatchObject({ exit: 1, error: expect.stringMatching(/tar failed/) as string });
  expect(await on(join(folder, "data"), "restore", join(folder, "nothing"))).toMatchObject({ exit: 1, error: expect.stringMatching(/There is no file/) as string });
  expect(await readFile(join(folder, "notes.txt"), "utf8")).toBe("no archive");
});
