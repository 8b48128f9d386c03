import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayMs } from "../../lib/zone.ts";
import { type Band, bands } from "../../scores/bands.ts";
import { type Action, type BandMove, actionKinds, dipsOf } from "./dips.ts";
import { recoveryDays, responseDays, responseTimes } from "./times.ts";

const start = Date.UTC(2026, 0, 1);
const day = (count: number): number => start + count * dayMs;
const move = (at: number, from: Band, to: Band, account = "a"): BandMove => ({ account, at: day(at), from, to });
const action = (at: number, kind: Action["kind"] = "interaction", account = "a"): Action => ({ account, at: day(at), kind });
const dips = (moves: readonly BandMove[], actions: readonly Action[] = [], until = 100) => dipsOf({ moves, actions, watchedUntil: () => day(until) }).map((dip) => ({ at: (dip.at - start) / dayMs, from: dip.from, to: dip.to, responded: responseDays(dip), kind: dip.response?.kind, recovered: recoveryDays(dip) }));

describe("dips", () => {
  test("a fall, what was done first after it, and when the band was back", () => {
    expect(dips([move(10, "green", "yellow"), move(30, "yellow", "green")], [action(5), action(13, "plan_opened"), action(20)])).toEqual([{ at: 10, from: "green", to: "yellow", responded: 3, kind: "plan_opened", recovered: 20 }]);
  });

  test("a fall in two steps is two dips, each over when what it left is reached again", () => {
    const moves = [move(10, "green", "yellow"), move(15, "yellow", "red"), move(20, "red", "yellow"), move(40, "yellow", "green")];
    expect(dips(moves).map(({ from, to, recovered }) => [from, to, recovered])).toEqual([["green", "yellow", 30], ["yellow", "red", 5]]);
  });

  test("what was done after it was over is no response to it", () => {
    expect(dips([move(10, "green", "yellow"), move(12, "yellow", "green")], [action(14)])).toMatchObject([{ responded: null, recovered: 2 }]);
  });

  test("a band that can't be told neither begins nor ends a dip", () => {
    const moves = [move(1, "unknown", "red"), move(10, "red", "green"), move(20, "green", "unknown"), move(30, "unknown", "red"), move(40, "red", "green"), move(50, "green", "red"), move(55, "red", "unknown"), move(60, "unknown", "green")];
    expect(dips(moves)).toMatchObject([{ at: 50, recovered: 10 }]);
  });

  test("nothing is told of what came after an account was watched", () => {
    expect(dips([move(10, "green", "red"), move(50, "red", "green"), move(60, "green", "red")], [action(55)], 40)).toMatchObject([{ at: 10, responded: null, recovered: null }]);
  });
});

describe("times", () => {
  const times = (moves: readonly BandMove[], actions: readonly Action[] = [], until = 100) => responseTimes(dipsOf({ moves, actions, watchedUntil: () => day(until) }));

  test("the median counts who isn't back yet", () => {
    // Two came back after 10 and 20 days, two have been waiting for 90: half are back after 20 to 90, not after 15.
    const moves = ["a", "b", "c", "d"].map((account) => move(10, "green", "red", account));
    const back = [move(20, "red", "green", "a"), move(30, "red", "green", "b")];
    const { recovery, dips: count } = times([...moves, ...back]);
    expect([count, recovery.happened]).toEqual([4, 2]);
    expect(recovery.medianDays === null || recovery.medianDays >= 20).toBe(true);
    expect(times(moves).recovery).toMatchObject({ happened: 0, medianDays: null, withinWeek: 0 });
  });

  test("who recovers before anybody acts waits no longer", () => {
    expect(times([move(10, "green", "red"), move(12, "red", "green")], [action(50)])).toMatchObject({ byThemselves: 1, response: { happened: 0, medianDays: null } });
  });

  test("without dips nothing can be told", () => {
    expect(times([])).toMatchObject({ dips: 0, response: { happened: 0, medianDays: null, withinWeek: null } });
  });
});

const bandPath = fc.array(fc.constantFrom(...bands), { minLength: 1, maxLength: 30 }).map((path) => path.slice(1).flatMap((to, place) => (to === path[place] ? [] : [move(place + 1, path[place] as Band, to)])));
const someActions = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(...actionKinds)), { maxLength: 20 }).map((all) => all.map(([at, kind]) => action(at, kind)));

test("every dip is a fall, is responded to within its time, and ends where a band at least as good is found", () => {
  fc.assert(
    fc.property(bandPath, someActions, (moves, actions) => {
      const found = dipsOf({ moves, actions, watchedUntil: () => day(60) });
      const falls = moves.filter(({ from, to }) => from !== "unknown" && to !== "unknown" && bands.indexOf(to) < bands.indexOf(from));
      expect(found.map(({ at }) => at)).toEqual(falls.map(({ at }) => at));
      for (const dip of found) {
        if (dip.response) expect(dip.response.at >= dip.at && dip.response.at < (dip.recoveredAt ?? Infinity)).toBe(true);
        const between = moves.filter(({ at }) => at > dip.at && at < (dip.recoveredAt ?? Infinity));
        expect(between.every(({ to }) => to === "unknown" || bands.indexOf(to) < bands.indexOf(dip.from))).toBe(true);
      }
    }),
  );
});

test("to watch longer takes no response and no recovery away", () => {
  fc.assert(
    fc.property(bandPath, someActions, fc.integer({ min: 0, max: 40 }), (moves, actions, until) => {
      const at = (end: number) => new Map(dipsOf({ moves, actions, watchedUntil: () => day(end) }).map((dip) => [dip.at, dip]));
      const later = at(until + 20);
      for (const [begun, dip] of at(until)) {
        expect(later.get(begun)?.recoveredAt).toBe(dip.recoveredAt ?? later.get(begun)?.recoveredAt);
        if (dip.response) expect(later.get(begun)?.response).toEqual(dip.response);
      }
    }),
  );
});
