import { expect, test } from "vitest";
import { shortcutOf } from "./shortcuts.ts";

test.each([
  ["j", false, false, undefined, "next"],
  ["?", false, false, undefined, "help"],
  ["/", false, false, undefined, "filter"],
  ["k", true, false, undefined, "palette"],
  ["k", true, true, undefined, "palette"],
  ["j", false, true, undefined, undefined],
  ["p", false, false, "g", "portfolio"],
  ["h", false, false, "g", "definition"],
  ["l", false, false, "g", "plans"],
  ["p", false, false, undefined, "pulse"],
  ["y", false, false, "g", "typing"],
  ["l", false, false, undefined, "log"],
  ["p", false, true, undefined, undefined],
  ["g", false, false, undefined, undefined],
  ["k", false, false, "g", "previous"],
  ["o", false, false, undefined, "open"],
  ["o", false, false, "g", "board"],
  ["a", false, false, undefined, "plan"],
  ["c", true, false, undefined, undefined],
])("%s (with Ctrl: %s, in a field: %s) after %s is %s", (key, ctrl, isTyping, before, shortcut) => {
  expect(shortcutOf({ key, ctrl, isTyping }, before)).toBe(shortcut);
});
