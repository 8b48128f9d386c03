import { expect, test } from "vitest";
import { readControl } from "../../src/storage/control-file.ts";
import { serving } from "../support/served.ts";

const { served, shared } = await serving();

/** The figures of a running server by name, labels included. */
async function figures(directory: string, url: string): Promise<ReadonlyMap<string, number>> {
  const control = await readControl(directory);
  const text = await (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${control?.token}` } })).text();
  return new Map(text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]));
}

const batch = { batch: [{ type: "track", event: "a", userId: "u", messageId: "1" }, { type: "track", event: "a", userId: "u", messageId: "1" }, { type: "track", userId: "u" }] };

test("what a server measures of itself: where calls went, the journal, the process", async () => {
  const { live, directory, post } = await served();
  await post("/v1/batch", batch);
  await expect.poll(async () => (await figures(directory, live.url)).get("bellwether_calls_stored_total"), { timeout: 30_000 }).toBe(1);
  const found = await figures(directory, live.url);
  const of = (names: readonly string[]) => names.map((name) => found.get(`bellwether_${name}`));
  expect(of(["calls_received_total", "calls_stored_total", "calls_duplicate_total", 'calls_rejected_total{code="missing_name"}', "calls_dead_total", "calls_waiting", "calls_missing", "load_lag_seconds"])).toEqual([3, 1, 1, 1, 0, 0, 0, 0]);
  expect(found.get("bellwether_journal_bytes")).toBeGreaterThan(100);
  expect(found.get("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
  expect(found.get("process_cpu_seconds_total")).toBeGreaterThan(0);
});

test("while ClickHouse is away the lag grows, events are taken, and the server is ready", async () => {
  let isAway = true;
  const { live, directory, post } = await served(() => (isAway ? Promise.reject(new Error("away")) : shared()));
  await post("/v1/batch", batch);
  await expect.poll(async () => (await figures(directory, live.url)).get("bellwether_load_lag_seconds"), { timeout: 30_000 }).toBeGreaterThan(0.2);
  expect((await figures(directory, live.url)).get("bellwether_calls_waiting")).toBe(2);
  const ready = await fetch(`${live.url}/readyz`);
  expect([ready.status, await ready.json()]).toMatchObject([200, { status: "ready", reasons: [], degraded: [] }]);
  isAway = false;
  await expect.poll(async () => (await figures(directory, live.url)).get("bellwether_load_lag_seconds"), { timeout: 30_000 }).toBe(0);
});
