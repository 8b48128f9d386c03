import { expect, test } from "vitest";
import type { Fact } from "../../src/events/fact.ts";
import type { Instant } from "../../src/lib/zone.ts";
import { Evaluating } from "../support/evaluating.ts";
import { contract, login, stageSet, ticketOpened } from "../support/happenings.ts";
import { packWith } from "../support/pack.ts";
import { type Moment, type Placed, at, day, recorded, scenario } from "../support/scenario.ts";

const zone = "Europe/Berlin";
const start = "2026-03-23";
const minute = 60_000;

/** Few metrics whose numbers are easy to see, and neither hysteresis nor dwell. */
const pack = packWith({
  metrics: {
    logins: { kind: "count", events: ["login"], window: "3d", owner: "product" },
    tickets: { kind: "open_items", item: "ticket", opened: { events: ["ticket_opened"] }, closed: { events: ["ticket_closed"] }, owner: "support" },
  },
  model: {
    bands: { hysteresis: 0 },
    categories: {
      product: { weight: 50, metrics: { logins: { weight: 1, scale: { worst: 0, best: 10 } } } },
      support: { weight: 50, metrics: { tickets: { weight: 1, scale: { worst: 5, best: 0 } } } },
    },
    variants: [{ stage: "onboarding", categories: { product: { weight: 80 } } }],
  },
});

const instant = (moment: Moment): Instant => scenario({ zone, start }, []).instant(moment);
const facts = (...story: readonly Placed[]): readonly Fact[] => scenario({ zone, start }, story).facts;
const logins = (account: string, count: number, days: number, id: string): readonly Fact[] =>
  facts(...Array.from({ length: count }, (_, index) => recorded({ id: `${id}-${index}` }, at(day(days, `${String(8 + (index % 12)).padStart(2, "0")}:30`), login(account, `user-${index}`)))));

async function evaluating(now: Moment): Promise<Evaluating> {
  const world = new Evaluating({ pack, now: instant(now) });
  await world.deliver(facts(recorded({ id: "feed" }, at(day(-10), ticketOpened("other", "t0"))), recorded({ id: "contract" }, at(day(-9), contract("acme", { start: day(-9), seats: 5, mrr: 100 })))));
  await world.start();
  await world.settle();
  return world;
}

test("what arrives is scored at once, and the band that changes is told with its reason", async () => {
  const world = await evaluating(day(3, "12:00"));
  expect(world.standings.get("acme")?.snapshot).toMatchObject({ score: 100, band: "green", coverage: 50 });
  await world.deliver(logins("acme", 1, 3, "first"));
  await world.settle();
  expect(world.standings.get("acme")?.snapshot).toMatchObject({ score: 55, band: "yellow" });
  await world.deliver(logins("acme", 9, 2, "more"));
  await world.settle();
  expect(world.standings.get("acme")?.snapshot).toMatchObject({ score: 100, band: "green" });
  expect(world.told.filter(({ account }) => account === "acme").map(({ kind, from, to, reason }) => ({ kind, from: from.band, to: to.band, main: reason.main }))).toEqual([
    { kind: "BandChanged", from: "green", to: "yellow", main: { cause: "missing_data", subject: "logins", points: -45 } },
    { kind: "BandChanged", from: "yellow", to: "green", main: { cause: "data", subject: "logins", points: 45 } },
  ]);
});

test("a small move is told of once it has added up to a point", async () => {
  const world = await evaluating(day(3, "12:00"));
  await world.deliver(logins("acme", 2, 3, "a"));
  await world.settle();
  const before = world.told.length;
  await world.deliver(logins("acme", 1, 2, "b"));
  await world.settle();
  expect(world.told.slice(before).map(({ kind, from, to }) => [kind, from.score, to.score])).toEqual([["ScoreMoved", 60, 65]]);
  await world.settle();
  expect(world.told).toHaveLength(before + 1);
});

test("a stage that changes is a snapshot between midnights, and no transition where the band stays", async () => {
  const world = await evaluating(day(3, "12:00"));
  await world.deliver(logins("acme", 10, 2, "a"));
  await world.settle();
  const before = world.told.length;
  world.now += minute;
  await world.deliver(facts(recorded({ id: "stage" }, at(day(3, "11:00"), stageSet("acme", "onboarding")))));
  await world.settle();
  expect(world.told).toHaveLength(before);
  const latest = await world.stores.memory.latest({ workspace: "story", version: "v1", accounts: ["acme"] });
  expect(latest.get("acme")).toMatchObject({ asOf: world.now, stage: "onboarding", score: 100 });
});

