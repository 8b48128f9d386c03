import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareText } from "./text-order.ts";

test.each([
  ["", "a", -1],
  ["a", "ab", -1],
  ["a", "B", 1],
  ["same", "same", 0],
  ["ﾡ", "🦉", -1],
  ["🦉", "🦊", -1],
])("compares %j with %j", (a, b, sign) => {
  expect(Math.sign(compareText(a, b))).toBe(sign);
  expect(Math.sign(compareText(b, a))).toBe(-sign || 0);
});

test("is the order of the UTF-8 bytes", () => {
  const text = fc.string({ unit: "grapheme" });
  fc.assert(fc.property(text, text, (a, b) => Math.sign(compareText(a, b)) === Buffer.compare(Buffer.from(a), Buffer.from(b))));
});
