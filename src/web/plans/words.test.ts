import { expect, test } from "vitest";
import type { PlanAnswer } from "../../contract/plan.ts";
import { writerFor } from "../words/writer.ts";
import { dayDistance, withTick } from "./words.ts";

const write = writerFor({ locale: "en", zone: "UTC" }, { zone: "UTC" });

test.each([
  ["2026-06-01", "today"],
  ["2026-06-02", "tomorrow"],
  ["2026-05-30", "2 days ago"],
  ["2026-06-20", "in 2 weeks"],
])("%s is %s", (day, text) => {
  expect(dayDistance(write, day, "2026-06-01")).toBe(text);
});

test("a tick is shown before the answer is there, and taken back by another", () => {
  const step = (id: string, due: string, isOverdue: boolean) => ({ id, text: id, owner: "a", due, state: "open" as const, isOverdue, doneAt: null, doneBy: null });
  const plan = { steps: [step("a", "2026-05-01", true), step("b", "2026-06-09", false)], overdueSteps: 1, nextDue: "2026-05-01" } as unknown as PlanAnswer;
  const ticked = withTick(plan, "a", "2026-06-01");
  expect(ticked).toMatchObject({ overdueSteps: 0, nextDue: "2026-06-09", steps: [{ state: "done", isOverdue: false }, { state: "open" }] });
  expect(withTick(ticked, "a", "2026-06-01")).toEqual(plan);
});
