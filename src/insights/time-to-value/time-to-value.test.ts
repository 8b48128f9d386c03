import { describe, expect, test } from "vitest";
import { Random } from "../../lib/random.ts";
import { dayMs } from "../../lib/zone.ts";
import { type Customer, timeToValue } from "./time-to-value.ts";

const knownTo = Date.UTC(2026, 0, 1);
const day = (count: number): number => knownTo - (900 - count) * dayMs;

/** Customers who begin over two years; value comes after about `valueDays`, and early value divides the rate of loss by `effect`. */
function customers(seed: number, { count = 300, effect = 1 } = {}): Customer[] {
  const random = Random.seeded(`value ${seed}`);
  return Array.from({ length: count }, (_, i) => {
    const start = day(random.below(800));
    const toValue = random.exponential(60);
    const life = random.exponential(toValue <= 42 ? 500 * effect : 500);
    const [valueAt, lostAt] = [start + toValue * dayMs, start + life * dayMs];
    return { account: `${i}`, start, group: i % 2 === 0 ? "small" : "large", ...(valueAt < Math.min(lostAt, knownTo) ? { valueAt } : {}), ...(lostAt < knownTo ? { lostAt } : {}) };
  });
}

const share = (seeds: number, holds: (seed: number) => boolean): number => Array.from({ length: seeds }, (_, seed) => holds(seed)).filter(Boolean).length / seeds;

describe("time until value", () => {
  test("those still on their way count for what they are", () => {
    const { reaching } = timeToValue({ customers: customers(1, { count: 2000 }), knownTo });
    // Exponential with mean 60: half within 60 * ln 2. Of those who had it, the plain median is shorter.
    expect(reaching.overall.median.low).toBeLessThan(41.6);
    expect(reaching.overall.median.high).toBeGreaterThan(41.6);
    expect(reaching.overall.n).toBe(2000);
    expect(reaching.overall.events).toBeLessThan(2000);
  });

  test("groups that are alike differ in about one of twenty seeds", () => {
    const found = share(300, (seed) => timeToValue({ customers: customers(seed), knownTo }).reaching.test!.p < 0.05);
    expect(found).toBeGreaterThan(0.02);
    expect(found).toBeLessThan(0.09);
  });
});

describe("value by the landmark against loss", () => {
  test("without an effect nothing is found, though those who ever got value lived longer", () => {
    const found = share(300, (seed) => timeToValue({ customers: customers(seed), knownTo, landmarkDays: 42 }).retention!.test.p < 0.05);
    expect(found).toBeLessThan(0.09);
    const all = customers(1, { count: 2000 });
    const livedDays = (own: Customer[]): number => own.reduce((sum, { start, lostAt = knownTo }) => sum + (lostAt - start) / dayMs, 0) / own.length;
    expect(livedDays(all.filter(({ valueAt }) => valueAt !== undefined))).toBeGreaterThan(1.5 * livedDays(all.filter(({ valueAt }) => valueAt === undefined)));
  });

  test("an effect is found, its size within the interval, and said", () => {
    const covered = share(200, (seed) => {
      const { low, high } = timeToValue({ customers: customers(seed, { count: 400, effect: 2 }), knownTo, landmarkDays: 42 }).retention!.hazardRatio;
      return low <= 2 && 2 <= high;
    });
    expect(covered).toBeGreaterThan(0.92);
    const { verdict, retention } = timeToValue({ customers: customers(1, { count: 600, effect: 3 }), knownTo, landmarkDays: 42 });
    expect(verdict).toMatch(/^value by day 42: \d\d % against \d\d % still customers 365 days later, p = 0\.000, n = \d+ and \d+; those without it are lost \d\.\d times as fast, 95 % interval \d\.\d to \d\.\d$/);
    expect(retention!.leftOut).toBeGreaterThan(0);
  });

  test("few losses, and no landmark to be had", () => {
    expect(timeToValue({ customers: customers(1, { count: 25 }), knownTo, landmarkDays: 42 }).verdict).toMatch(/^not enough: \d+ lost after day 42/);
    const never = customers(1).map(({ valueAt: _valueAt, ...customer }) => customer);
    expect(timeToValue({ customers: never, knownTo }).verdict).toContain("state one");
  });
});
