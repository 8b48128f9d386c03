import { describe, expect, test } from "vitest";
import { dayNumber, wallClock } from "./wall-time.ts";
import { dateInstant, dayMs, hourMs } from "./zone.ts";

describe("days of the calendar", () => {
  test("agree with the platform's calendar for every day of four centuries", () => {
    for (let day = Math.round(Date.UTC(1800, 0, 1) / dayMs); day < Date.UTC(2201, 0, 1) / dayMs; day += 1) {
      const date = new Date(day * dayMs);
      expect(dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(day);
    }
  });

  test.each([
    [2023, 2, 29], [1900, 2, 29], [2024, 4, 31], [2024, 13, 1], [2024, 0, 1], [2024, 1, 0], [0, 1, 1], [10_000, 1, 1], [Number.NaN, 1, 1],
  ])("there is no %i-%i-%i", (year, month, day) => {
    expect(dayNumber(year, month, day)).toBeNaN();
  });
});

describe("wall-clock times", () => {
  const at = (zone: string, [year, month, day]: [number, number, number], hours: number) => wallClock(zone)(dayNumber(year, month, day), hours * hourMs);

  test.each(["UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago"])("midnights of %s", (zone) => {
    for (const date of ["2026-01-31", "2026-03-29", "2026-03-30", "2026-09-06", "2026-10-04", "2026-10-25"]) {
      const [year, month, day] = date.split("-").map(Number) as [number, number, number];
      expect(at(zone, [year, month, day], 0)).toBe(dateInstant(date, zone));
    }
  });

  test("a skipped time moves forward by the gap", () => {
    expect(at("Europe/Berlin", [2026, 3, 29], 2.5)).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });

  test("of a time that comes twice the first is meant", () => {
    expect(at("Europe/Berlin", [2026, 10, 25], 2.5)).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  test("a half-hour zone", () => {
    expect(at("Asia/Kolkata", [2026, 1, 1], 5.5)).toBe(Date.UTC(2026, 0, 1));
  });
});
