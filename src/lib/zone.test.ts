import { assert, constantFrom, integer, property } from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { dateInstant, hourMs, localDate, localDay, localMidnight, midnightsBetween, shiftDays } from "./zone.ts";

describe("windows keep local wall time", () => {
  test.each([
    ["an ordinary day", "Europe/Berlin", "2026-02-10", 24],
    ["the day that loses an hour", "Europe/Berlin", "2026-03-30", 23],
    ["the day that gains an hour", "Europe/Berlin", "2026-10-26", 25],
    ["a half-hour zone", "Asia/Kolkata", "2026-03-30", 24],
    ["a zone that shifts by half an hour", "Australia/Lord_Howe", "2026-10-05", 23.5],
  ])("%s in %s", (_name, zone, date, hours) => {
    const asOf = dateInstant(date, zone);
    expect(asOf - shiftDays(asOf, -1, zone)).toBe(hours * hourMs);
  });

  test("a day that starts at 01:00, because the clocks skip midnight, is a whole day away from its neighbours", () => {
    const zone = "America/Santiago";
    const skipped = dateInstant("2026-09-06", zone);
    expect(new Date(skipped).toISOString()).toBe("2026-09-06T04:00:00.000Z");
    expect(shiftDays(skipped, -1, zone)).toBe(dateInstant("2026-09-05", zone));
    expect(shiftDays(skipped, 1, zone)).toBe(dateInstant("2026-09-07", zone));
    expect(shiftDays(dateInstant("2026-09-07", zone), -1, zone)).toBe(skipped);
  });

  test("a leap day is one day", () => {
    const asOf = dateInstant("2024-03-01", "UTC");
    expect(localDate(shiftDays(asOf, -1, "UTC"), "UTC")).toBe("2024-02-29");
  });
});

test("a day later is the same wall time, as the calendar itself says it, in any zone", () => {
  const zones = constantFrom("UTC", "Europe/Berlin", "Asia/Kolkata", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca");
  const hour = integer({ min: Date.UTC(2010, 0) / hourMs, max: Date.UTC(2030, 0) / hourMs });
  const shift = integer({ min: -400, max: 400 });
  assert(
    property(zones, hour, constantFrom(0, 1, 1_234_567), shift, (zone, hours, rest, days) => {
      const from = Temporal.Instant.fromEpochMilliseconds(hours * hourMs + rest).toZonedDateTimeISO(zone);
      const to = from.add({ days });
      expect(shiftDays(from.epochMilliseconds, days, zone)).toBe((from.equals(from.startOfDay()) ? to.startOfDay() : to).epochMilliseconds);
    }),
    { numRuns: 1000 },
  );
});

describe("midnights", () => {
  test("both ends count, and each is the start of its local day", () => {
    const zone = "Asia/Kolkata";
    const from = dateInstant("2026-01-01", zone);
    const days = midnightsBetween(from, dateInstant("2026-01-04", zone), zone);
    expect(days.map((day) => localDate(day, zone))).toEqual(["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"]);
    expect(days.every((day) => localMidnight(day, zone) === day)).toBe(true);
  });

  test("a start within a day begins at the next midnight", () => {
    const from = dateInstant("2026-01-01", "UTC");
    expect(midnightsBetween(from + 1, from + 1, "UTC")).toEqual([]);
  });

  test("the local day number follows the local date, not UTC", () => {
    const late = Date.UTC(2026, 0, 1, 20);
    expect(localDay(late, "Asia/Kolkata") - localDay(late, "UTC")).toBe(1);
  });
});
