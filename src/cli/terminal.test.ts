import { expect, test } from "vitest";
import { painter } from "./format.ts";
import { harmless } from "./terminal.ts";

test.each([
  ["plain text, with\ttabs and\nlines · ▲ 🦉 👨‍👩‍👧", "plain text, with\ttabs and\nlines · ▲ 🦉 👨‍👩‍👧"],
  ["\u001B[2Jcleared", "\\u001b[2Jcleared"],
  ["\u001B]0;title\u0007", "\\u001b]0;title\\u0007"],
  ["over\rwritten", "over\\u000dwritten"],
  ["\u202Eturned", "\\u202eturned"],
  ["\u009B31m", "\\u009b31m"],
])("%j is shown as %j", (text, shown) => {
  expect(harmless(text, true)).toBe(shown);
});

test("colours are kept where there are any, and only they", () => {
  const painted = painter(true)("green", "fine");
  expect(harmless(`${painted}\u001B[8mhidden`, true)).toBe(`${painted}\\u001b[8mhidden`);
  expect(harmless(painted, false)).toBe("\\u001b[32mfine\\u001b[39m");
});

test("a JSON document means the same", () => {
  const value = { name: "\u0000 \u001B[2J \u202E \u2028 \u0085 🦉" };
  expect(JSON.parse(harmless(JSON.stringify(value, null, 2), false))).toEqual(value);
});
