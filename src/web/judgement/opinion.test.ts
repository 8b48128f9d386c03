import { expect, test } from "vitest";
import { type OpinionDraft, opinionWish, typedNumber } from "./opinion.ts";

const now = Date.UTC(2026, 5, 1);
const draft = (over: Partial<OpinionDraft>): OpinionDraft => ({ opinion: "percent", amount: "20", reason: " no review ", days: 30, ...over });

test.each<[string, Partial<OpinionDraft>, object | undefined]>([
  ["20 % off multiplies by 0.8", {}, { name: "recordAdjustment", body: { operation: "multiply", amount: 0.8 } }],
  ["a third of a percent", { amount: "0.33" }, { body: { amount: 0.9967 } }],
  ["points are taken off", { opinion: "points", amount: "10" }, { body: { operation: "add", amount: -10 } }],
  ["points are added", { opinion: "raise", amount: "2,5" }, { body: { operation: "add", amount: 2.5 } }],
  ["a limit", { opinion: "cap", amount: "60" }, { body: { operation: "cap", amount: 60 } }],
  ["a band", { opinion: "red", amount: "" }, { name: "recordOverride", body: { band: "red" } }],
  ["no number", { amount: "much" }, undefined],
  ["less than nothing", { amount: "-5" }, undefined],
])("%s", (_name, over, expected) => {
  const wish = opinionWish(draft(over), now);
  if (expected === undefined) expect(wish).toBeUndefined();
  else expect(wish).toMatchObject(expected);
  if (wish) expect(wish.body).toMatchObject({ reason: "no review", expires: "2026-07-01T00:00:00.000Z" });
});

test.each([["7", 7], ["3,5", 3.5], ["3.5", 3.5], ["1 000", 1000], ["−2", -2], ["", undefined], ["3,5,1", undefined], ["7a", undefined]])("%s is %s", (text, value) => {
  expect(typedNumber(text)).toBe(value);
});
