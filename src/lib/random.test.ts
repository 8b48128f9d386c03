import { describe, expect, test } from "vitest";
import { Random } from "./random.ts";

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

describe("xoshiro128++", () => {
  // The first ten outputs of the authors' xoshiro128plusplus.c for the state {1, 2, 3, 4}.
  test("gives the numbers of the reference implementation", () => {
    const random = new Random([1, 2, 3, 4]);
    expect(draws(10, () => random.word())).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
    ]);
  });

  // PHP's own test of the same generator: the output after 102,400 others, little-endian fa3c872c.
  test("still does after a hundred thousand", () => {
    const random = new Random([1, 2, 3, 4]);
    for (let drawn = 0; drawn < 102_400; drawn += 1) random.word();
    expect(random.word()).toBe(0x2c873cfa);
  });

  test("refuses the state that would never leave zero", () => {
    expect(() => new Random([0, 0, 0, 0])).toThrow("not zero");
  });
});

describe("seeds and forks", () => {
  test("the same seed gives the same numbers, another seed others", () => {
    const first = Random.seeded("demo");
    const again = Random.seeded("demo");
    const other = Random.seeded("demo2");
    const numbers = draws(20, () => first.word());
    expect(draws(20, () => again.word())).toEqual(numbers);
    expect(draws(20, () => other.word())).not.toEqual(numbers);
  });

  test("a fork draws nothing from its parent", () => {
    const disturbed = Random.seeded("demo");
    disturbed.fork("tickets").word();
    expect(disturbed.word()).toBe(Random.seeded("demo").word());
  });

  test("twenty thousand forks all begin differently", () => {
    const root = Random.seeded("demo");
    const starts = new Set(draws(20_000, () => 0).map((_, index) => root.fork(`account ${index}`).unit() + root.fork(`account ${index}`).word()));
    expect(starts.size).toBeGreaterThan(19_990);
  });

  test("neighbouring forks don't resemble each other", () => {
    const root = Random.seeded("demo");
    const left = draws(20_000, () => 0).map((_, index) => root.fork(`${index}`).unit());
    const products = left.slice(1).map((value, index) => (value - 0.5) * ((left[index] ?? 0) - 0.5));
    expect(Math.abs(mean(products) * 12)).toBeLessThan(0.03);
  });
});

describe("distributions have the moments that they state", () => {
  const random = Random.seeded("moments");
  test.each([
    ["unit", () => random.unit(), 0.5, Math.sqrt(1 / 12)],
    ["normal", () => random.normal(), 0, 1],
    ["exponential", () => random.exponential(3), 3, 3],
    ["poisson", () => random.poisson(4), 4, 2],
    ["between", () => random.between(2, 4), 3, 2 / Math.sqrt(12)],
    ["chance", () => Number(random.chance(0.3)), 0.3, Math.sqrt(0.21)],
    ["the logarithm of logNormal", () => Math.log(random.logNormal(Math.E, 0.5)), 1, 0.5],
  ])("%s", (_name, draw, expectedMean, expectedDeviation) => {
    const values = draws(40_000, draw);
    expect(mean(values)).toBeCloseTo(expectedMean, 1);
    expect(Math.abs(deviation(values) / expectedDeviation - 1)).toBeLessThan(0.03);
  });

  test("below and pick stay within their bounds and reach all of them", () => {
    expect(new Set(draws(1_000, () => random.below(5)))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(new Set(draws(200, () => random.pick([7, 8])))).toEqual(new Set([7, 8]));
    expect(() => random.pick([])).toThrow("nothing to pick from");
  });
});
