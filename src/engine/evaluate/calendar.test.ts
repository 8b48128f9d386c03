import { describe, expect, test } from "vitest";
import { dateInstant, dayMs } from "../../lib/zone.ts";
import { midnightAfter, nextSweep, settleMs, settledMidnight, stretchesOf } from "./calendar.ts";
import { Pace } from "./pace.ts";

const zone = "Europe/Berlin";
const midnight = dateInstant("2026-03-29", zone);

test("a midnight is settled a moment after it struck", () => {
  expect(settledMidnight(midnight + settleMs - 1, zone)).toBe(midnight - dayMs);
  expect(settledMidnight(midnight + settleMs, zone)).toBe(midnight);
});

test.each([
  ["a moment before midnight", midnight - 1, midnight],
  ["midnight itself, which only the next one sees", midnight, midnight + 23 * 3_600_000],
  ["noon of the day on which clocks are put forward", midnight + 12 * 3_600_000, midnight + 23 * 3_600_000],
])("what happened at %s is first seen by the midnight after it", (_name, time, expected) => {
  expect(midnightAfter(time, zone)).toBe(expected);
});

test("everyone is looked at again in the second half of the hour, spread over it", () => {
  const waits = Array.from({ length: 1000 }, (_, index) => nextSweep(`account ${index}`, midnight) - midnight);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_800_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(3_600_000);
  const quarters = [0, 1, 2, 3].map((quarter) => waits.filter((wait) => Math.floor((wait - 1_800_000) / 450_000) === quarter).length);
  expect(Math.min(...quarters)).toBeGreaterThan(150);
});

describe("accounts that need about as many days", () => {
  test("share one reading, and the many with one day don't pay for the few with a year", () => {
    const from = new Map([["today", midnight], ["today too", midnight], ["three", midnight - 2 * dayMs], ["four", midnight - 3 * dayMs], ["year", midnight - 365 * dayMs], ["none", midnight + 1]]);
    expect(stretchesOf(from, midnight)).toEqual([
      { from: midnight, accounts: ["today", "today too"] },
      { from: midnight - 3 * dayMs, accounts: ["three", "four"] },
      { from: midnight - 365 * dayMs, accounts: ["year"] },
    ]);
  });
});

test("pieces grow while they are quick and full, and shrink when they are slow", () => {
  const pace = new Pace({ least: 50, most: 1000 });
  const sizes: number[] = [];
  for (const [pieces, ms] of [[50, 10], [100, 10], [10, 1], [200, 400], [100, 100_000]] as const) {
    pace.took(pieces, ms, 200);
    sizes.push(pace.size);
  }
  expect(sizes).toEqual([100, 200, 200, 100, 50]);
});
