import { expect, test } from "vitest";
import { dayMs } from "../../lib/zone.ts";
import { growthAfter } from "./growth.ts";

const day = (count: number): number => count * dayMs;
const decisionAt = (account: string, at: number) => ({ account, at: day(at), knownAt: day(at), since: 0, lost: false, mrr: 100, growth: 0 });
const revenue = new Map([["acme", [{ at: 0, mrr: 100 }, { at: day(200), mrr: 130 }]], ["birch", [{ at: 0, mrr: 50 }, { at: day(120), mrr: 0 }]]]);

test("growth is that of the year after the decision, from what ran just before it", () => {
  const { days, rates, known } = growthAfter([decisionAt("acme", 100), decisionAt("birch", 100)], revenue, day(500));
  expect({ days, known }).toEqual({ days: 365, known: 2 });
  expect(rates[0]).toBeCloseTo(0.3, 12);
  expect(rates[1]).toBe(-1);
});

test("a company too young for a year is looked at over the longest time that half of its decisions have behind them", () => {
  const { days, rates, known } = growthAfter([decisionAt("acme", 100), decisionAt("acme", 150), decisionAt("acme", 290), decisionAt("acme", 295)], revenue, day(300));
  expect({ days, known }).toEqual({ days: 90, known: 2 });
  expect([...rates.subarray(2)]).toEqual([Number.NaN, Number.NaN]);
});
