import { describe, expect, test } from "vitest";
import { isOverdue, isReviewDue, openSteps, overdueSteps, reviewDueOn } from "./due.ts";
import { improvement } from "./improvement.ts";
import type { PlanStep, Standing } from "./plan.ts";
import { planTemplateSchema, stepsOf } from "./template.ts";

const zone = "America/New_York";
const step = (id: string, due: string, state: PlanStep["state"] = "open"): PlanStep => ({ id, text: id, owner: "ann", due, state });

describe("late steps", () => {
  test.each([
    ["the day before", "2026-03-09", false],
    ["on the day itself", "2026-03-10", false],
    ["the day after", "2026-03-11", true],
  ])("%s", (_name, today, late) => {
    expect([isOverdue(step("a", "2026-03-10"), today), isOverdue(step("a", "2026-03-10", "done"), today)]).toEqual([late, false]);
  });

  test("come with the earliest first, and from open plans alone", () => {
    const steps = [step("b", "2026-03-12"), step("a", "2026-03-01"), step("c", "2026-02-01", "dropped")];
    expect(openSteps({ state: "open", steps }).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(overdueSteps({ state: "open", steps }, "2026-03-10").map(({ id }) => id)).toEqual(["a"]);
    expect(overdueSteps({ state: "done", steps }, "2026-03-10")).toEqual([]);
  });
});

describe("the weekly review", () => {
  // 20:30 in New York, when it is the next day already in London.
  const startedAt = Date.parse("2026-03-03T01:30:00Z");
  const review = (at: string) => ({ id: at, at: Date.parse(at), author: "max", note: "", score: 30, band: "red" as const });

  test("is due a week after the start, by the calendar of the zone, also when clocks change meanwhile", () => {
    expect(reviewDueOn({ startedAt, reviews: [] }, zone)).toBe("2026-03-09");
    const plan = { state: "open" as const, startedAt, reviews: [] };
    expect(["2026-03-08", "2026-03-09"].map((today) => isReviewDue(plan, { today, zone }))).toEqual([false, true]);
    expect(isReviewDue({ ...plan, state: "done" }, { today: "2026-04-01", zone })).toBe(false);
  });

  test("is due a week after the last one", () => {
    expect(reviewDueOn({ startedAt, reviews: [review("2026-03-06T15:00:00Z"), review("2026-03-13T15:00:00Z")] }, zone)).toBe("2026-03-20");
  });
});

test.each<[string, Standing, Standing, string, number | null]>([
  ["a better band counts, whatever the points", { score: 39.9, band: "red" }, { score: 43.1, band: "yellow" }, "better", 3.2],
  ["a worse band counts", { score: 41, band: "yellow" }, { score: 36, band: "red" }, "worse", -5],
  ["in the same band points count", { score: 20, band: "red" }, { score: 31, band: "red" }, "better", 11],
  ["less than a point is nothing", { score: 20, band: "red" }, { score: 20.9, band: "red" }, "same", 0.9],
  ["what isn't known can't be compared", { score: 20, band: "red" }, { score: null, band: "unknown" }, "unknown", null],
])("%s", (_name, start, now, verdict, points) => {
  const found = improvement(start, now);
  expect(found.verdict).toBe(verdict);
  if (points === null) expect(found.points).toBeNull();
  else expect(found.points).toBeCloseTo(points, 9);
});

test("a template becomes steps with owners and days", () => {
  const template = planTemplateSchema.parse({ name: "Win back", steps: [{ text: "Call", days: 2 }, { text: "Decide", role: "manager", days: 30 }] });
  expect(stepsOf(template, { owner: "csm-1", today: "2026-02-27" })).toEqual([{ text: "Call", owner: "csm-1", due: "2026-03-01" }, { text: "Decide", owner: "manager", due: "2026-03-29" }]);
});
