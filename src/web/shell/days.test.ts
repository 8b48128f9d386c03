import { expect, test } from "vitest";
import { dayBefore, dayIn } from "./days.ts";

test.each([
  ["2026-03-30", 1, "2026-03-29"],
  ["2026-03-01", 365, "2025-03-01"],
  ["2026-03-30T14:00:00Z", 7, "2026-03-23"],
])("%s less %d days is %s", (date, days, before) => {
  expect(dayBefore(date, days)).toBe(before);
});

test.each([
  ["Asia/Kolkata", "2026-03-29T18:31:00Z", "2026-03-30"],
  ["America/New_York", "2026-03-29T03:00:00Z", "2026-03-28"],
])("in %s it is at %s already %s", (zone, instant, day) => {
  expect(dayIn(zone, Date.parse(instant))).toBe(day);
});
