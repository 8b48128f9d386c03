import { expect, test } from "vitest";
import type { EventFact, Fact } from "../../src/events/fact.ts";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import { LivePortfolio } from "../../src/engine/portfolio/live-portfolio.ts";
import { loadPortfolio } from "../../src/engine/portfolio/load.ts";
import { Random } from "../../src/lib/random.ts";
import { type Instant, dateInstant, dayMs, hourMs, localMidnight } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { simulateFacts } from "../../src/simulator/simulate.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { Evaluating, memoryStores } from "../support/evaluating.ts";
import { examplePack } from "../support/example-packs.ts";

const zone = "Europe/Berlin";
const begin = dateInstant("2026-01-01", zone);
const end = dateInstant("2026-02-20", zone);
const seeds = Number(process.env["KEPT_SEEDS"] ?? 3);
let storedAt = end;
const engine = embeddedStore(() => storedAt);

/** The portfolio as a start fills it, from what is kept or from the first fact. */
async function started(world: Evaluating, { isKept, running = world.running }: { readonly isKept: boolean; readonly running?: RunningPack }) {
  const { stores, workspace } = world;
  const live = new LivePortfolio(running);
  const { wentOn } = await loadPortfolio({ ...stores, clock: () => world.now, ...(isKept && { kept: stores }) }, live, workspace);
  const rows = [...live.rows(workspace)].sort((one, other) => (one.account < other.account ? -1 : 1));
  const asOf = live.asOf(workspace) as Instant;
  const cents = (mrr: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(mrr).map(([band, sum]) => [band, Math.round(sum * 100)]));
  return {
    wentOn,
    rows,
    before: rows.map(({ account }) => live.rememberedAt(workspace, account, asOf)),
    earlier: rows.map(({ account }) => live.earlier(workspace, account)),
    travels: [...live.travels(workspace)].sort((one, other) => (one.account < other.account ? -1 : 1)),
    // Money is added in another order, so the last of sixteen digits may differ.
    trend: live.trend(workspace)?.days().map((day) => ({ ...day, mrr: cents(day.mrr) })),
  };
}

/** What a start goes on with is what scoring everything gives; says whether it went on. */
async function expectEqual(world: Evaluating): Promise<boolean> {
  const { wentOn, ...kept } = await started(world, { isKept: true });
  const { wentOn: _none, ...anew } = await started(world, { isKept: false });
  expect(kept).toEqual(anew);
  return wentOn;
}

/** Their contracts ended some days ago, as is told only now. */
function endings(facts: readonly Fact[], count: number, at: Instant): Fact[] {
  const contracts = facts.filter((fact): fact is EventFact => fact.type === "event" && fact.name === "contract_changed" && fact.time < at);
  const accounts = [...new Set(contracts.map(({ account }) => account))].slice(0, count);
  const statements = contracts.filter(({ account }) => accounts.includes(account));
  return statements.map((fact) => ({ ...fact, properties: { ...fact.properties, ended: at }, time: at, originalTime: at, messageId: `${fact.messageId} ended` }));
}

const worlds = ["three-categories", "post-sale-journey"].flatMap((pack) => Array.from({ length: seeds }, (_, seed) => [pack, seed] as const));

test.each(worlds)("with %s a portfolio that goes on from what was written is the one that everything scored anew gives: stops at random, late facts, contracts that ended long before anybody said so (seed %d)", { timeout: 300_000 }, async (name, seed) => {
  const random = Random.seeded(`kept ${name} ${seed}`);
  const facts = [...simulateFacts(simulationOf("small", { from: begin, to: end, zone, accounts: 8, scale: 0.05, seed: `kept ${seed}` }))];
  const arriving = facts.map((fact) => ({ fact, at: fact.time + (random.unit() < 0.95 ? 0 : random.unit() * 3 * dayMs) })).sort((one, other) => one.at - other.at);
  const liveFrom = end - 5 * dayMs;
  const world = new Evaluating({ pack: examplePack(name), now: liveFrom, stores: memoryStores });
  let next = arriving.findIndex(({ at }) => at > liveFrom);
  await world.deliver(arriving.slice(0, next).map(({ fact }) => fact));
  expect(await expectEqual(world), "nothing is written yet").toBe(false);
  await world.start();
  await world.settle();
  let wentOn = 0;
  let starts = 0;
  for (let now = liveFrom; now < end; now += 7 * hourMs) {
    world.now = now;
    const until = arriving.findIndex(({ at }, index) => index >= next && at > now);
    await world.deliver(arriving.slice(next, until === -1 ? arriving.length : until).map(({ fact }) => fact), random.unit() < 0.5);
    next = until === -1 ? arriving.length : until;
    if (starts === 7) await world.deliver(endings(facts, 2, now - 3 * dayMs));
    const way = random.unit();
    if (way < 0.6) await world.settle();
    if (way < 0.4 || (way > 0.6 && way < 0.8)) await world.stop();
    starts += 1;
    if (await expectEqual(world)) wentOn += 1;
    await world.restart();
    if (random.unit() < 0.3) await world.cut();
  }
  expect(wentOn).toBeGreaterThan(starts / 4);
  // At the stroke of midnight, when the last midnight is the instant itself.
  world.now = localMidnight(world.now, zone) + dayMs;
  await world.settle();
  expect(await expectEqual(world)).toBe(true);
});

test("another version that was never scored begins with the first fact, and the one before is gone on from", { timeout: 120_000 }, async () => {
  const world = new Evaluating({ pack: examplePack("three-categories"), now: end, stores: memoryStores });
  await world.deliver([...simulateFacts(simulationOf("small", { from: begin, to: end, zone, accounts: 4, scale: 0.05, seed: "version" }))]);
  await world.start();
  await world.settle();
  world.now += hourMs;
  await world.settle();
  await world.stop();
  expect((await started(world, { isKept: true, running: { ...world.running, version: "v2" } })).wentOn).toBe(false);
  expect(await expectEqual(world)).toBe(true);
});

test("the same over ClickHouse, with a midnight that nobody scored", { timeout: 300_000 }, async () => {
  const { store } = engine;
  const world = new Evaluating({ pack: examplePack("post-sale-journey"), now: end - dayMs, workspace: engine.freshWorkspace(), stores: () => store });
  const passTo = (now: Instant): void => void (world.now = storedAt = now);
  passTo(end - dayMs);
  const facts = [...simulateFacts(simulationOf("small", { from: begin, to: end, zone, accounts: 30, scale: 0.1, seed: "clickhouse" }))];
  await world.deliver(facts.filter(({ time }) => time < end - dayMs));
  await world.start();
  await world.settle();
  passTo(end - dayMs + hourMs);
  await world.deliver(endings(facts, 5, end - 8 * dayMs));
  await world.settle();
  await world.stop();
  expect(world.scored.reopened).toBeGreaterThan(0);
  expect(await expectEqual(world)).toBe(true);
  passTo(end + 9 * hourMs);
  await world.deliver(facts.filter(({ time }) => time >= end - dayMs), false);
  expect(await expectEqual(world)).toBe(true);
  await world.restart();
  passTo(end + 10 * hourMs);
  await world.settle();
  await world.stop();
  expect(await expectEqual(world)).toBe(true);
});
