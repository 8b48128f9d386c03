import { describe, expect, test } from "vitest";
import { curveOf, monthTicks, nearestPoint } from "./score-curve.ts";

const day = 86_400_000;
const box = { width: 110, height: 100, left: 10, right: 0, top: 0, bottom: 0 };
const at = (days: number, score: number | null) => ({ time: days * day, score });

describe("a curve", () => {
  test("runs from left to right, 0 to 100 from bottom to top", () => {
    expect(curveOf([at(0, 0), at(1, 50), at(2, 100)], [0, 2 * day], box).path).toBe("M10 100L60 50L110 0");
  });

  test("is interrupted by days without a score and by days that are missing", () => {
    expect(curveOf([at(0, 50), at(1, null), at(2, 50), at(3, 50), at(10, 50)], [0, 10 * day], box).path).toBe("M10 50h0M30 50L40 50M110 50h0");
  });

  test("a day of 25 hours is no gap", () => {
    expect(curveOf([at(0, 50), { time: day + 3_600_000, score: 50 }], [0, day + 3_600_000], box).path).not.toContain("h0");
  });
});

test.each([
  [0.4, 0],
  [0.6, 1],
  [-5, 0],
  [99, 2],
])("the point nearest to day %d is that of place %d", (days, place) => {
  expect(nearestPoint([at(0, 1), at(1, 1), at(2, 1)], days * day)).toBe(place);
});

test("of no points none is nearest", () => {
  expect(nearestPoint([], 0)).toBe(-1);
});

test("ticks are first days of months, no more than fit", () => {
  const year: [number, number] = [Date.UTC(2025, 10, 22), Date.UTC(2026, 10, 22)];
  expect(monthTicks(year, 4).map((time) => new Date(time).toISOString().slice(0, 10))).toEqual(["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"]);
  expect(monthTicks([Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 15)], 9).map((time) => new Date(time).toISOString().slice(0, 10))).toEqual(["2026-01-01", "2026-02-01"]);
});
