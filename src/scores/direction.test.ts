import { describe, expect, test } from "vitest";
import { adjustmentDirection, opposite, resultDirection } from "./direction.ts";

describe("an adjustment", () => {
  test.each([
    ["multiply", 0.8, "lowers"],
    ["multiply", 1, "same"],
    ["multiply", 1.1, "raises"],
    ["add", -5, "lowers"],
    ["add", 0, "same"],
    ["add", 5, "raises"],
    ["cap", 100, "lowers"],
    ["floor", 0, "raises"],
  ] as const)("%s %s %s", (operation, amount, direction) => {
    expect(adjustmentDirection({ operation, amount })).toBe(direction);
  });
});

describe("from one result to another", () => {
  test.each([
    [80, "green", 80, "green", "same"],
    [80, "green", 80 + 1e-12, "green", "same"],
    [80, "green", 20, "red", "lowers"],
    [80, "green", 80, "yellow", "lowers"],
    [80, "green", 79, "green", "lowers"],
    [30, "red", 50, "yellow", "raises"],
    [30, "red", 30, "yellow", "raises"],
    // A worse band with a better score, and the other way round.
    [30, "yellow", 60, "red", "raises"],
    [80, "yellow", 20, "green", "raises"],
    [null, "unknown", null, "green", "raises"],
    [null, "unknown", null, "yellow", "same"],
    [null, "unknown", 10, "red", "lowers"],
    [null, "red", null, "unknown", "raises"],
    [90, "green", null, "unknown", "lowers"],
  ] as const)("%s %s to %s %s: %s", (score, band, next, nextBand, direction) => {
    expect(resultDirection({ score, band }, { score: next, band: nextBand })).toBe(direction);
  });
});

test("taking something back does the opposite of setting it", () => {
  expect([opposite.raises, opposite.lowers, opposite.same]).toEqual(["lowers", "raises", "same"]);
});
