import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { startLive } from "../../src/compose/live.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { runningPack } from "../support/api.ts";
import { type Child, startChild } from "../support/child.ts";
import { freshDirectory } from "../support/journal.ts";
import { type Logged, keptLog } from "../support/logged.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";

/** How often the server is killed, and for how long it is away or halted. */
const kills = Number(process.env["FAULT_CYCLES"] ?? 5);
const awayMs = Number(process.env["FAULT_AWAY_MS"] ?? 5000);
const atLast = { timeout: 60_000, interval: 200 };

let archive: Uint8Array;
beforeAll(async () => {
  archive = await pgliteTemplate();
});

interface Served {
  readonly live: Awaited<ReturnType<typeof startLive>>;
  readonly logged: readonly Logged[];
  readonly kill: () => Promise<void>;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly restart: () => Promise<void>;
  /** The longest that a call has taken. */
  readonly slowest: () => number;
  /** Stops sending, waits until everything is loaded, and compares the ledgers. */
  readonly settle: () => Promise<void>;
}

/** Our process, in front of a ClickHouse server that is a process of its own; with somebody who sends all the time. */
async function served(): Promise<Served> {
  const directory = await freshDirectory();
  const start = async (port = "0"): Promise<{ readonly child: Child; readonly port: string }> => {
    const child = startChild(join(import.meta.dirname, "clickhouse.child.ts"), [directory, port]);
    return { child, port: (await child.nextLine()).slice(5) };
  };
  let server = await start();
  const url = `http://127.0.0.1:${server.port}`;
  const [said, logged]: [string[], Logged[]] = [[], []];
  const live = await startLive(
    { directory: await freshDirectory(), workspace: "main", clock: Date.now, openStore: () => openClickHouse({ url }), openPostgres: () => openPostgres({ archive }, () => {}), report: (line) => said.push(line), log: keptLog(logged), onBroken: () => {}, scoring: { running: runningPack(), visibleMs: 1000 } },
    { host: "127.0.0.1", port: 0 },
  );
  const key = /first write key, shown only now: (\S+)/.exec(said.join("\n"))?.[1] ?? "";
  const end = new AbortController();
  const acknowledged = new Set<string>();
  let slowestMs = 0;
  const sending = (async (): Promise<void> => {
    for (let index = 0; !end.signal.aborted; index += 1) {
      const ids = Array.from({ length: 1 + (index % 7) }, (_, part) => `m${index}-${part}`);
      const batch = ids.map((messageId) => ({ messageId, type: "track", event: "seen", userId: `u${index % 5}`, context: { groupId: `a${index % 3}` } }));
      const asked = performance.now();
      const { status } = await fetch(`${live.url}/v1/batch`, { method: "POST", body: JSON.stringify({ batch, writeKey: key }) });
      slowestMs = Math.max(slowestMs, performance.now() - asked);
      expect(status).toBe(200);
      for (const id of ids) acknowledged.add(id);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  sending.catch(() => undefined);
  onTestFinished(async () => {
    end.abort();
    await live.stop();
    await server.child.kill();
  });
  return {
    logged,
    live,
    kill: () => server.child.kill(),
    signal: (signal: NodeJS.Signals) => server.child.signal(signal),
    restart: async () => void (server = await start(server.port)),
    slowest: () => slowestMs,
    settle: async () => {
      end.abort();
      await sending;
      await expect.poll(() => live.read(), atLast).toMatchObject({ waiting: 0, missing: 0, dead: 0 });
      const store = await openClickHouse({ url });
      const stored = (await store.clickHouse.rows<{ message_id: string }>({ name: "stored ids", text: "SELECT message_id FROM events WHERE workspace = 'main'" })).map(({ message_id }) => message_id);
      await store.close();
      const once = new Set(stored);
      expect([...acknowledged].filter((id) => !once.has(id)), "lost").toEqual([]);
      expect(stored.length - once.size, "stored twice").toBe(0);
      expect(acknowledged.size, "enough load to mean something").toBeGreaterThan(50);
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test(`a ClickHouse server that is killed ${kills} times by itself, under load: nothing is lost, nothing is there twice`, { timeout: 120_000 + kills * 20_000 }, async () => {
  const { kill, restart, settle, logged } = await served();
  for (let cycle = 0; cycle < kills; cycle += 1) {
    await pause(300 + Math.random() * 1500);
    await kill();
    await pause(Math.random() * 500);
    await restart();
  }
  await settle();
  await expect.poll(() => logged.filter(({ event }) => event === "accounts_scored").length, atLast).toBeGreaterThan(0);
});

test.each(["killed", "halted"] as const)(`a ClickHouse server that is %s for ${awayMs / 1000} s: calls are taken as ever, and loaded and scored afterwards`, { timeout: 180_000 + 2 * awayMs }, async (kind) => {
  const { kill, signal, restart, settle, slowest, live, logged } = await served();
  await expect.poll(() => live.read().stored, atLast).toBeGreaterThan(0);
  if (kind === "killed") await kill();
  else signal("SIGSTOP");
  await pause(awayMs);
  expect(slowest(), "no call waits for ClickHouse").toBeLessThan(3000);
  expect(live.read().waiting).toBeGreaterThan(10);
  expect((await (await fetch(`${live.url}/readyz`)).json() as { status: string }).status).toBe("ready");
  if (kind === "killed") await restart();
  else signal("SIGCONT");
  await settle();
  if (kind === "killed") expect(logged.map(({ event }) => event)).toEqual(expect.arrayContaining(["loading_waits", "loading_goes_on"]));
});
