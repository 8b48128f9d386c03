import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { freshDirectory } from "../support/journal.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";

const cycles = Number(process.env["FAULT_CYCLES"] ?? 20);

/** Within so long it serves again; longer where the machine has other things to do. */
const startMs = Number(process.env["FAULT_START_MS"] ?? 10_000);

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

/** Sends without end, each call under ids of its own, and again with the same ones where no answer came. */
async function load(ledger: Set<string>, job: { readonly name: string; readonly url: () => string; readonly key: string; readonly until: AbortSignal }): Promise<void> {
  for (let index = 0; !job.until.aborted; index += 1) {
    const ids = Array.from({ length: 1 + (index % 7) }, (_, part) => `${job.name}-${index}-${part}`);
    const batch = ids.map((messageId) => ({ messageId, type: "track", event: "seen", userId: `u${index % 5}`, context: { groupId: `a${index % 3}` } }));
    for (let isDone = false; !isDone && !job.until.aborted; ) {
      try {
        const answer = await fetch(`${job.url()}/v1/batch`, { method: "POST", body: JSON.stringify({ batch, writeKey: job.key }), signal: AbortSignal.timeout(5000) });
        isDone = answer.status === 200;
        if (isDone) for (const id of ids) ledger.add(id);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}

test(`${cycles} times kill -9 of the whole process under load: every acknowledged event is stored, and once`, { timeout: 120_000 + cycles * 15_000 }, async () => {
  const directory = await freshDirectory();
  await (await openPostgres({ directory: join(directory, "postgres"), archive: await pgliteTemplate() }, () => {})).close();
  const acknowledged = new Set<string>();
  const end = new AbortController();
  let running = await start(directory);
  const key = running.said.join("\n").match(/first write key, shown only now: (\S+)/)?.[1] ?? "";
  const senders = Array.from({ length: 6 }, (_, sender) => load(acknowledged, { name: `s${sender}`, url: () => running.url, key, until: end.signal }));
  const starts: number[] = [];
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 1500));
    running.child.kill("SIGKILL");
    await running.ended;
    const started = performance.now();
    running = await start(directory);
    starts.push(performance.now() - started);
    expect(running.said.filter((line) => /journal_|broken/.test(line) && !line.includes('"torn"'))).toEqual([]);
  }
  // One that the machine had no time for is no fault of the program; half of them would be.
  expect(starts.sort((one, other) => one - other)[Math.floor(cycles / 2)], "start").toBeLessThan(startMs);
  const stopping = performance.now();
  running.child.kill("SIGTERM");
  await running.ended;
  expect(performance.now() - stopping, "stop, while everybody goes on sending").toBeLessThan(10_000);
  end.abort();
  await Promise.all(senders);
  expect(running.said.at(-1)).toMatch(/^stopped .*"missing":0/);
  await loadRest(directory);
  const store = await openClickHouse({ directory });
  const stored = await store.clickHouse.rows<{ message_id: string }>({ name: "stored ids", text: "SELECT message_id FROM events WHERE workspace = 'main'" });
  await store.close();
  const once = new Set(stored.map(({ message_id }) => message_id));
  expect([...acknowledged].filter((id) => !once.has(id)), "lost").toEqual([]);
  expect(stored.length - once.size, "stored twice").toBe(0);
  expect(acknowledged.size, "enough load to mean something").toBeGreaterThan(cycles * 20);
});

/** One more run without load: what waited is loaded. */
async function loadRest(directory: string): Promise<void> {
  const last = await start(directory);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  last.child.kill("SIGTERM");
  await last.ended;
  expect(last.said.at(-1)).toMatch(/^stopped .*"waiting":0/);
}
