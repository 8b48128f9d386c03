import { describe, expect, test } from "vitest";
import { pathTexts, timeText } from "./stage-words.ts";

const days = (count: number): string => `${count} days`;

describe("a stage in words", () => {
  test("how one comes in and out", () => {
    expect(pathTexts({ isLost: false, enters: "Plan is pro", leaves: [{ when: "Active share of seats is at least 60 %", to: null }, { when: "Seats are 0", to: "Onboarding" }] })).toEqual(["Begins when Plan is pro.", "Leads to the next when Active share of seats is at least 60 %.", "Leads to Onboarding when Seats are 0."]);
    expect(pathTexts({ isLost: false, enters: null, leaves: [] })).toEqual(["Follows once the stage before it can be left."]);
    expect(pathTexts({ isLost: true, enters: null, leaves: [] })).toEqual(["Who is no customer any more is here."]);
  });

  test.each([
    [60, 120, "Should take at most 60 days; stuck from 120 days on"],
    [null, 90, "Stuck from 90 days on"],
    [null, null, undefined],
  ])("that should take %s days and is stuck from %s on", (expectedDays, stuckDays, text) => {
    expect(timeText({ expectedDays, stuckDays }, days)).toBe(text);
  });
});
