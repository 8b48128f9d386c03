import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { referencePoints } from "../../test/support/score-reference.ts";
import { scale as anyScale } from "../../test/support/score-arbitraries.ts";
import { compileScale, directionOf, pointsOf } from "./scale.ts";
import type { Scale } from "./schema.ts";

const anchors: Scale = [[0, 0], [0.3, 40], [0.6, 70], [0.9, 100]];
const fewerIsBetter: Scale = { worst: 30, best: 0 };
const steps: Scale = { steps: [[0, 0], [10, 50], [20, 100]] };

describe("from a raw value to points", () => {
  test.each<[string, Scale | undefined, number, number]>([
    ["an anchor", anchors, 0.3, 40],
    ["between anchors", anchors, 0.45, 55],
    ["below the first", anchors, -1, 0],
    ["above the last", anchors, 7, 100],
    ["bounded, at the worst", fewerIsBetter, 30, 0],
    ["bounded, in between", fewerIsBetter, 7.5, 75],
    ["bounded, better than the best", fewerIsBetter, -3, 100],
    ["a step, when it begins", steps, 10, 50],
    ["a step, just before the next", steps, 19.99, 50],
    ["before the first step", steps, -5, 0],
    ["the last step", steps, 2000, 100],
    ["without a scale", undefined, 55, 55],
    ["without a scale, beyond its ends", undefined, 130, 100],
  ])("%s", (_name, scale, raw, points) => {
    expect(pointsOf(compileScale(scale), raw)).toBeCloseTo(points, 10);
  });

  test("agrees with the plain way on any scale", () => {
    fc.assert(fc.property(anyScale, fc.double({ min: -30, max: 130, noNaN: true }), (scale, raw) => {
      expect(pointsOf(compileScale(scale as Scale | undefined), raw)).toBeCloseTo(referencePoints(scale as Scale | undefined, raw), 9);
    }), { numRuns: 2000 });
  });
});

describe("direction", () => {
  test.each<[Scale | undefined, string]>([
    [anchors, "increasing"],
    [fewerIsBetter, "decreasing"],
    [undefined, "increasing"],
    [[[0, 0], [10, 100], [20, 0]], "mixed"],
    [{ steps: [[0, 50], [1, 50]] }, "constant"],
  ])("%j is %s", (scale, direction) => {
    expect(directionOf(scale)).toBe(direction);
  });
});
