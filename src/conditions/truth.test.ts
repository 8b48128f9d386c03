import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Truth, allOf, anyOf, notOf } from "./truth.ts";

const truth = fc.constantFrom<Truth>(true, false, undefined);
const and = (a: Truth, b: Truth): Truth => allOf([a, b]);
const or = (a: Truth, b: Truth): Truth => anyOf([a, b]);

describe("the laws of Kleene's three-valued logic", () => {
  const laws: Record<string, (a: Truth, b: Truth, c: Truth) => [Truth, Truth]> = {
    "and commutes": (a, b) => [and(a, b), and(b, a)],
    "or commutes": (a, b) => [or(a, b), or(b, a)],
    "and associates": (a, b, c) => [and(and(a, b), c), allOf([a, b, c])],
    "or associates": (a, b, c) => [or(or(a, b), c), anyOf([a, b, c])],
    "and distributes over or": (a, b, c) => [and(a, or(b, c)), or(and(a, b), and(a, c))],
    "De Morgan": (a, b) => [notOf(and(a, b)), or(notOf(a), notOf(b))],
    absorption: (a, b) => [or(a, and(a, b)), a],
    idempotence: (a) => [and(a, a), or(a, a)],
    "double negation": (a) => [notOf(notOf(a)), a],
  };
  test.each(Object.entries(laws))("%s", (_name, law) => {
    fc.assert(fc.property(truth, truth, truth, (...parts) => {
      const [left, right] = law(...parts);
      expect(left).toBe(right);
    }));
  });

  test("unlike in two values, a or not a can be unknown", () => {
    expect(or(undefined, notOf(undefined))).toBeUndefined();
  });

  test("nothing to join: all of none holds, any of none does not", () => {
    expect([allOf([]), anyOf([])]).toEqual([true, false]);
  });
});
