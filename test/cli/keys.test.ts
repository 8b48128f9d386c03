import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startLive } from "../../src/compose/live.ts";
import { readKeyFile } from "../../src/storage/key-file/key-file.ts";
import { type PostgresDatabase, openPostgres } from "../../src/storage/postgres/database.ts";
import { commandLine } from "../support/command-line.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";
import { freshDirectory } from "../support/journal.ts";
import { noLog } from "../support/logged.ts";

const byName = ([a = ""]: string[], [b = ""]: string[]): number => a.localeCompare(b);
const archive = await pgliteTemplate();
const now = Date.UTC(2026, 2, 1);

/** The program on a data directory of its own. */
async function place() {
  const data = await freshDirectory();
  await (await openPostgres({ directory: join(data, "postgres"), archive }, () => {})).close();
  const run = (...args: string[]) => commandLine({ data, now }, ["keys", ...args]);
  const serve = async () => {
    const said: string[] = [];
    const live = await startLive(
      { directory: data, workspace: "default", clock: () => now, openStore: () => Promise.reject(new Error("no ClickHouse here")), openPostgres: (): Promise<PostgresDatabase> => openPostgres({ directory: join(data, "postgres"), archive }, () => {}), report: (line) => said.push(line), log: noLog, onBroken: () => {} },
      { host: "127.0.0.1", port: 0 },
    );
    let isStopped = false;
    const stop = async (): Promise<void> => {
      if (!isStopped) await live.stop();
      isStopped = true;
    };
    onTestFinished(stop);
    const track = async (key: string): Promise<unknown> => (await (await fetch(`${live.url}/v1/track`, { method: "POST", body: JSON.stringify({ event: "x", userId: "u", writeKey: key }) })).json());
    return { said, track, stop };
  };
  return { data, run, serve };
}

test("keys are made, listed and revoked, whether or not a process serves the directory", { timeout: 120_000 }, async () => {
  const { run, serve } = await place();
  const web = await run("create", "web", "--public");
  expect(web).toMatchObject({ out: expect.stringMatching(/^bww_[\w-]{43}\n$/), exit: 0 });
  const served = await serve();
  expect(await served.track(web.out.trim())).toMatchObject({ success: true });
  // Through the process: it holds the database, and the key opens at once.
  const mobile = await run("create", "mobile", "--expires", "2026-02-01");
  expect(await served.track(mobile.out.trim())).toMatchObject({ code: "expired_write_key" });
  const read = await run("create", "bi", "--read", "accounts", "people");
  expect(read.out).toMatch(/^bwr_/);
  expect(await served.track(read.out.trim())).toMatchObject({ code: "unknown_write_key" });
  expect(await run("create", "web")).toMatchObject({ error: expect.stringMatching(/already; revoke it first/), exit: 1 });
  expect((await run("revoke", "web")).out).toMatch(/^Revoked web \(bww_/);
  expect(await served.track(web.out.trim())).toMatchObject({ code: "revoked_write_key" });
  // What can't be is said.
  expect(await run("revoke", "nothing")).toMatchObject({ error: expect.stringContaining("There is no key `nothing`"), exit: 1 });
  expect(await run("create", "a", "--read", "everything")).toMatchObject({ error: expect.stringMatching(/Allowed choices are accounts, people, pipeline/), exit: 1 });
  expect(await run("create", "a", "--expires", "soon")).toMatchObject({ error: expect.stringMatching(/2027-01-01/), exit: 1 });
  expect(JSON.parse((await run("list", "--json")).out)).toMatchObject({ keys: expect.arrayContaining([expect.objectContaining({ kind: "read", name: "bi", scopes: ["accounts", "people"] })]) });
  await served.stop();
  const [head, ...lines] = (await run("list")).out.trimEnd().split("\n").map((line) => line.trim().split(/ {2,}/));
  expect(head).toEqual(["name", "begins with", "for", "made", "last used", "state"]);
  expect(lines.toSorted(byName)).toEqual([
    ["bi", read.out.slice(0, 10), "reading accounts, people", "2026-03-01", "never", "valid"],
    ["mobile", mobile.out.slice(0, 10), "sending", "2026-03-01", "never", "valid until 2026-02-01"],
    ["web", web.out.slice(0, 10), "sending from pages", "2026-03-01", "2026-03-01", "revoked 2026-03-01"],
  ]);
});

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("write keys of a file are taken over once, and go on opening", { timeout: 120_000 }, async () => {
  const { data, run, serve } = await place();
  await mkdir(join(data, "live"), { recursive: true });
  await writeFile(join(data, "live", "write-keys.json"), JSON.stringify({ keys: [{ name: "web", workspace: "default", sha256: sha256("old-web") }, { name: "web", workspace: "default", sha256: sha256("old-web-2") }, { name: "gone", workspace: "default", sha256: sha256("gone"), revoked: true }] }));
  const first = await serve();
  expect(first.said.filter((line) => /first write key|are kept in Postgres now/.test(line))).toEqual([expect.stringMatching(/^3 write keys of /)]);
  expect([await first.track("old-web"), await first.track("old-web-2"), await first.track("gone")]).toMatchObject([{ success: true }, { success: true }, { code: "revoked_write_key" }]);
  const { keys } = JSON.parse((await run("list", "--json")).out) as { keys: { name: string }[] };
  expect(keys.map(({ name }) => name).toSorted()).toEqual(["gone", "web", "web-2"]);
  await first.stop();
  expect((await serve()).said.filter((line) => /write key/.test(line))).toEqual([]);
});

test.each([
  ["no JSON", "{", /write-keys\.json can't be taken over/],
  ["a key in clear", JSON.stringify({ keys: [{ name: "a", workspace: "main", sha256: "hunter2" }] }), /keys\.0\.sha256: write the SHA-256/],
  ["an unknown setting", JSON.stringify({ keys: [{ name: "a", workspace: "main", sha256: sha256("k"), admin: true }] }), /keys\.0: .*admin.*Mend the file, or delete it/],
])("a file with %s is refused with its place", async (_name, text, message) => {
  const path = join(await freshDirectory(), "write-keys.json");
  await writeFile(path, text);
  await expect(readKeyFile(path)).rejects.toThrow(message);
});
