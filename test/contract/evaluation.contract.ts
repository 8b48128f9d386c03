import { describe, expect, test } from "vitest";
import type { EvaluationCursors, JourneyStates } from "../../src/engine/evaluate/ports.ts";
import type { Transition, TransitionLog } from "../../src/engine/evaluate/transition.ts";
import type { ChangeReader, FactLog } from "../../src/engine/ports.ts";
import type { Fact } from "../../src/events/fact.ts";
import { accountTrait, login, userTrait } from "../support/happenings.ts";
import { at, day, recorded, scenario } from "../support/scenario.ts";

export interface Opened {
  readonly log: FactLog;
  readonly changes: ChangeReader;
  readonly cursors: EvaluationCursors;
  readonly journeys: JourneyStates;
  readonly transitions: TransitionLog;
  readonly workspace: string;
  /** What the store's clock says from now on. */
  readonly setClock: (now: number) => void;
}

const story = scenario({ zone: "UTC", start: "2026-01-01" }, [
  recorded({ id: "1" }, at(day(0), login("acme", "ann"))),
  recorded({ id: "2" }, at(day(2), login("acme", "ann"))),
  recorded({ id: "3" }, at(day(1), accountTrait("globex", "plan", "pro"))),
  recorded({ id: "4" }, at(day(5), login("", "stranger"))),
  recorded({ id: "5" }, at(day(4), userTrait("ann", "role", "admin"))),
]);
const [first, second, third, fourth, trait] = story.facts as [Fact, Fact, Fact, Fact, Fact];

/** What scoring has to know of what came while it wasn't looking, and what it leaves behind. */
export function evaluationContract(name: string, open: () => Opened): void {
  describe(`${name} knows what was stored when`, () => {
    test("whatever times the facts speak of", async () => {
      const { log, changes, workspace, setClock } = open();
      setClock(1000);
      await log.append(workspace, [second, third, fourth], "one");
      setClock(2000);
      await log.append(workspace, [first, second], "two");
      expect(await changes.changedSince({ workspace, since: 0, users: false })).toEqual(
        new Map([
          ["acme", { earliest: first.time, storedAt: 2000 }],
          ["globex", { earliest: third.time, storedAt: 1000 }],
        ]),
      );
      expect(await changes.changedSince({ workspace, since: 1001, users: false })).toEqual(new Map([["acme", { earliest: first.time, storedAt: 2000 }]]));
      expect(await changes.changedSince({ workspace, since: 2001, users: false })).toEqual(new Map());
    });

    test("with the accounts of users whose traits changed, where they matter", async () => {
      const { log, changes, workspace, setClock } = open();
      setClock(1000);
      await log.append(workspace, [first, third], "one");
      setClock(2000);
      await log.append(workspace, [trait], "two");
      expect(await changes.changedSince({ workspace, since: 2000, users: true })).toEqual(new Map([["acme", { earliest: trait.time, storedAt: 2000 }]]));
      expect(await changes.changedSince({ workspace, since: 2000, users: false })).toEqual(new Map());
    });

    test("and which feeds began", async () => {
      const { log, changes, workspace, setClock } = open();
      setClock(1000);
      await log.append(workspace, [second], "one");
      setClock(2000);
      await log.append(workspace, [first, third], "two");
      expect(await changes.feeds(workspace)).toEqual(new Map([["login", first.time]]));
      expect(await changes.newFeeds({ workspace, since: 2000 })).toEqual(new Map([["login", first.time]]));
      expect(await changes.newFeeds({ workspace, since: 3000 })).toEqual(new Map());
    });
  });

  test(`${name} keeps how far scoring has come, for each version`, async () => {
    const { cursors, workspace, setClock } = open();
    expect(await cursors.read(workspace, "v1")).toBeUndefined();
    setClock(1);
    await cursors.write(workspace, "v1", { through: 10, storedBy: 20 });
    setClock(2);
    await cursors.write(workspace, "v1", { through: 30, storedBy: 40 });
    await cursors.write(workspace, "v2", { through: 1, storedBy: 2 });
    expect(await cursors.read(workspace, "v1")).toEqual({ through: 30, storedBy: 40 });
  });

  test(`${name} keeps where each account is on its journey, for each version, as it was written last`, async () => {
    const { journeys, workspace, setClock } = open();
    const of = { workspace, version: "v1", accounts: ["acme", "globex", "nobody"] };
    setClock(1);
    await journeys.write({ ...of, asOf: 100, texts: new Map([["acme", "one"], ["globex", "two"]]) });
    setClock(2);
    await journeys.write({ ...of, asOf: 90, texts: new Map([["acme", "thr\"ee"]]) });
    await journeys.write({ ...of, version: "v2", asOf: 300, texts: new Map([["acme", "other"]]) });
    expect(await journeys.read(of)).toEqual(new Map([["acme", { asOf: 90, text: "thr\"ee" }], ["globex", { asOf: 100, text: "two" }]]));
    expect(await journeys.read({ ...of, accounts: [] })).toEqual(new Map());
  });

  describe(`${name} keeps transitions`, () => {
    const part = { cause: "data", subject: "logins", points: -12.5 } as const;
    const of = (workspace: string, own: Partial<Transition> = {}): Transition => ({
      kind: "BandChanged", workspace, account: "acme", version: "v1",
      from: { asOf: 100, score: 72.5, band: "green" },
      to: { asOf: 200, score: 60, band: "yellow" },
      reason: { main: part, parts: [part, { cause: "expiry", points: 1 }] },
      ...own,
    });

    test("latest first, of one account or of all, within a time", async () => {
      const { transitions, workspace } = open();
      const none = of(workspace, { account: "globex", to: { asOf: 300, score: null, band: "unknown" }, reason: { parts: [] } });
      await transitions.append([of(workspace), none]);
      const all = { workspace, from: 0, to: 1000, limit: 10 };
      expect(await transitions.read(all)).toEqual([none, of(workspace)]);
      expect(await transitions.read({ ...all, account: "acme" })).toEqual([of(workspace)]);
      expect(await transitions.read({ ...all, from: 200 })).toEqual([none]);
      expect(await transitions.read({ ...all, to: 299 })).toEqual([of(workspace)]);
      expect(await transitions.read({ ...all, limit: 1 })).toEqual([none]);
    });

    test("once, where one is found again after a crash", async () => {
      const { transitions, workspace, setClock } = open();
      const again = of(workspace, { to: { asOf: 250, score: 59, band: "yellow" } });
      setClock(1);
      await transitions.append([of(workspace)]);
      setClock(2);
      await transitions.append([again]);
      expect(await transitions.read({ workspace, from: 0, to: 1000, limit: 10 })).toEqual([again]);
    });
  });
}
