import { expect, test } from "vitest";
import { reliabilityScale } from "./reliability.ts";

const box = { width: 240, height: 240, left: 40, right: 0, top: 0, bottom: 40 };
const bin = (predicted: number, high: number) => ({ predicted, observed: { value: high / 2, low: 0, high }, n: 10 });

test("both axes reach as far as the furthest interval, to a round number", () => {
  const { most, ticks, x, y } = reliabilityScale([bin(0.01, 0.04), bin(0.08, 0.16)], box);
  expect([most, ticks, x(0.1), y(0.1), x(0), y(0)]).toEqual([0.2, [0, 0.05, 0.1, 0.15000000000000002, 0.2], 140, 100, 40, 200]);
});

test("without anything there are still axes", () => {
  expect(reliabilityScale([], box).most).toBe(0.02);
});
