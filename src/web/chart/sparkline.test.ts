import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sparklineOf } from "./sparkline.ts";

const box = { width: 104, height: 24, days: 5 };

describe("a sparkline", () => {
  test("ends at the right edge, however few days there are", () => {
    expect(sparklineOf([50, 50], box)).toEqual({ path: "M77 12L102 12", end: { x: 102, y: 12 } });
  });

  test("is interrupted where there was no score, and a day alone is a point", () => {
    expect(sparklineOf([50, null, 50, 50, null], box).path).toBe("M2 12h0M52 12L77 12");
  });

  test("of nothing is nothing", () => {
    expect(sparklineOf([null, null], box)).toEqual({ path: "" });
  });

  test("a wobble of three points stays flat beside a fall of forty", () => {
    const heightOf = (scores: number[]): number => {
      const heights = [...sparklineOf(scores, box).path.matchAll(/ ([\d.]+)/g)].map(([, y]) => Number(y));
      return Math.max(...heights) - Math.min(...heights);
    };
    expect(heightOf([60, 63, 60, 62, 61])).toBeLessThan(2);
    expect(heightOf([90, 80, 70, 60, 50])).toBe(20);
  });

  test("never leaves its box", () => {
    const score = fc.option(fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.array(score, { maxLength: 90 }), (scores) => {
        const numbers = [...sparklineOf(scores, { ...box, days: 90 }).path.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)];
        for (const [, x, y] of numbers) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThanOrEqual(box.width);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(box.height);
        }
      }),
    );
  });
});
