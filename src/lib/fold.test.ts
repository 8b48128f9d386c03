import { expect, test } from "vitest";
import { fold } from "./fold.ts";

test.each([
  ["Élan Vital", "elan vital"],
  ["MÜLLER", "muller"],
  ["Ｆｕｌｌ", "full"],
  ["Ολυμπία", "ολυμπια"],
  ["İstanbul", "istanbul"],
  ["0", "0"],
  ["", ""],
])("%j is found as %j", (text, folded) => {
  expect(fold(text)).toBe(folded);
});
