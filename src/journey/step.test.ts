import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, born, day, journeyOf, lineOver, seenOn, setsStage, stageOn, walk } from "../../test/support/journey.ts";
import { type LineState, stepLine } from "./step.ts";

const written = {
  stay: "3d",
  stages: [
    { id: "handover", activities: [{ id: "kick_off", name: "Kick-off", role: "cs", events: ["kick_off"] }] },
    { id: "onboarding", exit: { when: { metric: "a", at_least: 1 } } },
    { id: "adoption", exit: [{ when: { metric: "b", at_least: 10 } }, { when: { metric: "b", under: 2 }, to: "onboarding" }] },
    { id: "value" },
    { id: "renewal", enter: { from: ["adoption", "value"], when: { metric: "c", at_most: 90 } }, exit: { when: { metric: "c", over: 90 }, to: "value" } },
    { id: "churned", lost: true },
  ],
  milestones: [{ id: "used", when: { metric: "b", over: 4 } }, { id: "onboarded", when: { stage: ["adoption", "value"] } }],
};
const line = lineOver(journeyOf(written));
const stagesOf = (days: number, on: (count: number) => Day): string[] => walk(line, days, on).map((state) => stageOn(line, state) ?? "");
const movesOf = (state: LineState | undefined): string[] => (state?.moves ?? []).map(({ at, from, to, by }) => `${Math.ceil((at - day(0)) / 86_400_000)}: ${from ?? "-"}>${to} ${by}`);

describe("criteria", () => {
  test("a stage is left when its activities are done and its exit holds, and not before it has lasted", () => {
    expect(stagesOf(8, (count) => ({ done: { kick_off: 1 }, ...(count >= 3 && { metrics: { a: 1, b: 3 } }) }))).toEqual([
      "handover", "handover", "handover", "onboarding", "onboarding", "onboarding", "adoption", "adoption",
    ]);
  });

  test("what is unknown moves nobody", () => {
    expect(stagesOf(5, () => ({ done: { kick_off: -1 } })).at(-1)).toBe("onboarding");
  });

  test("of several ways that are open the furthest is taken", () => {
    expect(stagesOf(9, (count) => ({ done: { kick_off: -1 }, metrics: { a: 1, b: 10, c: count < 4 ? 200 : 30 } }))).toEqual([
      "value", "value", "value", "value", "renewal", "renewal", "renewal", "renewal", "renewal",
    ]);
  });

  test("back, when an exit leads there; that is recorded with what held", () => {
    const states = walk(line, 12, (count) => ({ done: { kick_off: -1 }, metrics: { a: count === 0 ? 1 : 0, b: count < 5 ? 3 : 1 } }));
    expect(movesOf(states.at(-1))).toEqual(["0: ->2 start", "5: 2>1 criteria"]);
    expect(states.at(-1)?.moves.at(-1)?.reason).toBe("b is under 2 (it is 1)");
  });

  test("it never flaps: criteria that change every day move an account at most once in the time that a stage lasts", () => {
    const states = walk(line, 30, (count) => ({ done: { kick_off: -1 }, metrics: { a: 1, b: count % 2 === 0 ? 1 : 3 } }));
    const moves = states.at(-1)?.moves ?? [];
    const gaps = moves.slice(2).map(({ at }, index) => (at - (moves[index + 1]?.at ?? 0)) / 86_400_000);
    expect(gaps.length).toBeGreaterThan(3);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3);
  });
});

describe("the beginning", () => {
  test("an account that has stages behind it passes them at once, and was under way", () => {
    const [first] = walk(line, 1, () => ({ done: { kick_off: -1 }, metrics: { a: 1, b: 3 } }));
    expect([stageOn(line, first), first?.wasUnderWay, movesOf(first)]).toEqual(["adoption", true, ["0: ->2 start"]]);
  });

  test("one that begins is not", () => {
    const [first] = walk(line, 1, () => ({}));
    expect([stageOn(line, first), first?.wasUnderWay, first?.since, first?.startedAt]).toEqual(["handover", false, born, born]);
  });

  test("a customer for longer than the log tells was under way", () => {
    const seen = { ...seenOn(line, {}, day(0)), customerSince: day(-400) };
    expect(stepLine(line, undefined, seen)).toMatchObject({ wasUnderWay: true, startedAt: day(-400) });
  });

  test("a circle of exits comes to an end", () => {
    const circle = lineOver(journeyOf({ stages: [{ id: "x", exit: { when: { metric: "a", over: 0 } } }, { id: "y", exit: { when: { metric: "a", over: 0 }, to: "x" } }] }));
    expect(stageOn(circle, walk(circle, 1, () => ({ metrics: { a: 1 } }))[0])).toBe("y");
  });
});

