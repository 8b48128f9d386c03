import { describe, expect, test } from "vitest";
import { type Day, day, journeyOf, lineOver, sightOf, walk } from "../../test/support/journey.ts";
import { type StatusAt, statusOf } from "./status.ts";

const line = lineOver(
  journeyOf({
    stages: [
      {
        id: "onboarding",
        expected: "10d",
        stuck: "20d",
        exit: { when: { all: [{ metric: "a", at_least: 3 }, { metric: "b", is: 1 }] } },
        activities: [
          { id: "call", name: "Kick-off call", role: "onboarding", events: ["call"], due: "5d" },
          { id: "training", role: "onboarding", events: ["training"], counts: "in_stage" },
          { id: "gift", role: "marketing", events: ["gift"], required: false },
        ],
      },
      { id: "adoption" },
      { id: "gone", lost: true },
    ],
  }),
);

function statusOn(days: number, what: Day): StatusAt {
  const states = walk(line, days + 1, () => what);
  return statusOf(line, states.at(-1)!, sightOf(line, what, day(days)));
}

describe("status", () => {
  test.each([
    [4, {}, "on_track", []],
    [6, {}, "behind", ["Kick-off call is overdue (onboarding)", "training is not done (onboarding)", "waits until a is at least 3 (missing: never_seen)", "waits until b is 1 (missing: never_seen)"]],
    [6, { done: { call: 1 } }, "on_track", []],
    [12, { done: { call: 1, training: 2 }, metrics: { a: 2, b: 1 } }, "behind", ["13 days in the stage, expected at most 10", "waits until a is at least 3 (it is 2)"]],
    [25, { done: { call: 1, training: 2 }, metrics: { a: 2, b: 1 } }, "stuck", ["26 days in the stage, stuck from 20", "waits until a is at least 3 (it is 2)"]],
    [25, { isCustomer: false }, null, []],
  ] as const)("after %s days with %j: %s", (days, what, status, reasons) => {
    expect(statusOn(days, what)).toMatchObject({ status, reasons });
  });

  test("an activity that counts in the stage alone isn't fulfilled by an earlier one", () => {
    const { activities } = statusOn(3, { done: { call: -9, training: -9 } });
    expect(activities.map(({ id, done }) => [id, done])).toEqual([["call", day(-9)], ["training", undefined], ["gift", undefined]]);
  });
});
