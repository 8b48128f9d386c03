import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startLive } from "../../src/compose/live.ts";
import { freshDirectory } from "../support/journal.ts";
import { serving } from "../support/served.ts";
import { noLog } from "../support/logged.ts";

/** Until it is so, however busy the machine. */
const atLast = { timeout: 20_000 };

const { engine, shared, openPostgres, served } = await serving();

test("an event that a library sends is in the log within moments, with its account", async () => {
  const { live, post, workspace } = await served();
  await post("/v1/group", { messageId: "g", userId: "ann", groupId: "acme", traits: { plan: "pro" } });
  expect((await post("/v1/t", { messageId: "t", userId: "ann", event: "Report Viewed" })).status).toBe(200);
  await expect.poll(() => live.read().waiting, atLast).toBe(0);
  const rows = await engine.store.clickHouse.rows({ name: "events", text: "SELECT account, user, name, attribution, source FROM events WHERE workspace = {workspace:String}", parameters: { workspace } });
  expect(rows).toEqual([{ account: "acme", user: "ann", name: "Report Viewed", attribution: "membership", source: "first" }]);
});

test("while ClickHouse is away everything is acknowledged, and loaded when it is back", async () => {
  let isAway = true;
  const { live, post, count, logged } = await served(() => (isAway ? Promise.reject(new Error("no ClickHouse")) : shared()));
  for (let index = 0; index < 20; index += 1) expect((await post("/v1/track", { messageId: `m${index}`, userId: "u", event: "x" })).status).toBe(200);
  await expect.poll(() => logged.some(({ event }) => event === "loading_waits"), atLast).toBe(true);
  expect(live.read()).toMatchObject({ waiting: 20, missing: 0 });
  isAway = false;
  await expect.poll(() => live.read().stored, atLast).toBe(20);
  expect(await count("events")).toBe(20);
});

test("a second process on the directory is refused, and a port in use leaves nothing behind", async () => {
  const { live, directory } = await served();
  const parts = { workspace: "w", clock: Date.now, openStore: shared, openPostgres, report: () => {}, log: noLog, onBroken: () => {} };
  await expect(startLive({ ...parts, directory }, { host: "127.0.0.1", port: 0 })).rejects.toThrow(/in use by process/);
  const other = await freshDirectory();
  const { port } = new URL(live.url);
  await expect(startLive({ ...parts, directory: other }, { host: "127.0.0.1", port: Number(port) })).rejects.toThrow(/EADDRINUSE/);
  const again = await startLive({ ...parts, directory: other }, { host: "127.0.0.1", port: 0 });
  await again.stop();
});

const file = join(process.env["BELLWETHER_DATA"] ?? "../shared/data", "segment_payloads", "payloads.ndjson");

test.skipIf(!existsSync(file))(`the payloads of Segment's documentation, sent twice as a library tries again, are stored once (skipped where ${file} is absent)`, async () => {
  const { live, post, count } = await served();
  const payloads = readFileSync(file, "utf8").trim().split("\n").map((line) => (JSON.parse(line) as { payload: Record<string, unknown> }).payload);
  const batch = payloads.map((payload, index) => ({ type: "track", ...payload, messageId: `m${index}` }));
  const counts: number[][] = [];
  for (let round = 0; round < 2; round += 1) {
    expect(await (await post("/v1/batch", { batch, sentAt: new Date().toISOString() })).json()).toEqual({ success: true, accepted: batch.length, rejected: [] });
    await expect.poll(() => live.read().waiting, atLast).toBe(0);
    counts.push([await count("events"), await count("user_traits"), await count("account_traits"), await count("memberships")]);
  }
  expect(counts[1]).toEqual(counts[0]);
  expect(live.read()).toMatchObject({ received: batch.length * 2, stored: batch.length, duplicate: batch.length, missing: 0 });
});

