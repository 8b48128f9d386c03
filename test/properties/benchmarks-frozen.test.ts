import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readStandings } from "../../src/engine/benchmarks.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import type { Fact } from "../../src/events/fact.ts";
import { compileBenchmarks } from "../../src/insights/benchmarks/benchmark.ts";
import { lookAlikes } from "../../src/insights/benchmarks/look-alikes.ts";
import type { PastStandings } from "../../src/insights/benchmarks/standings.ts";
import type { Pack } from "../../src/pack/schema.ts";
import { monthStart } from "../../src/lib/month.ts";
import { MemoryAccountReader } from "../../src/storage/memory/account-reader.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { MemoryMeasurer } from "../../src/storage/memory/measure/memory-measurer.ts";
import { accountTrait, contract, login, outcome, pulse, stageSet, withdrawn } from "../support/happenings.ts";
import { packWith } from "../support/pack.ts";
import { type Happening, type Placed, at, day, recorded, scenario } from "../support/scenario.ts";

const zone = "Europe/Berlin";
const where = { zone, start: "2026-01-10" };
const sections = {
  segments: { pro: { when: { trait: "plan", is: "pro" } } },
  metrics: { logins: { kind: "count", window: "30d", owner: "product" }, pulse: { kind: "pulse", owner: "success" } },
  model: { coverage_floor: 10, categories: { use: { weight: 60, metrics: { logins: { weight: 1, scale: { worst: 0, best: 5 } } } }, people: { weight: 40, metrics: { pulse: { weight: 1 } } } } },
  benchmarks: { at_least: 5, look_alikes: 5, look_ahead: "30d" },
};
/** Stages that people set, and stages that follow from what customers do, midnight by midnight. */
const journey = { stay: "3d", stages: [{ id: "onboarding", exit: { when: { metric: "logins", at_least: 2 } } }, { id: "adoption", enter: { when: { metric: "logins", at_least: 1 } } }] };
const packs = { "with stages set by people": packWith(sections), "with a computed journey": packWith({ ...sections, journey }) };
const lastDay = 200;
const asOf = scenario(where, []).instant(day(lastDay));
const frozenAt = monthStart(asOf, zone);

const account = fc.constantFrom(...Array.from({ length: 8 }, (_, index) => `a${index}`));
const days = fc.integer({ min: 0, max: lastDay - 1 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: account.map((id) => login(id, `user of ${id}`)) },
  { weight: 2, arbitrary: fc.tuple(account, fc.constantFrom("green" as const, "yellow" as const, "red" as const)).map(([id, band]) => pulse(id, band)) },
  { weight: 2, arbitrary: fc.tuple(account, fc.constantFrom("onboarding", "adoption")).map(([id, stage]) => stageSet(id, stage)) },
  { weight: 1, arbitrary: fc.tuple(account, fc.constantFrom("pro", "free")).map(([id, plan]) => accountTrait(id, "plan", plan)) },
  { weight: 3, arbitrary: fc.tuple(account, days, fc.integer({ min: 10, max: 90 }), fc.nat(2)).map(([id, start, length, number]) => contract(id, { id: `${id}-${number}`, start: day(start), termEnd: day(start + length), mrr: 100 + number })) },
  { weight: 1, arbitrary: fc.tuple(account, fc.constantFrom("renewed" as const, "churned" as const)).map(([id, result]) => outcome(id, result)) },
  { weight: 1, arbitrary: fc.tuple(account, fc.nat(60)).map(([id, place]) => withdrawn(id, `early-${place}`)) },
);

const early: fc.Arbitrary<Placed[]> = fc.array(fc.tuple(days, happening), { minLength: 30, maxLength: 90 }).map((list) => list.map(([when, what], place) => recorded({ id: `early-${place}` }, at(day(when, "10:00"), what))));
/** Of any time, but known only after the month in which benchmarks are asked for has begun. */
const late: fc.Arbitrary<Placed[]> = fc.array(fc.tuple(days, fc.integer({ min: 1, max: 300 }), happening), { minLength: 1, maxLength: 40 }).map((list) =>
  list.map(([when, delay, what], place) => recorded({ id: `late-${place}`, known: day(Math.max(when, firstOfMonth) + delay, "10:00") }, at(day(when, "11:00"), what))),
);
const firstOfMonth = Math.round((frozenAt - scenario(where, []).instant(day(0))) / 86_400_000);

async function pastOf(facts: readonly Fact[], pack: Pack = packs["with stages set by people"]): Promise<PastStandings> {
  const log = new MemoryFactLog();
  await log.append("w", facts, "batch");
  return readStandings({ measurer: new MemoryMeasurer(log), accounts: new MemoryAccountReader(log) }, { workspace: "w", scorer: compileScorer(pack), from: scenario(where, []).instant(day(0)), asOf }, () => {});
}

/** Everything that a past can be asked for. */
function answers(past: PastStandings, pack: Pack = packs["with stages set by people"]): unknown {
  const benchmarks = compileBenchmarks(past, pack.benchmarks);
  const places = past.places.filter((place) => place !== undefined);
  const alike = places.slice(0, 3).map((place) => lookAlikes(past, { account: "new", place, metrics: new Map([["logins", 40], ["pulse", 50]]) }, pack.benchmarks));
  return { frozen: past.frozenAt, decisions: past.decisions, alike, benchmarks: places.flatMap((place) => past.subjects.map((subject) => benchmarks(place, subject))) };
}

test.each(Object.entries(packs))("benchmarks used at an instant never depend on facts known after it: %s", async (_name, pack) => {
  let compared = 0;
  const stages = new Set<string | null>();
  await fc.assert(
    fc.asyncProperty(early, late, async (before, after) => {
      const known = await pastOf(scenario(where, before).facts, pack);
      const later = await pastOf([...scenario(where, before).facts, ...scenario(where, after).facts], pack);
      expect(answers(later, pack)).toEqual(answers(known, pack));
      compared += known.places.filter((place) => place !== undefined).length;
      for (const place of known.places) if (place) stages.add(place.stage);
    }),
    { numRuns: 25 },
  );
  expect([...stages]).toEqual(expect.arrayContaining(["onboarding", "adoption"]));
  expect(compared).toBeGreaterThan(500);
}, 60_000);

test("facts that were known by then do change them", async () => {
  const [one, other] = [80, 20].map((score) => fc.sample(early, { numRuns: 1, seed: score })[0] as Placed[]);
  expect(answers(await pastOf(scenario(where, one as Placed[]).facts))).not.toEqual(answers(await pastOf(scenario(where, other as Placed[]).facts)));
});

test("instants are the starts of local months, the last one that in which benchmarks are asked for", async () => {
  const { instants } = await pastOf(scenario(where, [at(day(1), login("a", "u"))]).facts);
  expect(instants.every((instant) => monthStart(instant, zone) === instant)).toBe(true);
  expect(instants.at(-1)).toBe(frozenAt);
});
