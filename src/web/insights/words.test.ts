import { describe, expect, test } from "vitest";
import { intervalText, pairsText, shortValue, twoDigits } from "./words.ts";

describe("words of insights", () => {
  test("an AUC is told as pairs, with its interval", () => {
    expect(pairsText({ value: 0.79, low: 0.711, high: 0.86 }, 90)).toBe("Take one who stayed and one who left: 90 days before the decision the one who stayed had the higher score in 79 of 100 such pairs (95 % interval 71 to 86). Luck alone gives 50.");
    expect(pairsText({ value: null, low: null, high: null }, 90)).toBe("There is nothing to compare.");
  });

  test("numbers that can't be told are dashes", () => {
    expect([intervalText({ value: 0.5, low: 0.25, high: 0.75 }, twoDigits), intervalText({ value: null, low: null, high: null }, twoDigits), intervalText({ value: -0.5, low: null, high: null }, twoDigits)]).toEqual(["0.50 (0.25 to 0.75)", "–", "−0.50"]);
    expect([shortValue(null), shortValue(1234.5), shortValue(0.71449), shortValue(-2)]).toEqual(["–", "1235", "0.714", "−2"]);
  });
});
