import { mkdtemp, readdir, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { KnownRequest, KnownValues } from "../../src/engine/learn/as-known.ts";
import { measureOrRecall } from "../../src/engine/learn/kept-values.ts";
import type { MeasureRequest, Measurer } from "../../src/engine/ports.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { metricSchema } from "../../src/metrics/schema.ts";
import { FileKeptWork } from "../../src/storage/kept-work.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { eventFact } from "../support/facts.ts";

const embedded = embeddedStore();
const start = Date.UTC(2026, 0, 1);
const instants = Array.from({ length: 5 }, (_, week) => start + (10 + 7 * week) * dayMs);
const logins = metricSchema.parse({ kind: "count", window: "30d", events: ["login"] });
const recency = metricSchema.parse({ kind: "recency", events: ["login"] });
const trend = (back: string): MeasureRequest["metrics"] => ({ logins: metricSchema.parse({ kind: "count", window: back, events: ["login"] }), trend: metricSchema.parse({ kind: "trend", metric: "logins" }) });

let directory = "";
let workspace = "";
beforeAll(async () => void (directory = await mkdtemp(join(tmpdir(), "bellwether-kept-"))));
afterAll(() => rm(directory, { recursive: true, force: true }));

let events = 0;
const login = (account: string, day: number) => eventFact(`login-${(events += 1)}`, { account, time: start + day * dayMs, knownAt: start + day * dayMs });
const add = (...facts: ReturnType<typeof login>[]): Promise<Uint8Array> => embedded.store.log.append(workspace, facts, `batch-${events}`);

beforeEach(async () => {
  workspace = embedded.freshWorkspace();
  await add(login("acme", 1), login("acme", 12), login("globex", 3));
});

/** As another run of the program does: only the files and the store are the same. Says which metrics were measured. */
async function run(metrics: MeasureRequest["metrics"], program = "1"): Promise<{ values: KnownValues; measured: string[] }> {
  const measured: string[] = [];
  const { measurer, accounts, state } = embedded.store;
  const watched: Measurer = {
    measure: (request) => measurer.measure(request),
    measureSlices: (request) => {
      measured.push(...Object.keys(request.metrics));
      return measurer.measureSlices(request);
    },
  };
  const request: KnownRequest = { workspace, metrics, zone: "UTC", currency: "EUR", rates: {}, instants };
  const kept = { work: new FileKeptWork(directory, program), log: state };
  return { values: await measureOrRecall({ measurer: watched, accounts, kept, state: await state.logState() }, request, () => {}), measured };
}

const column = ({ values }: { values: KnownValues }, id: string): number[] => [...(values.columns.get(id)?.values ?? [])];

describe("measured values", () => {
  test("are measured once, whatever they are called", async () => {
    const first = await run({ logins, recency });
    const second = await run({ visits: logins, recency });
    expect([first.measured, second.measured]).toEqual([["logins", "recency"], []]);
    expect(column(second, "visits")).toEqual(column(first, "logins"));
    expect(second.values.accounts).toEqual(["acme", "globex"]);
    expect(second.values.born).toEqual(first.values.born);
    expect(second.values.columns.get("recency")).toEqual(first.values.columns.get("recency"));
  });

  test("of a changed metric are measured again, and of no other", async () => {
    await run({ logins, recency });
    const changed = await run({ logins: metricSchema.parse({ kind: "count", window: "7d", events: ["login"] }), recency });
    expect(changed.measured).toEqual(["logins"]);
    expect(column(changed, "logins")).toEqual([0, 1, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  test("of a metric that rests on a changed one too", async () => {
    await run(trend("28d"));
    expect((await run(trend("28d"))).measured).toEqual([]);
    expect((await run(trend("14d"))).measured).toEqual(["logins", "trend"]);
  });

  test("by another version of the program", async () => {
    await run({ logins });
    expect((await run({ logins }, "2")).measured).toEqual(["logins"]);
  });
});

describe("whatever changes the log makes them be measured again", () => {
  test("a fact of an account that was there", async () => {
    await run({ logins });
    await add(login("globex", 4));
    const again = await run({ logins });
    expect(again.measured).toEqual(["logins"]);
    expect(column(again, "logins").slice(5)).toEqual([2, 2, 2, 2, 0]);
    expect((await run({ logins })).measured).toEqual([]);
  });

  test("a new account, rows that were taken away; but not that parts were merged", async () => {
    const { clickHouse } = embedded.store;
    await run({ logins });
    await add(login("initech", 2));
    expect((await run({ logins })).values.accounts).toEqual(["acme", "globex", "initech"]);
    await clickHouse.command({ name: "merge", text: "OPTIMIZE TABLE events FINAL" });
    expect((await run({ logins })).measured).toEqual([]);
    await clickHouse.command({ name: "take away", text: "DELETE FROM events WHERE workspace = {workspace:String} AND account = 'initech'", parameters: { workspace } });
    expect((await run({ logins })).values.accounts).toEqual(["acme", "globex"]);
  });

  test("what was kept of an older log is thrown away", async () => {
    await run({ logins, recency });
    const before = await readdir(directory);
    await add(login("globex", 5));
    await run({ logins });
    const after = await readdir(directory);
    expect(after).toHaveLength(2);
    expect(after.filter((file) => before.includes(file))).toEqual([]);
  });
});

describe("files", () => {
  test("that were cut short are as if they weren't there", async () => {
    await run({ logins });
    for (const file of await readdir(directory)) await truncate(join(directory, file), 7);
    expect((await run({ logins })).measured).toEqual(["logins"]);
  });

  test("where nothing can be written, nothing is kept and nothing fails", async () => {
    const nowhere = new FileKeptWork("/dev/null/measured", "1");
    await nowhere.write("era", "key", { text: "", numbers: new Float64Array(1), bytes: new Uint8Array(1) });
    expect(await nowhere.read("key")).toBeUndefined();
  });

  test("give back what was written", async () => {
    const work = new FileKeptWork(directory, "1");
    const kept = { text: "Grüße, 世界", numbers: Float64Array.of(0.1, Number.NaN, -0, Infinity), bytes: Uint8Array.of(1, 2, 3) };
    await work.write("era", "key", kept);
    expect(await work.read("key")).toEqual(kept);
  });
});
