import { expect, test } from "vitest";
import { placeIn, whiskerOf } from "./whisker.ts";

const box = { width: 110, from: 0, to: 1 };

test("a dot stands between its whiskers, at its place", () => {
  expect(whiskerOf({ value: 0.5, low: 0.4, high: 0.75 }, box)).toEqual({ dot: 55, left: 45, right: 80 });
});

test("what lies beyond an edge ends there; without an interval there is only the dot", () => {
  expect(whiskerOf({ value: 1.4, low: -2, high: 3 }, box)).toEqual({ dot: 105, left: 5, right: 105 });
  expect(whiskerOf({ value: 0, low: null, high: null }, box)).toEqual({ dot: 5, left: 5, right: 5 });
  expect([whiskerOf({ value: null, low: 0, high: 1 }, box), placeIn(0.5, { width: 50, from: 0, to: 2 })]).toEqual([undefined, 15]);
});
