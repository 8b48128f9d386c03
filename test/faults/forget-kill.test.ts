import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { canary, filesWith } from "../support/bytes.ts";
import { freshDirectory } from "../support/journal.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";

interface Process {
  readonly child: ChildProcess;
  readonly url: string;
  readonly said: string[];
  readonly ended: Promise<void>;
}

async function start(directory: string): Promise<Process> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "live.child.ts"), directory], { stdio: ["ignore", "pipe", "inherit"] });
  const said: string[] = [];
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said.push(...chunk.toString("utf8").trim().split("\n"));
      const line = said.find((text) => text.startsWith("url "));
      if (line) resolve(line.slice(4));
    });
    void ended.then(() => reject(new Error(`ended before it served: ${said.join("\n")}`)));
  });
  return { child, url, said, ended };
}

const tokenOf = async (directory: string): Promise<string> => (JSON.parse(await readFile(join(directory, "live", "control.json"), "utf8")) as { readonly token: string }).token;

async function forgotten(directory: string, { url }: Process): Promise<readonly { readonly erasedAt: string | null }[]> {
  const answer = await fetch(`${url}/api/v1/forgotten`, { headers: { authorization: `Bearer ${await tokenOf(directory)}` } });
  return ((await answer.json()) as { readonly forgotten: readonly { readonly erasedAt: string | null }[] }).forgotten;
}

test.each([20, 250, 900])("kill -9 %i ms after somebody was to be forgotten: whoever has a tombstone is erased by the next start", { timeout: 240_000 }, async (delayMs) => {
  const directory = await freshDirectory();
  await (await openPostgres({ directory: join(directory, "postgres"), archive: await pgliteTemplate() }, () => {})).close();
  const [user, secret] = [canary(), canary()];
  let running = await start(directory);
  const key = /first write key, shown only now: (\S+)/.exec(running.said.join("\n"))?.[1] ?? "";
  const batch = Array.from({ length: 200 }, (_, index) => ({ messageId: `${secret}-${index}`, type: "track", event: "seen", userId: index % 2 === 0 ? user : "other", context: { groupId: "account" }, properties: index % 2 === 0 ? { secret } : {} }));
  const named = batch.map((call, index) => (index % 2 === 0 ? call : { ...call, messageId: `plain-${index}` }));
  expect((await fetch(`${running.url}/v1/batch`, { method: "POST", body: JSON.stringify({ batch: named, writeKey: key }) })).status).toBe(200);
  await expect.poll(async () => (await filesWith(directory, [user])).some((path) => path.startsWith("clickhouse/")), { timeout: 30_000, interval: 200 }).toBe(true);

  const asked = fetch(`${running.url}/api/v1/users/${user}`, { method: "DELETE", headers: { authorization: `Bearer ${await tokenOf(directory)}` } }).then(() => true, () => false);
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  running.child.kill("SIGKILL");
  await Promise.all([running.ended, asked]);
  running = await start(directory);
  const tombstones = await forgotten(directory, running);
  if (tombstones.length > 0) {
    await expect.poll(async () => (await forgotten(directory, running)).every(({ erasedAt }) => erasedAt !== null), { timeout: 60_000, interval: 300 }).toBe(true);
    await expect.poll(() => filesWith(directory, [user, secret]), { timeout: 20_000, interval: 500 }).toEqual([]);
    const again = (await (await fetch(`${running.url}/v1/track`, { method: "POST", body: JSON.stringify({ ...batch[0], writeKey: key }) })).json()) as { readonly rejected: readonly { readonly code: string }[] };
    expect(again.rejected.map(({ code }) => code)).toEqual(["redacted"]);
  } else expect((await filesWith(directory, [user])).length, "without a tombstone nothing is lost").toBeGreaterThan(0);
  running.child.kill("SIGTERM");
  await running.ended;
  expect(running.said.at(-1)).toMatch(/^stopped .*"missing":0/);
});
