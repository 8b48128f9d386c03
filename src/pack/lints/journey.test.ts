import { describe, expect, test } from "vitest";
import { findingsOf, packWith, placesOf, soundSections } from "../../../test/support/pack.ts";

const metrics = { ...soundSections.metrics, steps: { kind: "milestones", milestones: { a: { events: ["a"] } } }, logins: { kind: "count", window: "30d" } };
const withStages = (...stages: unknown[]): ReturnType<typeof packWith> => packWith({ metrics, journey: { stages } });
const often = { metric: "logins", over: 3 };

describe("stage-out-of-reach", () => {
  test.each([
    ["set by hand throughout", [{ id: "a" }, { id: "b" }], []],
    ["by the exit before it", [{ id: "a", exit: { when: often } }, { id: "b" }], []],
    ["by its entry", [{ id: "a" }, { id: "b", enter: { when: often } }], []],
    ["by activities alone", [{ id: "a", activities: [{ id: "call", role: "cs", events: ["call"] }] }, { id: "b" }], []],
    ["a gap", [{ id: "a", exit: { when: often } }, { id: "b" }, { id: "c" }], ["journey.stages.2.id"]],
    ["entered from one that nobody reaches", [{ id: "a", exit: { when: often } }, { id: "b" }, { id: "c" }, { id: "d", enter: { from: ["c"], when: often } }], ["journey.stages.2.id", "journey.stages.3.id"]],
    ["of lost accounts", [{ id: "a", exit: { when: often } }, { id: "b" }, { id: "lost", lost: true }], []],
  ])("%s", (_name, stages, places) => {
    expect(placesOf(findingsOf("stage-out-of-reach", withStages(...stages)))).toEqual(places);
  });

  test("in a line of business, at its place", () => {
    const pack = packWith({ metrics, journey: { lines: { crm: { stages: [{ id: "a", exit: { when: often } }, { id: "b" }, { id: "c" }] } } } });
    expect(findingsOf("stage-out-of-reach", pack)).toEqual([
      { path: ["journey", "lines", "crm", "stages", 2, "id"], message: "no criterion leads to stage `c`", help: "give it an `enter`, or the stage before it an `exit` (`b`)" },
    ]);
  });
});

describe("criterion-never-holds", () => {
  test.each([
    ["a share in percent", { metric: "steps", at_least: 75 }, "steps is never at least 75"],
    ["a count under zero", { metric: "logins", under: 0 }, "logins is never under 0"],
    ["two comparisons", { all: [{ metric: "logins", over: 5 }, { metric: "logins", under: 5 }] }, "logins can't be over 5 and under 5"],
    ["two that meet in a point", { all: [{ metric: "logins", at_least: 5 }, { metric: "logins", at_most: 5 }] }, undefined],
    ["one of two", { any: [{ metric: "logins", over: 5 }, { metric: "logins", under: 5 }] }, undefined],
    ["values that aren't there", { metric: "steps", is: [2, 3] }, "steps is never 2 or 3"],
    ["the whole of a share", { metric: "steps", at_least: 1 }, undefined],
    ["contracts", { all: [{ contract: "days_to_renewal", between: [0, 30] }, { contract: "days_to_renewal", over: 90 }] }, "days_to_renewal can't be between 0 and 30 and over 90"],
  ])("%s", (_name, when, clash) => {
    const found = findingsOf("criterion-never-holds", withStages({ id: "a", exit: { when } }, { id: "b" }));
    expect(found.map(({ message }) => message)).toEqual(clash === undefined ? [] : [`nothing can lead from stage \`a\` to \`b\`: ${clash}`]);
  });

  test("an exit against the entry of the next stage", () => {
    const pack = withStages({ id: "a", exit: { when: { metric: "logins", under: 2 } } }, { id: "b", enter: { when: { metric: "logins", over: 9 } } });
    expect(findingsOf("criterion-never-holds", pack)).toMatchObject([{ message: "nothing can lead from stage `a` to `b`: logins can't be under 2 and over 9" }]);
  });
});

test("expected-after-stuck", () => {
  expect(findingsOf("expected-after-stuck", withStages({ id: "a", expected: "60d", stuck: "30d" }, { id: "b", expected: "30d", stuck: "30d" }))).toMatchObject([
    { path: ["journey", "stages", 0, "stuck"], message: "stage `a` is expected to take 60d, and stuck after 30d already" },
  ]);
});

test("the default journey is sound", () => {
  const pack = packWith({ journey: { based_on: "default" } });
  expect((["stage-out-of-reach", "criterion-never-holds", "expected-after-stuck"] as const).flatMap((code) => findingsOf(code, pack))).toEqual([]);
});
