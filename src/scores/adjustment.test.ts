import { describe, expect, test } from "vitest";
import { dateInstant, dayMs } from "../lib/zone.ts";
import { type Operation, type PersonalAdjustment, applyOperation, operationOf, personalOutcome } from "./adjustment.ts";
import { type Override, overrideAt, overrideExpires } from "./override.ts";

describe("one operation", () => {
  test.each<[number, Operation, number, number]>([
    [80, "multiply", 0.8, 64],
    [80, "add", -10, 70],
    [5, "add", -10, 0],
    [95, "add", 10, 100],
    [80, "cap", 60, 60],
    [50, "cap", 60, 50],
    [10, "floor", 20, 20],
    [50, "floor", 20, 50],
    [Number.NaN, "floor", 20, Number.NaN],
  ])("%d, %s %d: %d", (score, operation, amount, result) => {
    expect(applyOperation(score, operation, amount)).toBe(result);
  });

  test("an adjustment without one is a damaged model", () => {
    expect(() => operationOf({ id: "x" })).toThrow("adjustment `x` has none of multiply, add, cap, floor");
  });
});

test("a person's adjustment counts after it was set and until it expires", () => {
  const adjustment: PersonalAdjustment = { id: "1", operation: "add", amount: -5, reason: "acquired", author: "kim", time: 10, expires: 20 };
  expect([10, 11, 19, 20].map((asOf) => personalOutcome(adjustment, asOf))).toEqual([undefined, "applied", "applied", "expired"]);
});

describe("overrides", () => {
  const zone = "Europe/Berlin";
  const set = (day: number, more: Partial<Override> = {}): Override => ({ id: String(day), band: "red", reason: "because", author: "kim", time: day * dayMs, ...more });

  test("one that doesn't say lasts 30 local days", () => {
    expect(overrideExpires(set(0, { time: dateInstant("2026-03-20", zone) }), zone)).toBe(dateInstant("2026-04-19", zone));
  });

  test("the latest counts, and when it has expired no older one comes back", () => {
    const list = [set(1, { expires: 100 * dayMs }), set(5, { expires: 8 * dayMs })];
    const found = [1, 2, 6, 8].map((day) => overrideAt(list, day * dayMs, zone)?.id);
    expect(found).toEqual([undefined, "1", "5", undefined]);
  });
});
