import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { waterfallOf } from "./waterfall.ts";

const part = (points: number): { points: number } => ({ points });

describe("a waterfall", () => {
  test("goes from the earlier score over its reasons, the greatest first, to the later one", () => {
    const { steps } = waterfallOf({ from: 50, to: 42, parts: [part(2), part(-10)] });
    expect(steps).toEqual([
      { kind: "start", from: 0, to: 50 },
      { kind: "part", part: part(-10), from: 50, to: 40 },
      { kind: "part", part: part(2), from: 40, to: 42 },
      { kind: "end", from: 0, to: 42 },
    ]);
  });

  test("what is too small to be told apart is one rest", () => {
    const { steps } = waterfallOf({ from: 50, to: 51.06, parts: [part(1), part(0.03), part(0.03)] });
    expect(steps.map(({ kind }) => kind)).toEqual(["start", "part", "rest", "end"]);
    expect(steps[2]).toMatchObject({ count: 2, from: 51, to: 51.06 });
  });

  test("of no change has nothing between its ends", () => {
    expect(waterfallOf({ from: 50, to: 50, parts: [] }).steps.map(({ kind }) => kind)).toEqual(["start", "end"]);
  });

  test("adds up, whatever its parts are", () => {
    const points = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 20, max: 80, noNaN: true }), fc.array(points, { maxLength: 20 }), (from, given) => {
        const to = given.reduce((sum, one) => sum + one, from);
        const { steps } = waterfallOf({ from, to, parts: given.map(part) });
        const drawn = steps.filter(({ kind }) => kind === "part" || kind === "rest").reduce((sum, step) => sum + step.to - step.from, 0);
        // What is left out of the drawing is less than what one decimal shows.
        expect(Math.abs(drawn - (to - from))).toBeLessThan(0.05);
      }),
    );
  });
});
