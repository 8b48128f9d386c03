import { describe, expect, test } from "vitest";
import { dwellText } from "./dwell.ts";
import { rawText, scaleShape } from "./scale.ts";

test.each([
  ["1d", "1 day"],
  ["P2D", "2 days"],
  ["PT12H", "12 hours"],
  ["8w", "8 weeks"],
  ["0d", undefined],
  ["P1DT2H", "P1DT2H"],
])("a dwell of %s is %s", (dwell, text) => {
  expect(dwellText(dwell)).toBe(text);
});

test.each([
  [0.35, "share", null, "35%"],
  [-0.15, "change", null, "−15 %"],
  [14, "days", null, "14 days"],
  [1, "days", null, "1 day"],
  [8, "number", "MB per seat", "8 MB per seat"],
] as const)("%d as %s in %s is %s", (value, quantity, unit, text) => {
  expect(rawText(value, { quantity, unit }, "en")).toBe(text);
});

describe("a scale", () => {
  const size = { width: 124, height: 100 };
  test("is linear between its anchors and level beyond them", () => {
    expect(scaleShape([[0, 0], [10, 100]], false, size).path).toBe("M0 100L12 100L112 0H124");
  });

  test("of steps climbs at each of them", () => {
    expect(scaleShape([[0, 0], [10, 100]], true, size).path).toBe("M0 100H12V100H112V0H124");
  });
});
