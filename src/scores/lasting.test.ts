import { describe, expect, test } from "vitest";
import { metricSchema } from "../metrics/schema.ts";
import type { MetricOf } from "../metrics/schema.ts";
import { dayMs } from "../lib/zone.ts";
import { after, dueState, measurementEnds, pulseEnds } from "./lasting.ts";

const zone = "Europe/Berlin";
const day = (days: number): number => Date.UTC(2026, 0, 1, 11) + days * dayMs;
const pulse = metricSchema.parse({ kind: "pulse" }) as MetricOf<"pulse">;
const manual = metricSchema.parse({ kind: "manual", measurement: "m", due: "30d" }) as MetricOf<"manual">;

describe("how long a word counts", () => {
  test("days keep the time on the wall, hours don't", () => {
    // Clocks go forward on 29 March 2026.
    expect(after(Date.UTC(2026, 2, 28, 11), { days: 2 }, zone)).toBe(Date.UTC(2026, 2, 30, 10));
    expect(after(Date.UTC(2026, 2, 28, 11), { hours: 48 }, zone)).toBe(Date.UTC(2026, 2, 30, 11));
  });

  test.each([
    ["120 days", undefined, 120],
    ["30 days after another owner came", 10, 40],
    ["no longer for it", 100, 120],
    ["as ever, when the owner came before it", -5, 120],
  ])("a pulse: %s", (_name, ownerChanged, ends) => {
    const at = pulseEnds(day(0), pulse, { ownerChanged: ownerChanged === undefined ? undefined : day(ownerChanged), zone });
    expect(Math.round((at - day(0)) / dayMs)).toBe(ends);
  });

  test("a typed-in value: twice its interval, or what the metric says", () => {
    expect(Math.round((measurementEnds(day(0), manual, zone) - day(0)) / dayMs)).toBe(60);
    expect(Math.round((measurementEnds(day(0), { ...manual, max_age: { days: 45 } }, zone) - day(0)) / dayMs)).toBe(45);
  });
});

test.each([
  [-1, 30, "overdue"],
  [0, 30, "due"],
  [7, 30, "due"],
  [7.1, 30, "current"],
  [3, 7, "due"],
  [4, 7, "current"],
])("due in %s days, every %s days: %s", (inDays, interval, state) => {
  expect(dueState(day(inDays), { days: interval }, day(0))).toBe(state);
});
