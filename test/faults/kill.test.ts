import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { startChild } from "../support/child.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { batchOf } from "./batches.ts";

const appender = join(import.meta.dirname, "appender.child.ts");
const kills = Number(process.env["FAULT_KILLS"] ?? 10);

/** One process that begins with the first batch not acknowledged yet, and is killed at any moment; how far it came. */
async function appendUntilKilled(directory: string, from: number, afterMs: number): Promise<number> {
  const child = startChild(appender, [directory, String(from)]);
  await child.nextLine();
  await wait(afterMs);
  await child.kill();
  return Number(child.lines.at(-1)) + 1;
}

test(`killed ${kills} times while it appends: nothing acknowledged is lost, nothing is there twice`, { timeout: 60_000 + kills * 10_000 }, async () => {
  const directory = await mkdtemp(join(tmpdir(), "bellwether-kill-"));
  try {
    let next = 0;
    // Spread over the time that some batches take, so that every step of an append is hit.
    for (let cycle = 0; cycle < kills; cycle += 1) next = await appendUntilKilled(directory, next, ((cycle * 37) % 100) * 2);
    const last = startChild(appender, [directory, String(next), String(next + 1)]);
    expect(await last.ended, last.errors()).toBe(0);
    const store = await openClickHouse({ directory });
    const stored = (await storedFacts(store.clickHouse, "workspace")).map(({ messageId }) => messageId).sort();
    const names = await store.clickHouse.rows<{ name: string }>({ name: "names", text: "SELECT DISTINCT name FROM event_names ORDER BY name" });
    await store.close();
    const appended = Array.from({ length: next + 1 }, (_, number) => batchOf(number).map(({ messageId }) => messageId)).flat();
    expect(stored).toEqual(appended.sort());
    expect(names.length).toBe(Math.min(5, next + 1));
    expect((await readdir(directory)).filter((name) => name.startsWith("block-"))).toEqual([]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