describe("what a person sets", () => {
  const ready: Day = { done: { kick_off: -1 }, metrics: { a: 1, b: 3 } };

  test("counts at once, with reason and author, and from its own time on", () => {
    const state = walk(line, 4, () => ({ ...ready, set: [setsStage("s1", "value", 2)] })).at(-1);
    expect(state).toMatchObject({ stage: 3, since: day(2) + 43_200_000, moves: [{}, { by: "person", reason: "as agreed", author: "mara" }] });
  });

  test("criteria that already pointed elsewhere don't undo it; new ones move on", () => {
    const on = (count: number): Day => ({ done: { kick_off: -1 }, metrics: { a: 1, b: count < 20 ? 3 : 12 }, set: [setsStage("s1", "onboarding", 2)] });
    // The exit of onboarding held when the account was put back there, so it says nothing new.
    expect(stagesOf(30, on).slice(2)).toEqual(["adoption", ...Array.from({ length: 27 }, () => "onboarding")]);
    const reset = (count: number): Day => ({ ...on(count), metrics: { a: count === 12 ? 0 : 1, b: 3 } });
    expect(movesOf(walk(line, 30, reset).at(-1))).toEqual(["0: ->2 start", "3: 2>1 person", "13: 1>2 criteria"]);
  });

  test("withdrawn, the account goes back where it was", () => {
    const state = walk(line, 10, (count) => ({ ...ready, set: count < 6 ? [setsStage("s1", "value", 2)] : [] })).at(-1);
    expect(movesOf(state)).toEqual(["0: ->2 start", "3: 2>3 person", "6: 3>2 withdrawn"]);
  });

  test("withdrawn after the account has moved on, it stays", () => {
    const on = (count: number): Day => ({ ...ready, metrics: { a: 1, b: 3, c: count < 6 ? 100 : 30 }, set: count < 9 ? [setsStage("s1", "value", 2)] : [] });
    expect(movesOf(walk(line, 12, on).at(-1))).toEqual(["0: ->2 start", "3: 2>3 person", "6: 3>4 criteria"]);
  });

  test("a lost account isn't brought back by a word", () => {
    const on = (count: number): Day => ({ ...ready, isCustomer: count < 3, set: [setsStage("s1", "value", 5)] });
    expect(stagesOf(9, on).slice(2)).toEqual(["adoption", ...Array.from({ length: 6 }, () => "churned")]);
  });
});

test("lost accounts are at the end at once", () => {
  const state = walk(line, 12, (count) => ({ metrics: { a: 1 }, isCustomer: count < 4 || count > 7 })).at(-1);
  expect(movesOf(state)).toEqual(["0: ->0 start", "4: 0>5 lost", "8: 5>0 returned"]);
});

test.each([
  ["a short gap go on where they were", 30, 2],
  ["a long one begin anew", 70, 0],
])("accounts that return after %s", (_name, gap, place) => {
  const state = walk(line, gap + 6, (count) => ({ done: { kick_off: -1 }, metrics: { a: 1, b: 3 }, isCustomer: count < 4 || count >= 4 + gap })).at(-1);
  expect(state?.moves.find(({ by }) => by === "returned")?.to).toBe(place);
});

test("milestones are kept for ever, at the first midnight on which they held", () => {
  const state = walk(line, 9, (count) => ({ done: { kick_off: -1 }, metrics: { a: 1, b: count === 2 ? 5 : 3 } })).at(-1);
  expect(state?.milestones).toEqual([day(2), day(0)]);
});

describe("properties", () => {
  const days = fc.array(
    fc.record({
      metrics: fc.record({ a: fc.constantFrom(0, 1), b: fc.integer({ min: 0, max: 12 }), c: fc.constantFrom(30, 200) }, { requiredKeys: [] }),
      done: fc.constantFrom<Day["done"]>({}, { kick_off: 1 }),
      isCustomer: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  );
  const hand = fc.array(fc.record({ stage: fc.constantFrom("onboarding", "value", "renewal"), on: fc.integer({ min: 0, max: 40 }) }), { maxLength: 3 });

  test("a state is what the days before it make, whatever comes later, and no stage that criteria chose is left before its time", () => {
    fc.assert(
      fc.property(days, hand, fc.nat(), (all, set, cut) => {
        const events = set.map(({ stage, on }, index) => setsStage(`s${index}`, stage, on)).sort((left, right) => left.time - right.time);
        const on = (count: number): Day => ({ ...all[count], set: events }) as Day;
        const states = walk(line, all.length, on);
        const until = 1 + (cut % all.length);
        expect(walk(line, until, (count) => ({ ...on(count), set: events.filter(({ time }) => time < day(until - 1)) }))).toEqual(states.slice(0, until));
        const moves = states.at(-1)?.moves ?? [];
        moves.forEach((move, index) => {
          if (move.by === "criteria") expect(move.at - (moves[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(3 * 86_400_000);
        });
      }),
    );
  });
});
