import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runningPack } from "../support/api.ts";
import { startLive } from "../../src/compose/live.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { commandLine, repositoryRoot } from "../support/command-line.ts";
import { freshDirectory } from "../support/journal.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";
import { noLog } from "../support/logged.ts";

const archive = await pgliteTemplate();
const pack = join(repositoryRoot, "examples", "three-categories");

/** A data directory of its own, served until `stop`, with its first write key. */
async function servedDirectory() {
  const data = await freshDirectory();
  const said: string[] = [];
  const live = await startLive(
    {
      directory: data, workspace: "default", clock: Date.now, report: (line) => said.push(line), log: noLog, onBroken: () => {},
      openStore: () => openClickHouse({ directory: data }),
      openPostgres: () => openPostgres({ directory: join(data, "postgres"), archive }, () => {}),
      scoring: { running: runningPack(), visibleMs: 0 },
    },
    { host: "127.0.0.1", port: 0 },
  );
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (!isStopped) await live.stop();
    isStopped = true;
  };
  onTestFinished(stop);
  const key = said.join("\n").match(/first write key, shown only now: (\S+)/)?.[1] ?? "";
  const send = (batch: readonly object[]): Promise<Response> => fetch(`${live.url}/v1/batch`, { method: "POST", body: JSON.stringify({ batch, writeKey: key }) });
  const run = (...args: string[]) => commandLine({ data, now: Date.now() }, ["pipeline", ...args]);
  const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run(...args, "--json")).out) as T;
  return { data, live, run, json, send, stop };
}

interface Counts {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly dead: number;
  readonly waiting: number;
}

test("where calls went, and why an account isn't seen, through the server and without it", { timeout: 180_000 }, async () => {
  const { data, live, run, json, send, stop } = await servedDirectory();
  const used = { type: "track", event: "report_viewed", userId: "ada", messageId: "1" };
  await send([
    { type: "group", userId: "ada", groupId: "acme", messageId: "g" },
    used,
    used,
    { type: "track", event: "nobody_counts_this", userId: "ada", context: { groupId: "acme" }, messageId: "2" },
    { type: "track", event: "report_viewed", userId: "stranger", messageId: "3" },
    { type: "track", userId: "ada" },
  ]);
  await expect.poll(async () => (await json<Counts>()).waiting, { timeout: 60_000 }).toBe(0);
  const counts = await json<Counts & { readonly sources: readonly object[] }>();
  expect(counts).toMatchObject({ received: 6, stored: 4, duplicate: 1, rejected: 1, dead: 0, waiting: 0, missing: 0, rejectedBy: { missing_name: 1 }, oldestWaiting: null, sources: [{ source: "first", events: 3, silentHours: 0, longestSilenceHours: null, isUnusual: false }] });

  const acme = await json<{ readonly events: readonly { readonly name: string; readonly attribution: string; readonly metrics: readonly string[] }[] }>("--account", "acme");
  expect(acme).toMatchObject({ account: "acme", isKnown: true, total: 2, waiting: 0, unattributed: { events: 1 } });
  const byName = new Map(acme.events.map((event) => [event.name, event]));
  expect(byName.get("nobody_counts_this")).toMatchObject({ attribution: "group" });
  expect(byName.get("report_viewed")).toMatchObject({ attribution: expect.stringMatching(/membership/) as string });
  const counting = byName.get("report_viewed")?.metrics ?? [];
  expect(counting.length).toBeGreaterThan(byName.get("nobody_counts_this")?.metrics.length ?? 0);
  expect((await run("--account", "nobody-at-all")).out).toMatch(/^Nothing that is stored names the account `nobody-at-all`.*\n1 event of the last 30 days belongs to no account: no call has put its user into one/);
  const text = (await run()).out;
  expect(text).toMatch(/^rejected +1 +since the server's start: 1 missing_name$/m);
  expect(text).toMatch(/^first +3 /m);
  // Nobody without a key is told; the process's own commands are.
  expect((await fetch(`${live.url}/api/v1/pipeline`)).status).toBe(401);

  const healthy = await commandLine({ data, now: Date.now() }, ["doctor"]);
  expect(healthy.out).toMatch(/^ok +server +process \d+ at \S+ takes events$/m);
  expect(healthy.out).toMatch(/^ok +loading +nothing waits$/m);
  await stop();
  // Nobody serves it any more, so the doctor opens the stores itself.
  const stopped = await commandLine({ data, now: Date.now() }, ["doctor"]);
  expect(stopped.out).toMatch(/^ok +server +nobody serves this directory$/m);
  expect(stopped.out).toMatch(/^ok +ClickHouse +opens in /m);
  expect(stopped.out).toMatch(/^ok +Postgres +opens in /m);
  // An hour earlier than the journal: the clock has gone back.
  expect(await commandLine({ data, now: Date.now() - 3_600_000 }, ["doctor"])).toMatchObject({ out: expect.stringMatching(/^wrong +clock .*60 min later/m) as string, exit: 1 });
  const later = await json<Counts>();
  expect(later).toMatchObject({ received: 5, stored: 4, duplicate: 1, rejected: 0, dead: 0, waiting: 0, sources: [{ source: "first", events: 3 }] });
  expect(await json("--account", "acme", "--pack", pack)).toMatchObject({ total: 2, events: expect.arrayContaining([expect.objectContaining({ name: "report_viewed", metrics: counting })]) as object });
});

test("it is told what was taken back, and where events went that were looked for here", { timeout: 180_000 }, async () => {
  const { run, json, send } = await servedDirectory();
  const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
  await send([
    { type: "group", userId: "bob", groupId: "old-home", messageId: "g1", timestamp: ago(20) },
    { type: "track", event: "report_viewed", userId: "bob", messageId: "t1", timestamp: ago(10) },
    { type: "track", event: "pulse_set", groupId: "old-home", messageId: "p1", timestamp: ago(5), properties: { band: "green", author: "eve" }, anonymousId: "x" },
    { type: "track", event: "withdrawn", groupId: "old-home", messageId: "w1", timestamp: ago(4), properties: { withdraws: "p1", author: "eve" }, anonymousId: "x" },
  ]);
  await expect.poll(async () => (await json<Counts>()).waiting, { timeout: 60_000 }).toBe(0);
  // He moves: what he does from then on is the new account's, what he did before isn't.
  await send([{ type: "group", userId: "bob", groupId: "new-home", messageId: "g2", timestamp: ago(1) }]);
  await expect.poll(async () => (await json<{ readonly elsewhere: unknown }>("--account", "new-home")).elsewhere, { timeout: 60_000 }).toEqual([{ account: "old-home", events: 1, why: "membership" }]);
  expect((await run("--account", "new-home")).out).toContain("1 event lies under old-home: no call named an account, and their users were in it then.");
  const { events } = await json<{ readonly events: readonly { readonly messageId: string; readonly withdrawnAt: string | null }[] }>("--account", "old-home");
  expect(new Map(events.map(({ messageId, withdrawnAt }) => [messageId, withdrawnAt !== null]))).toEqual(new Map([["t1", false], ["p1", true], ["w1", false]]));
  expect((await run("--account", "old-home")).out).toMatch(/pulse_set .*no metric: taken back/);
});
