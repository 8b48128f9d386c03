import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Smallest } from "./smallest.ts";

const byNumber = (left: number, right: number): number => left - right;

test("the first so many of what sorting everything gives", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 })), fc.nat(10), (numbers, limit) => {
      const smallest = new Smallest(limit, byNumber);
      for (const number of numbers) smallest.offer(number);
      expect(smallest.sorted()).toEqual(numbers.toSorted(byNumber).slice(0, limit));
    }),
  );
});
