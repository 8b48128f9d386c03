import { describe, expect, test } from "vitest";
import { type AccountJourney, scoreNow } from "../../src/engine/score-now.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import { localDate } from "../../src/lib/zone.ts";
import { MemoryAccountReader } from "../../src/storage/memory/account-reader.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { MemorySnapshotLog } from "../../src/storage/memory/snapshot-log.ts";
import { MemoryMeasurer } from "../../src/storage/memory/measure/memory-measurer.ts";
import { contract, event, login, stageSet } from "../support/happenings.ts";
import { packWith } from "../support/pack.ts";
import { type Moment, type Placed, at, day, scenario } from "../support/scenario.ts";

const zone = "Europe/Berlin";
const start = "2026-01-01";

const met = (channel: string) => event("interaction_logged", "acme", { properties: { channel, direction: "outbound" } });
const goal = (more: Record<string, string | number> = {}) => event("goal_set", "acme", { properties: { goal: "reach", measure: "recipients", target: 500, baseline: 20, ...more } });
const review = (sponsor: boolean) => event("review_held", "acme", { properties: { sponsor_present: String(sponsor) } });

/** From the signature of a year's contract to its end. */
const year: readonly Placed[] = [
  at(day(0), contract("acme", { start: day(0), termEnd: day(365), mrr: 500, seats: 5 })),
  at(day(9, "10:00"), met("kick_off")),
  at(day(10, "09:00"), login("acme", "ann")),
  at(day(40, "14:00"), met("workshop")),
  at(day(60), goal()),
  at(day(100, "15:00"), review(false)),
  at(day(160), goal({ reached: Date.UTC(2026, 5, 1) })),
  at(day(200), goal({ reached: Date.UTC(2026, 5, 1), confirmed_by: "Ann Archer" })),
  at(day(300, "15:00"), review(true)),
  at(day(330), contract("acme", { id: "second", start: day(365), termEnd: day(730), mrr: 600, seats: 6 })),
];

interface Told {
  readonly story?: readonly Placed[];
  readonly journey?: unknown;
}

async function journeyAt(moment: Moment, { story = year, journey = { based_on: "default" } }: Told = {}): Promise<AccountJourney & { readonly histories: () => Promise<string[]> }> {
  const pack = packWith({ journey });
  const { facts, instant } = scenario({ zone, start }, story);
  const log = new MemoryFactLog();
  await log.append("w", facts, "story");
  const snapshots = new MemorySnapshotLog();
  const ports = { measurer: new MemoryMeasurer(log), accounts: new MemoryAccountReader(log), snapshots };
  const asOf = instant(moment);
  const found: AccountJourney[] = [];
  await scoreNow(ports, { workspace: "w", scorer: compileScorer(pack), version: "v", from: instant(day(0)), asOf, knownAt: asOf, compareDays: 7, onJourney: (one) => found.push(one) }, () => {});
  const histories = async (): Promise<string[]> => (await snapshots.history({ workspace: "w", version: "v", account: "acme" })).map(({ stage }) => stage);
  return { ...(found[0] as AccountJourney), histories };
}

const movesOf = ({ lines }: AccountJourney): string[] => (lines[0]?.state.moves ?? []).map(({ at: when, to, by }) => `${localDate(when, zone)} ${lines[0]?.line.stages[to]?.stage.id} (${by})`);

describe("the default journey over a year", () => {
  test("each stage ends with what ends it, and the renewal leads back", async () => {
    expect(movesOf(await journeyAt(day(420)))).toEqual([
      "2026-01-01 handover (start)",
      "2026-01-11 onboarding (criteria)",
      "2026-02-11 adoption (criteria)",
      "2026-04-12 value_realisation (criteria)",
      "2026-07-21 expansion (criteria)",
      "2026-10-03 renewal (criteria)",
      "2027-01-01 value_realisation (criteria)",
      "2027-01-08 expansion (criteria)",
    ]);
  });

  test("a goal ends value realisation only once somebody has confirmed it", async () => {
    const { lines, standing } = await journeyAt(day(170));
    expect([lines[0]?.stage, standing.goals]).toEqual(["value_realisation", [expect.objectContaining({ id: "reach", baseline: 20, target: 500, reached: Date.UTC(2026, 5, 1) })]]);
  });

  test.each([
    [day(5), "handover", "on_track", []],
    [day(9), "handover", "on_track", []],
    [day(80), "adoption", "on_track", []],
    [day(195), "value_realisation", "on_track", []],
    [day(320), "renewal", "on_track", []],
  ] as const)("on %j in %s: %s", async (moment, stage, status, reasons) => {
    expect((await journeyAt(moment)).lines).toMatchObject([{ stage, status, reasons }]);
  });

  test("without a kick-off the account is behind in two weeks and stuck in a month, and says what it waits for", async () => {
    const story = year.slice(0, 1);
    expect((await journeyAt(day(20), { story })).lines).toMatchObject([{ status: "behind", reasons: ["20 days in the stage, expected at most 14", "Kick-off is overdue (onboarding)"] }]);
    expect((await journeyAt(day(40), { story })).lines).toMatchObject([{ status: "stuck", reasons: ["40 days in the stage, stuck from 30", "Kick-off is overdue (onboarding)"] }]);
  });

  test("when the contract is over the account is lost, at once", async () => {
    const { lines } = await journeyAt(day(366), { story: year.slice(0, -1) });
    expect(lines).toMatchObject([{ stage: "churned", status: null, state: { since: Date.UTC(2026, 11, 31, 23) } }]);
  });
});

describe("a journey that changes while accounts are inside it", () => {
  const before = { stages: [{ id: "trial", exit: { when: { contract: "months", over: 2 } } }, { id: "pilot" }, { id: "paid" }] };
  /** The pilot is gone, and its accounts with it. */
  const after = { stages: [{ id: "trial", exit: { when: { contract: "months", over: 1 } } }, { id: "paid" }] };
  const story = [...year.slice(0, 3), at(day(80, "12:00"), stageSet("acme", "pilot"))];

  test("the new version is a chain of its own over the same log, as if it had always been there", async () => {
    expect(movesOf(await journeyAt(day(100), { story, journey: before }))).toEqual(["2026-01-01 trial (start)", "2026-03-03 pilot (criteria)"]);
    expect(movesOf(await journeyAt(day(100), { story, journey: after }))).toEqual(["2026-01-01 trial (start)", "2026-02-01 paid (criteria)"]);
  });

  test("histories under both versions say what each of them means", async () => {
    const [old, current] = [await (await journeyAt(day(100), { story, journey: before })).histories(), await (await journeyAt(day(100), { story, journey: after })).histories()];
    expect([new Set(old), new Set(current)]).toEqual([new Set(["trial", "pilot"]), new Set(["trial", "paid"])]);
    expect(old.length).toBe(current.length);
  });

  test("a stage that a person set and that is gone counts no more; one that comes is there from the time when it was set", async () => {
    const renamed = { stages: [{ id: "trial" }, { id: "pilot" }] };
    expect(movesOf(await journeyAt(day(100), { story, journey: { stages: [{ id: "trial" }, { id: "paid" }] } }))).toEqual(["2026-01-01 trial (start)"]);
    expect(movesOf(await journeyAt(day(100), { story, journey: renamed }))).toEqual(["2026-01-01 trial (start)", "2026-03-22 pilot (person)"]);
  });
});
