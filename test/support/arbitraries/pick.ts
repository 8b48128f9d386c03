import * as fc from "fast-check";

/** One of the first values, or now and then an odd one: small worlds in which things collide. */
export function pick<T>(first: readonly T[], odd: readonly T[] = [], oddOneIn = 6): fc.Arbitrary<T> {
  if (odd.length === 0) return fc.constantFrom(...first);
  return fc.oneof({ weight: oddOneIn - 1, arbitrary: fc.constantFrom(...first) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });
}

/** A multiple of a quarter: such numbers add up exactly in any order. */
export function quarters(from: number, to: number): fc.Arbitrary<number> {
  return fc.integer({ min: from * 4, max: to * 4 }).map((count) => count / 4);
}

/** A small number, among a few so that comparisons with it are often equal. */
export const smallNumber = pick([0, 1, 2, 2.5], [-1.25, 0.25, 4, 100]);

/** There in so many of a hundred cases, otherwise undefined. */
export function maybe<T>(percent: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 100 - percent, arbitrary: fc.constant(undefined) }, { weight: percent, arbitrary });
}

/** The object without the keys that are undefined. */
export function written<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
