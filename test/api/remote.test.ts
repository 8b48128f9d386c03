import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHash } from "node:crypto";
import type { EventsWire } from "../../src/cli/events.ts";
import { register as registerChanges } from "../../src/cli/changes.ts";
import { register as registerEvents } from "../../src/cli/events.ts";
import { register as registerExplain } from "../../src/cli/explain.ts";
import { register as registerHistory } from "../../src/cli/history.ts";
import { register as registerBenchmarks } from "../../src/cli/benchmarks.ts";
import { register as registerJourney } from "../../src/cli/journey.ts";
import { register as registerRevenue } from "../../src/cli/revenue.ts";
import { register as registerSpread } from "../../src/cli/spread.ts";
import { register as registerScore } from "../../src/cli/score.ts";
import { createClient } from "../../src/contract/client.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { type ApiServer, apiServer } from "../support/api.ts";
import { repositoryRoot } from "../support/command-line.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { storeCompany } from "../support/scored-company.ts";
import { type Ran, run } from "../support/terminal.ts";

const embedded = embeddedStore();
const now = Date.UTC(2026, 5, 1, 10);
const workspace = "remote";
let server: ApiServer;
let url = "";

beforeAll(async () => {
  await storeCompany(embedded.store, workspace, simulationOf("small", { to: now, from: Date.UTC(2026, 2, 1), accounts: 6, scale: 0.2 }));
  server = await apiServer(embedded.store, { workspace, now });
  url = await server.app.listen({ port: 0 });
  await embedded.store.cursors.write(workspace, server.live.running.version, { through: now, storedBy: now });
}, 120_000);

afterAll(() => server.app.close());

const pack = join(repositoryRoot, "examples", "three-categories");

async function command(args: readonly string[], key = `${workspace}:accounts,people`): Promise<Ran> {
  return await run((program, terminal) => {
    const wire: EventsWire = {
      terminal, workspace, progress: () => {}, clock: () => now, uniqueId: () => "run", demoPack: pack, defaultPack: pack, applied: () => Promise.resolve(undefined),
      hash: (text) => createHash("sha256").update(text).digest("hex"),
      openStore: () => Promise.resolve({ ...embedded.store, close: () => Promise.resolve() }),
      client: (baseUrl) => createClient({ baseUrl, fetch, headers: { authorization: `Bearer ${key}` } }),
    };
    registerScore(program, wire);
    registerExplain(program, wire);
    registerEvents(program, wire);
    registerHistory(program, { ...wire, timeline: () => Promise.resolve([]), version: () => Promise.resolve(undefined) });
    registerChanges(program, wire);
    for (const register of [registerJourney, registerBenchmarks, registerRevenue, registerSpread]) register(program, wire);
  }, args);
}

const anybody = (): string => [...server.live.rows(workspace)][0]?.name ?? "";

test.each([
  ["explain", []],
  ["explain", ["--as-of", "2026-05-01", "--since", "2026-04-01"]],
  ["history", []],
  ["history", ["--as-of", "2026-05-01"]],
  ["events", ["--metric", "outreach", "--limit", "5"]],
  ["explain", ["--as-of", "tomorrow"]],
  ["changes", ["--since", "2026-03-10"]],
  ["changes", ["--since", "2026-03-10", "--band", "red", "unknown"]],
  ["journey", []],
  ["journey", ["--as-of", "2026-05-01"]],
  ["benchmarks", []],
] as const)("%s %j says the same of a server as of the data directory", async (name, options) => {
  const local = await command([name, anybody(), ...options]);
  const remote = await command([name, anybody(), ...options, "--url", url]);
  if (local.exit === 0) expect(remote).toEqual(local);
  else expect(remote.exit).toBe(local.exit);
}, 120_000);

test.each([
  ["journey", []],
  ["journey", ["--cohorts", "--as-of", "2026-05-20"]],
  ["benchmarks", ["--limit", "3"]],
  ["revenue", ["--since", "2026-04-01"]],
  ["spread", ["--as-of", "2026-05-01"]],
] as const)("%s %j says the same of everybody", async (name, options) => {
  const local = await command([name, ...options]);
  expect(local.exit).toBe(0);
  expect(await command([name, ...options, "--url", url])).toEqual(local);
}, 120_000);

test("score says the same, but for how fast it was", async () => {
  const local = await command(["score"]);
  const remote = await command(["score", "--url", url]);
  expect(remote.exit).toBe(0);
  expect(local.out).toContain(remote.out.trimEnd());
}, 120_000);

test("changes of everybody are the same, once somebody has scored their midnights", async () => {
  const options = ["changes", "--since", "2026-03-10", "--limit", "100"];
  const local = await command(options);
  expect(local.out).toMatch(/^\d+ changes? of band since 2026-03-10\nwhen /);
  expect(await command([...options, "--url", url])).toEqual(local);
}, 120_000);

test("names that nobody has are answered with those that may have been meant", async () => {
  const part = anybody().slice(0, 5);
  expect(await command(["explain", part, "--url", url])).toEqual(await command(["explain", part]));
});

test("no key, and no server, are said in a line", async () => {
  expect((await command(["history", "x", "--url", url], "wrong")).error).toContain("There is no read key with this text. Set BELLWETHER_KEY to a read key");
  expect((await command(["history", "x", "--url", "http://127.0.0.1:9"])).error).toBe("No server answers at http://127.0.0.1:9.\n");
});
