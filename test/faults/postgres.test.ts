import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openAccess } from "../../src/compose/access.ts";
import { startLive } from "../../src/compose/live.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { startChild } from "../support/child.ts";
import { freshDirectory } from "../support/journal.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";
import { postgresServer } from "../support/postgres-server.ts";
import { type Logged, keptLog } from "../support/logged.ts";

/** Until it is so, however busy the machine. */
const atLast = { timeout: 30_000 };

const archive = await pgliteTemplate();

const cycles = Number(process.env["FAULT_KILLS"] ?? 2);

/** How long the server stays away; longer than connections are waited for. */
const awayMs = Number(process.env["FAULT_AWAY_MS"] ?? 7000);

describe("the embedded Postgres", () => {
  test("kill -9 while keys are made: every key that was told is there; a second process is refused meanwhile", { timeout: 120_000 + cycles * 30_000 }, async () => {
    const directory = await freshDirectory();
    await (await openPostgres({ directory, archive }, () => {})).close();
    const told: string[] = [];
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const child = startChild(join(import.meta.dirname, "keys.child.ts"), [directory]);
      await child.nextLine();
      await expect(openPostgres({ directory }, () => {})).rejects.toThrow(/is in use by process \d+\. Stop that one first/);
      await expect.poll(() => child.lines.length, atLast).toBeGreaterThan(30);
      await child.kill();
      told.push(...child.lines);
      const { keys, database } = await openAccess({ workspace: "main", clock: Date.now, openPostgres: () => openPostgres({ directory }, () => {}) });
      expect(told.filter((text) => keys.findWriteKey(text) === "unknown"), "lost").toEqual([]);
      await database.close();
    }
  });

  test("a database of a newer program is refused by its name", async () => {
    const directory = await freshDirectory();
    const database = await openPostgres({ directory, archive }, () => {});
    await database.db.insertInto("migrations").values({ name: "9999_later.sql" }).execute();
    await database.close();
    await expect(openPostgres({ directory }, () => {})).rejects.toThrow(/newer Bellwether: it has the migration 9999_later\.sql/);
  });
});

const server = await postgresServer();

describe.skipIf(server.reason !== undefined)(server.name, () => {
  test.skipIf(!server.canStop)(`away for ${awayMs / 1000} s: known keys go on sending, what needs it says so, and all is well afterwards`, { timeout: 120_000 + awayMs }, async () => {
    const url = await server.freshUrl();
    const said: string[] = [];
    const logged: Logged[] = [];
    const live = await startLive(
      {
        directory: await freshDirectory(),
        workspace: "main",
        clock: Date.now,
        // What becomes of the events is another test's matter.
        openStore: () => Promise.reject(new Error("no ClickHouse here")),
        openPostgres: () => openPostgres({ url }, (error) => logged.push({ event: "postgres_connection_lost", level: "warn", time: "", error: error.name })),
        report: (line) => said.push(line),
        log: keptLog(logged),
        onBroken: () => {},
      },
      { host: "127.0.0.1", port: 0 },
    );
    onTestFinished(() => live.stop());
    const key = said.join("\n").match(/first write key, shown only now: (\S+)/)?.[1] ?? "";
    const track = async (): Promise<number> => (await fetch(`${live.url}/v1/track`, { method: "POST", body: JSON.stringify({ event: "x", userId: "u" }), headers: { authorization: `Basic ${btoa(`${key}:`)}` } })).status;
    expect(await track()).toBe(200);
    const link = await fetch((await live.demoLink()) ?? "", { redirect: "manual" });
    const cookie = link.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
    const session = async (): Promise<unknown> => (await fetch(`${live.url}/api/v1/session`, { headers: { cookie } })).json();
    expect(await session()).toMatchObject({ teammate: { name: "Demo" } });
    await server.stop();
    const until = performance.now() + awayMs;
    const answers = new Set<number>();
    let slowestMs = 0;
    while (performance.now() < until) {
      const asked = performance.now();
      answers.add(await track());
      slowestMs = Math.max(slowestMs, performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect([...answers]).toEqual([200]);
    expect(slowestMs, "no call waits for the database").toBeLessThan(2000);
    expect(logged.filter(({ event }) => event === "postgres_away"), "said once").toHaveLength(1);
    expect(await (await fetch(`${live.url}/readyz`)).json()).toMatchObject({ status: "ready", degraded: [expect.stringMatching(/^Postgres is away/)] });
    expect(await session()).toMatchObject({ status: 503, code: "unavailable" });
    const signIn = await fetch(`${live.url}/api/v1/session`, { method: "POST", body: JSON.stringify({ email: "a@acme.example", password: "correct horse battery" }), headers: { "content-type": "application/json" } });
    expect(await signIn.json()).toMatchObject({ status: 503, code: "unavailable" });
    await server.start();
    await expect.poll(() => logged.some(({ event }) => event === "postgres_back"), atLast).toBe(true);
    expect(await track()).toBe(200);
    expect(await session()).toMatchObject({ teammate: { name: "Demo" } });
  });

  test("that isn't there at the start is named with what to look at", async () => {
    await expect(openPostgres({ url: "postgres://nobody:nothing@127.0.0.1:1/none" }, () => {})).rejects.toThrow(/DATABASE_URL names doesn't answer: .*ECONNREFUSED/);
  });
});
