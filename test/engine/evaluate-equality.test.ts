import { expect, test } from "vitest";
import { scoreHistory } from "../../src/engine/history.ts";
import type { SnapshotBatch } from "../../src/engine/ports.ts";
import type { Fact } from "../../src/events/fact.ts";
import { Random } from "../../src/lib/random.ts";
import { dayMs, dateInstant, hourMs } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { simulateFacts } from "../../src/simulator/simulate.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { Evaluating, type Stores } from "../support/evaluating.ts";
import { examplePack } from "../support/example-packs.ts";

const zone = "Europe/Berlin";
const engine = embeddedStore();
const liveDays = 2;
const tickMs = 12 * hourMs;
const end = dateInstant("2026-04-02", zone);

/** When a fact arrives: mostly within minutes, some after hours, a few after more than a day. */
function delay(random: Random): number {
  const chance = random.unit();
  return chance < 0.95 ? random.unit() * 600_000 : chance < 0.99 ? random.unit() * 12 * hourMs : random.unit() * 2 * dayMs;
}

const shuffled = (random: Random, arrived: readonly { readonly fact: Fact }[]): Fact[] =>
  arrived.map(({ fact }) => ({ fact, place: random.unit() })).sort((one, other) => one.place - other.place).map(({ fact }) => fact);

const stores = (): Stores => {
  const { store } = engine;
  return { log: store.log, snapshots: store.snapshots, memory: store.memory, past: store.past, measurer: store.measurer, accounts: store.accounts, changes: store.changes, cursors: store.cursors, journeys: store.journeys, transitions: store.transitions };
};

/** Every row by its account and instant, with all that a midnight says. */
function rowsOf(batches: readonly SnapshotBatch[]): Map<string, unknown[]> {
  const rows = new Map<string, unknown[]>();
  for (const batch of batches) {
    const width = batch.metricValues.length / Math.max(1, batch.rows);
    for (let row = 0; row < batch.rows; row += 1) {
      const begin = row === 0 ? 0 : (batch.categoryEnds[row - 1] as number);
      const categories = [batch.categoryBands, batch.categorySince, batch.categoryScores].map((column) => [...column.subarray(begin, batch.categoryEnds[row])]);
      const metrics = [batch.metricValues, batch.metricStates].map((column) => [...column.subarray(row * width, (row + 1) * width)]);
      const numbers = [batch.score, batch.band, batch.mean, batch.computedScore, batch.computedBand, batch.computedSince, batch.coverage, batch.mrr].map((column) => column[row]);
      rows.set(`${batch.accounts[batch.account[row] as number]} ${new Date(batch.asOf[row] as number).toISOString()}`, [...numbers, batch.models[batch.model[row] as number], batch.stages[batch.stage[row] as number], categories, metrics]);
    }
  }
  return rows;
}

test.each([
  ["three-categories", 1000],
  ["post-sale-journey", 60],
])("with %s the midnights of %d accounts scored live, events in any order and a restart on the way, are those scored anew", { timeout: 900_000 }, async (name, accounts) => {
  const random = Random.seeded("delivery");
  const liveFrom = end - liveDays * dayMs;
  const facts = [...simulateFacts(simulationOf("small", { to: end, zone, accounts, scale: 0.1, from: end - 35 * dayMs, seed: `equality ${name}` }))];
  const arriving = facts.map((fact): { fact: Fact; at: number } => ({ fact, at: fact.time < liveFrom ? liveFrom : fact.time + delay(random) })).sort((one, other) => one.at - other.at);
  const written: SnapshotBatch[] = [];
  const world = new Evaluating({
    pack: examplePack(name),
    now: liveFrom,
    workspace: engine.freshWorkspace(),
    stores: () => {
      const own = stores();
      return { ...own, snapshots: { withdraw: (midnights) => own.snapshots.withdraw(midnights), bandSteps: (request) => own.snapshots.bandSteps(request), history: (request) => own.snapshots.history(request), clear: (...args) => own.snapshots.clear(...args), write: (batch) => (batch.isMidnight && written.push(batch), own.snapshots.write(batch)) } };
    },
  });
  const first = arriving.findIndex(({ at }) => at > liveFrom);
  await world.deliver(shuffled(random, arriving.slice(0, first)));
  await world.start();
  await world.settle();
  let next = first;
  for (let now = liveFrom + tickMs; next < arriving.length; now += tickMs) {
    const until = arriving.findIndex(({ at }, index) => index >= next && at > now);
    const arrived = arriving.slice(next, until === -1 ? arriving.length : until);
    next += arrived.length;
    world.now = now;
    await world.deliver(shuffled(random, arrived));
    await world.settle();
    if (now === liveFrom + 2 * tickMs) await world.restart();
  }
  await world.settle();
  const anew: SnapshotBatch[] = [];
  const { running, workspace } = world;
  const ports = { ...stores(), snapshots: { write: (batch: SnapshotBatch) => (anew.push(batch), Promise.resolve()) } };
  const to = Math.max(...written.map(({ asOf }) => asOf.reduce((latest, each) => Math.max(latest, each), 0)));
  await scoreHistory(ports, { ...running, workspace, from: end - 60 * dayMs, to, knownAt: world.now }, () => {});
  const [live, again] = [rowsOf(written), rowsOf(anew)];
  expect(live.size).toBe(again.size);
  expect(again.size).toBeGreaterThan(accounts * 20);
  const different = [...again].filter(([key, row]) => JSON.stringify(live.get(key)) !== JSON.stringify(row)).map(([key, row]) => [key, live.get(key), row]);
  expect(different.slice(0, 3)).toEqual([]);
  expect(world.scored.reopened, "late facts").toBeGreaterThan(accounts / 10);
});
