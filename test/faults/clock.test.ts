import { describe, expect, onTestFinished, test } from "vitest";
import { startLive } from "../../src/compose/live.ts";
import type { Fact } from "../../src/events/fact.ts";
import { type Instant, dateInstant, dayMs, hourMs } from "../../src/lib/zone.ts";
import { runningPack } from "../support/api.ts";
import { Evaluating } from "../support/evaluating.ts";
import { contract, login } from "../support/happenings.ts";
import { freshDirectory } from "../support/journal.ts";
import { type Logged, keptLog } from "../support/logged.ts";
import { packWith } from "../support/pack.ts";
import { at, day, recorded, scenario } from "../support/scenario.ts";
import { serving } from "../support/served.ts";

const { shared, openPostgres, engine } = await serving();
const zone = "Europe/Berlin";
const begin = dateInstant("2026-03-20", zone);
const pack = packWith({
  metrics: { logins: { kind: "count", events: ["login"], window: "3d", owner: "product" } },
  model: { categories: { product: { weight: 1, metrics: { logins: { weight: 1, scale: { worst: 0, best: 10 } } } } } },
});
const accounts = ["acme", "globex", "initech"];

/** Hours by which the clock is set: back over a midnight, forward over one, back and forth, a leap over days. */
const jumps = [-5, 7, -1, 1, -26, 30, 3 * 24, -3, 4];

/** Scoring whose clock is going to be set again and again. */
async function steppedWorld(): Promise<Evaluating> {
  const world = new Evaluating({ pack, now: begin + 3 * dayMs + 2 * hourMs });
  await world.deliver(scenario({ zone, start: "2026-03-20" }, accounts.flatMap((account, place) => [recorded({ id: `c${account}` }, at(day(0), contract(account, { start: day(0), seats: 5, mrr: 100 }))), recorded({ id: `l${account}` }, at(day(place + 1, "10:00"), login(account, "ann")))])).facts);
  await world.start();
  await world.settle();
  return world;
}

const sameAsAnew = async (world: Evaluating, to: Instant): Promise<void> => {
  for (const account of accounts) expect(await world.history(account)).toEqual(await world.history(account, await world.scoredAnew([account], { from: begin, to })));
};

describe("a clock that is set back and forward by hours", () => {
  test("leaves each midnight once, and none is missing", async () => {
    const world = await steppedWorld();
    let latest = world.now;
    for (const hours of jumps) {
      world.now += hours * hourMs;
      latest = Math.max(latest, world.now);
      await world.settle();
      if (hours === -26) await world.restart();
      await world.settle();
    }
    world.now = latest + hourMs;
    await world.settle();
    await sameAsAnew(world, latest + hourMs);
    const midnights = (await world.history("acme")).map(({ asOf }) => asOf);
    expect(midnights).toEqual([...new Set(midnights)].sort((one, other) => one - other));
    expect(midnights.length).toBe(6);
  });

  test("with events that arrive meanwhile ends with the scores of a clock that was always right", async () => {
    const world = await steppedWorld();
    let latest = world.now;
    let next = 0;
    for (const hours of jumps) {
      world.now += hours * hourMs;
      latest = Math.max(latest, world.now);
      // The sender's clock is right, and ours isn't.
      const facts: readonly Fact[] = scenario({ zone, start: "2026-03-20" }, [recorded({ id: `j${next}` }, at(day(Math.floor((latest - begin) / dayMs), "00:30"), login(accounts[next % 3] as string, `u${next}`)))]).facts;
      next += 1;
      await world.deliver(facts);
      await world.settle();
    }
    world.now = latest + dayMs + hourMs;
    await world.settle();
    await sameAsAnew(world, latest + dayMs + hourMs);
  });
});

test("calls that are taken while the clock jumps are all stored once, and the server goes on scoring", { timeout: 60_000 }, async () => {
  let offset = 0;
  const workspace = engine.freshWorkspace();
  const said: string[] = [];
  const logged: Logged[] = [];
  const live = await startLive(
    { directory: await freshDirectory(), workspace, clock: () => Date.now() + offset, openStore: shared, openPostgres, report: (line) => said.push(line), log: keptLog(logged), onBroken: () => {}, scoring: { running: runningPack(), visibleMs: 0 } },
    { host: "127.0.0.1", port: 0 },
  );
  onTestFinished(() => live.stop());
  const key = /first write key, shown only now: (\S+)/.exec(said.join("\n"))?.[1] ?? "";
  for (const [index, hours] of jumps.entries()) {
    offset += hours * hourMs;
    const batch = Array.from({ length: 10 }, (_, part) => ({ type: "track", messageId: `m${index}-${part}`, userId: "u", event: "seen", context: { groupId: "acme" }, timestamp: new Date(Date.now()).toISOString() }));
    expect((await fetch(`${live.url}/v1/batch`, { method: "POST", body: JSON.stringify({ batch, writeKey: key }) })).status).toBe(200);
  }
  await expect.poll(() => live.read(), { timeout: 30_000 }).toMatchObject({ waiting: 0, missing: 0, stored: 10 * jumps.length });
  await expect.poll(() => logged.filter(({ event }) => event === "accounts_scored").length, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(logged.filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
});
