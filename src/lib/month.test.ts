import { expect, test } from "vitest";
import { localMonth, monthStart, monthStartsBetween, yearsBefore } from "./month.ts";

const zone = "Europe/Berlin";
const at = (text: string): number => Date.parse(text);

test("a month begins at its local midnight, also where that is still the month before in UTC", () => {
  expect(monthStart(at("2026-03-31T22:00:00Z"), zone)).toBe(at("2026-03-31T22:00:00Z"));
  expect(monthStart(at("2026-03-31T21:59:59Z"), zone)).toBe(at("2026-02-28T23:00:00Z"));
  expect(localMonth(at("2026-03-31T22:00:00Z"), zone)).toBe("2026-04");
});

test("starts after the first instant, up to and with the last", () => {
  expect(monthStartsBetween(at("2026-01-31T23:00:00Z"), at("2026-03-31T22:00:00Z"), zone)).toEqual([at("2026-02-28T23:00:00Z"), at("2026-03-31T22:00:00Z")]);
  expect(monthStartsBetween(at("2026-01-10T00:00:00Z"), at("2026-01-20T00:00:00Z"), zone)).toEqual([]);
});

test("a year earlier is the same wall time; of a leap day the day before", () => {
  expect(yearsBefore(at("2026-07-01T10:00:00Z"), 1, zone)).toBe(at("2025-07-01T10:00:00Z"));
  expect(yearsBefore(at("2028-02-29T12:00:00Z"), 1, zone)).toBe(at("2027-02-28T12:00:00Z"));
});
