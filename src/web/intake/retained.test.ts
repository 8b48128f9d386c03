import { expect, test } from "vitest";
import { type Retained, keptWords, ruleNote } from "./retained.ts";

const one = (over: Partial<Retained>): Pick<Retained, "setting" | "days" | "keptDays"> => ({ setting: "BELLWETHER_KEEP_USAGE", days: null, keptDays: null, ...over });

test.each([
  [{ setting: null }, "always", "today's scores rest on it"],
  [{}, "for ever", undefined],
  [{ days: 400 }, "400 days", undefined],
  [{ days: 1 }, "1 day", undefined],
  [{ days: 30, keptDays: 127 }, "127 days", "the rule says 30, the health definition needs more"],
] as const)("%j is kept %s", (over, words, note) => {
  expect([keptWords(one(over)), ruleNote(one(over))]).toEqual([words, note]);
});
