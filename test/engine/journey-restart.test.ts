import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { journeyIn, journeyText } from "../../src/engine/evaluate/journey-text.ts";
import type { CompiledJourney, JourneyState } from "../../src/engine/journey-chain.ts";
import { scoreHistory } from "../../src/engine/history.ts";
import type { Measurer } from "../../src/engine/ports.ts";
import { Random } from "../../src/lib/random.ts";
import { type Instant, dateInstant, dayMs, hourMs } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { simulateFacts } from "../../src/simulator/simulate.ts";
import { Evaluating, memoryStores } from "../support/evaluating.ts";
import { examplePack } from "../support/example-packs.ts";

const zone = "Europe/Berlin";
const begin = dateInstant("2026-01-01", zone);
const end = dateInstant("2026-02-20", zone);
const pack = examplePack("post-sale-journey");
const seeds = Number(process.env["JOURNEY_SEEDS"] ?? 3);

/** Scoring that notes how many midnights at once it measured. */
function watched(clock: () => Instant, days: number[]): ReturnType<typeof memoryStores> {
  const stores = memoryStores(clock);
  const measurer: Measurer = {
    measure: (request) => stores.measurer.measure(request),
    measureSlices: (request) => (days.push(request.instants.length), stores.measurer.measureSlices(request)),
  };
  return { ...stores, measurer };
}

/** Everything that was noted of everybody's way, from the beginning of everything. */
async function anew(world: Evaluating, to: Instant): Promise<ReadonlyMap<string, JourneyState>> {
  const states = new Map<string, JourneyState>();
  const journeys = { before: Infinity, note: (account: string, state: JourneyState): void => void states.set(account, state) };
  await scoreHistory({ ...world.stores, snapshots: { write: () => Promise.resolve() } }, { ...world.running, workspace: world.workspace, from: begin - 40 * dayMs, to, knownAt: world.now, journeys }, () => {});
  return states;
}

test.each(Array.from({ length: seeds }, (_, seed) => seed))("going on after a start is what scoring from the first day gives: late facts, withdrawals, an end in the middle of a midnight (seed %d)", { timeout: 300_000 }, async (seed) => {
  const random = Random.seeded(`restart ${seed}`);
  const facts = [...simulateFacts(simulationOf("small", { from: begin, to: end, zone, accounts: 6, scale: 0.05, seed: `restart ${seed}` }))];
  const arriving = facts.map((fact) => ({ fact, at: fact.time + (random.unit() < 0.9 ? 0 : random.unit() * 3 * dayMs) })).sort((one, other) => one.at - other.at);
  const days: number[] = [];
  const liveFrom = end - 5 * dayMs;
  const world = new Evaluating({ pack, now: liveFrom, stores: (clock) => watched(clock, days) });
  let next = arriving.findIndex(({ at }) => at > liveFrom);
  await world.deliver(arriving.slice(0, next).map(({ fact }) => fact));
  await world.start();
  await world.settle();
  for (let now = liveFrom; now < end; now += 7 * hourMs) {
    world.now = now;
    const until = arriving.findIndex(({ at }, index) => index >= next && at > now);
    await world.deliver(arriving.slice(next, until === -1 ? arriving.length : until).map(({ fact }) => fact), random.unit() < 0.5);
    next = until === -1 ? arriving.length : until;
    const way = random.unit();
    if (way < 0.5) await world.settle();
    else if (way < 0.75) await world.stop();
    await world.restart();
    if (random.unit() < 0.3) await world.cut();
  }
  world.now = end + hourMs;
  await world.restart();
  await world.settle();
  const expected = await anew(world, end + hourMs);
  const stored = await world.stores.journeys.read({ workspace: world.workspace, version: world.running.version, accounts: [...expected.keys()] });
  const compiled = world.running.scorer.journey as CompiledJourney;
  const read = new Map([...stored].map(([account, { text }]) => [account, journeyIn(text, compiled)]));
  expect(read).toEqual(expected);
  for (const account of expected.keys()) expect(await world.history(account)).toEqual(await world.history(account, await world.scoredAnew([account], { from: begin - 40 * dayMs, to: end + hourMs })));
});

test("a start without anything new measures no day again", async () => {
  const days: number[] = [];
  const world = new Evaluating({ pack, now: end, stores: (clock) => watched(clock, days) });
  await world.deliver([...simulateFacts(simulationOf("small", { from: begin, to: end - 2 * dayMs, zone, accounts: 6, scale: 0.05, seed: "quiet" }))]);
  await world.start();
  await world.settle();
  await world.until(end + dayMs, 6 * hourMs);
  await world.stop();
  expect(Math.max(...days)).toBeGreaterThan(30);
  days.length = 0;
  await world.restart();
  await world.settle();
  expect(days).toEqual([]);
  world.now += dayMs;
  await world.settle();
  expect(days).toEqual([1]);
});

describe("the text of a state", () => {
  const instant = fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: undefined });
  const move = fc.record({ at: fc.integer(), from: fc.option(fc.nat(2), { nil: undefined }), to: fc.nat(2), by: fc.constantFrom("start", "criteria", "person"), reason: fc.string(), author: fc.string() }, { requiredKeys: ["at", "from", "to", "by", "reason"] });
  const line = fc.record({ stage: fc.nat(2), since: fc.integer(), moves: fc.array(move, { maxLength: 4 }), milestones: fc.tuple(instant, instant), startedAt: fc.integer(), wasUnderWay: fc.boolean(), hand: fc.string(), heldOff: fc.option(fc.record({ to: fc.nat(2), at: fc.integer(), author: fc.option(fc.string(), { nil: undefined }) }), { nil: undefined }) });
  const state = fc.record({ lines: fc.tuple(fc.option(line, { nil: undefined }), fc.option(line, { nil: undefined })), scoring: fc.option(fc.nat(1), { nil: undefined }) }) as fc.Arbitrary<JourneyState>;
  const journey = (stages: number, lines = 2): CompiledJourney => ({ lines: Array.from({ length: lines }, () => ({ stages: Array.from({ length: stages }), milestones: [0, 0] })) }) as unknown as CompiledJourney;

  test("says the same when it is read", () => {
    fc.assert(fc.property(state, (one) => {
      expect(journeyIn(journeyText(one), journey(3))).toEqual(one);
    }));
  });

  test("is nothing to another journey, and nothing of another release", () => {
    const one: JourneyState = { lines: [undefined, { stage: 2, since: 0, moves: [], milestones: [undefined, 1], startedAt: 0, wasUnderWay: false, hand: "", heldOff: undefined }], scoring: 1 };
    expect(journeyIn(journeyText(one), journey(3))).toEqual(one);
    expect(journeyIn(journeyText(one), journey(2))).toBeUndefined();
    expect(journeyIn(journeyText(one), journey(3, 1))).toBeUndefined();
    expect(journeyIn(journeyText(one).replace('"form":1', '"form":0'), journey(3))).toBeUndefined();
  });
});
