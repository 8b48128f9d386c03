import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CompanyGoal, goalProgress } from "./company-goal.ts";

const zone = "Europe/Berlin";
const goal = (over: Partial<CompanyGoal> = {}) => ({ measure: "share_red" as const, target: 0.05, due: "2026-03-31", baseline: 0.15, startedAt: Date.parse("2025-12-31T23:30:00Z"), ...over });
const at = (today: string, now: number | null, over: Partial<CompanyGoal> = {}) => goalProgress(goal(over), now, { today, zone });

describe("under 5 % at risk by March", () => {
  test.each([
    ["halfway in time and way", "2026-02-14", 0.1, "on_track", 0.5],
    ["halfway in time, a quarter of the way", "2026-02-14", 0.125, "behind", 0.25],
    ["there before the day", "2026-02-14", 0.04, "reached", 1.1],
    ["worse than at the start", "2026-01-10", 0.2, "behind", -0.5],
    ["on the day itself, not there", "2026-03-31", 0.06, "behind", 0.9],
    ["a day later", "2026-04-01", 0.06, "missed", 0.9],
    ["a day later, and there", "2026-04-01", 0.05, "reached", 1],
  ])("%s", (_name, today, now, status, way) => {
    const progress = at(today, now);
    expect(progress.status).toBe(status);
    expect(progress.way).toBeCloseTo(way, 2);
  });

  test("the line and the pace are told by local days", () => {
    const { expected, projected } = at("2026-02-15", 0.12);
    expect(expected).toBeCloseTo(0.15 - (0.1 * 45) / 89, 9);
    expect(projected).toBeCloseTo(0.15 - (0.03 * 89) / 45, 9);
    expect(at("2026-01-01", 0.15)).toMatchObject({ status: "on_track", projected: null });
  });

  test("what can't be measured, or couldn't be at the start, isn't guessed", () => {
    expect(at("2026-02-14", null)).toMatchObject({ status: "unknown", way: null, projected: null });
    expect(at("2026-02-14", 0.1, { baseline: null })).toEqual({ status: "unknown", way: null, expected: null, projected: null });
    expect(at("2026-02-14", 0.05, { baseline: null }).status).toBe("reached");
  });
});

test("more is better where it is: the same goal mirrored has the same status", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, fc.integer({ min: 1, max: 28 }), (target, baseline, now, day) => {
      const today = `2026-02-${String(day).padStart(2, "0")}`;
      const mirrored = at(today, 1 - now, { measure: "share_green", target: 1 - target, baseline: 1 - baseline });
      const told = at(today, now, { target, baseline });
      // Within a rounding of the ends either side may be told.
      if ([target, told.expected ?? target].every((end) => Math.abs(now - end) > 1e-6)) expect(mirrored.status).toBe(told.status);
    }),
  );
});
