import { expect, test } from "vitest";
import { dayTicks, leftAfter, stepPath, stepScale } from "./steps.ts";

const steps = [{ days: 10, left: 0.75 }, { days: 30, left: 0.5 }];
const scale = stepScale(100, { width: 120, height: 120, left: 10, right: 10, top: 10, bottom: 10 });

test("a curve falls at its steps and ends where watching ends", () => {
  expect(stepPath(steps, 60, scale)).toBe("M10 10H20V35H40V60H70");
  expect(stepPath([], 60, scale)).toBe("M10 10H70");
});

test.each([[0, 1], [9.9, 1], [10, 0.75], [60, 0.5], [61, undefined]])("after %s days %s are left", (days, left) => {
  expect(leftAfter(steps, days, 60)).toBe(left);
});

test.each([[6, 7, 1], [90, 7, 30], [365, 7, 90]])("%s days have at most %s ticks, every %s days", (most, count, step) => {
  const ticks = dayTicks(most);
  expect(ticks.length).toBeLessThanOrEqual(count);
  expect((ticks[1] ?? 0) - (ticks[0] ?? 0)).toBe(step);
});