test("silence is noticed within the hour, without an event", async () => {
  const world = await evaluating(day(3, "12:00"));
  await world.deliver(logins("acme", 10, 3, "a").map((fact) => ({ ...fact, time: instant(day(3, "10:00")) })));
  await world.settle();
  expect(world.standings.get("acme")?.snapshot.score).toBe(100);
  await world.until(instant(day(6, "11:05")), 5 * minute);
  expect(world.standings.get("acme")?.snapshot).toMatchObject({ score: 50, band: "yellow" });
  expect(world.told.at(-1)).toMatchObject({ account: "acme", kind: "BandChanged", from: { band: "green" }, to: { band: "yellow" }, reason: { main: { cause: "data", subject: "logins", points: -50 } } });
  // Everyone once or twice an hour for three days, and not more.
  expect(world.scored.sweep).toBeLessThan(3 * 24 * 2 * 2 + 10);
});

test("every midnight is written, across daylight saving, also those that were slept through", async () => {
  const world = await evaluating(day(3, "12:00"));
  await world.deliver(logins("acme", 5, 3, "a").map((fact, index) => ({ ...fact, time: instant(day(3, "09:00")) + index })));
  await world.until(instant(day(5, "00:20")));
  await world.stop();
  world.now = instant(day(9, "06:00"));
  await world.restart();
  await world.settle();
  const points = await world.history("acme");
  const midnights = Array.from({ length: 18 }, (_, index) => instant(day(index - 8)));
  expect(points.map(({ asOf }) => asOf)).toEqual(midnights);
  expect(points).toEqual(await world.history("acme", await world.scoredAnew(["acme"], { from: midnights[0] as number, to: world.now })));
});

test("a late event changes the days behind it, and none before", async () => {
  const world = await evaluating(day(3, "12:00"));
  await world.deliver(logins("acme", 1, 0, "a"));
  await world.until(instant(day(6, "01:00")));
  const before = await world.history("acme");
  await world.deliver(logins("acme", 6, 1, "late"));
  await world.settle();
  const after = await world.history("acme");
  const changed = after.filter((point, index) => point.score !== before[index]?.score).map(({ asOf }) => asOf);
  expect(changed).toEqual([instant(day(2)), instant(day(3)), instant(day(4))]);
  expect(after).toEqual(await world.history("acme", await world.scoredAnew(["acme"], { from: instant(day(-9)), to: world.now })));
});

test("the first event of a name, dated back, gives every account its true zero", async () => {
  const world = await evaluating(day(3, "12:00"));
  await world.deliver(logins("someone", 1, 1, "first-ever"));
  await world.settle();
  expect((await world.history("acme")).map(({ band }) => band)).toEqual([...Array.from({ length: 10 }, () => "green"), "yellow", "yellow"]);
});

test("what was stored while nobody looked is found at the next start, and scored", async () => {
  const world = await evaluating(day(3, "12:00"));
  await world.deliver(logins("acme", 1, 2, "a"));
  await world.settle();
  await world.stop();
  world.now += 30 * minute;
  await world.deliver(logins("acme", 9, 1, "unseen"), false);
  world.now += 30 * minute;
  await world.restart();
  await world.settle();
  expect(world.standings.get("acme")?.snapshot.score).toBe(100);
  expect(world.told.at(-1)).toMatchObject({ account: "acme", from: { score: 55, band: "yellow" }, to: { score: 100, band: "green" }, reason: { main: { cause: "data", subject: "logins", points: 45 } } });
  expect(await world.history("acme")).toEqual(await world.history("acme", await world.scoredAnew(["acme"], { from: instant(day(-9)), to: world.now })));
});

test("what another process stores is found within a minute or two", async () => {
  const world = await evaluating(day(3, "12:00"));
  await world.deliver(logins("acme", 10, 2, "elsewhere"), false);
  await world.until(world.now + 2 * minute, 20_000);
  expect(world.standings.get("acme")?.snapshot.score).toBe(100);
});

test("an account that left is no customer any more, and is one again when something new is known", async () => {
  const world = await evaluating(day(3, "12:00"));
  await world.deliver(facts(recorded({ id: "end" }, at(day(3, "11:00"), contract("acme", { start: day(-9), ended: day(3, "10:00"), seats: 5 })))));
  await world.settle();
  expect(world.standings.has("acme")).toBe(false);
  await world.until(instant(day(8, "12:00")));
  expect((await world.history("acme")).at(-1)?.asOf).toBe(instant(day(3)));
  await world.deliver(facts(recorded({ id: "again" }, at(day(8, "09:00"), contract("acme", { id: "second", start: day(6), seats: 5 })))));
  await world.settle();
  await world.until(instant(day(9, "01:00")));
  expect(world.standings.has("acme")).toBe(true);
  expect(await world.history("acme")).toEqual(await world.history("acme", await world.scoredAnew(["acme"], { from: instant(day(-9)), to: world.now })));
});

test("an event that lies ahead counts when its time has come", async () => {
  const world = await evaluating(day(3, "12:00"));
  await world.deliver(logins("acme", 1, 2, "a"));
  await world.deliver(facts(recorded({ id: "ahead", known: day(3, "12:00") }, at(day(3, "14:00"), login("newcomer", "ann")))));
  await world.settle();
  expect(world.standings.has("newcomer")).toBe(false);
  await world.until(instant(day(3, "14:02")), minute);
  expect(world.standings.has("newcomer")).toBe(true);
});
