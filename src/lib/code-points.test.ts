import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareCodePoints } from "./code-points.ts";

describe("texts in the order of their code points", () => {
  test.each([
    ["nothing comes first", "", "a"],
    ["a beginning before the whole", "ann", "anna"],
    ["capitals before small letters", "Z", "a"],
    ["digits as signs, not as numbers", "10", "9"],
    ["an owl after a half-width sign, unlike in UTF-16", "ﾡ", "🦉"],
    ["two emoji of the same block", "🦉", "🦊"],
  ])("%s", (_name, first, second) => {
    expect(compareCodePoints(first, second)).toBeLessThan(0);
    expect(compareCodePoints(second, first)).toBeGreaterThan(0);
    expect(compareCodePoints(first, first)).toBe(0);
  });

  test("is the order of the UTF-8 bytes", () => {
    const texts = fc.string({ unit: "binary", maxLength: 6 });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});
