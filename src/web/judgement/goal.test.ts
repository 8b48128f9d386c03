import { expect, test } from "vitest";
import { emptyGoal, goalWishOf } from "./goal.ts";

const now = new Date("2026-03-01T12:00:00Z");
const draft = { ...emptyGoal, goal: " Reports ", measure: "reports a week", target: "10" };

test("a goal is sent as it was meant", () => {
  expect(goalWishOf(draft, now)).toEqual({ goal: "Reports", measure: "reports a week", target: 10 });
  expect(goalWishOf({ ...draft, baseline: "0", date: "2026-06-30", isReached: true, confirmedBy: "Eve" }, now)).toEqual({ goal: "Reports", measure: "reports a week", target: 10, baseline: 0, date: "2026-06-30T12:00:00Z", reached: "2026-03-01T12:00:00.000Z", confirmedBy: "Eve" });
  expect(goalWishOf({ ...draft, target: "1,5", baseline: "−2" }, now)).toMatchObject({ target: 1.5, baseline: -2 });
  expect(goalWishOf({ ...draft, confirmedBy: "Eve" }, now)).toEqual({ goal: "Reports", measure: "reports a week", target: 10 });
});

test.each([["no name", { goal: " " }], ["no measure", { measure: "" }], ["no target", { target: "" }], ["a target that is no number", { target: "ten" }], ["a target without end", { target: "Infinity" }], ["a baseline that is no number", { baseline: "few" }]])("%s isn't sent", (_name, over) => {
  expect(goalWishOf({ ...draft, ...over }, now)).toBeUndefined();
});
