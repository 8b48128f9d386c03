import { describe, expect, test } from "vitest";
import { conditionSchema } from "./schema.ts";

const problems = (condition: unknown): string[] =>
  (conditionSchema.safeParse(condition).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("what is written well parses to itself", () => {
  test.each([
    { metric: "logins", over: 3 },
    { score: "overall", between: [40, 70] },
    { band: "overall", is: ["red", "unknown"] },
    { trait: "plan", is_not: ["free", "trial"] },
    { trait: "vip", is: true },
    { stage: "onboarding" },
    { stage: ["adoption", "expansion"] },
    { segment: "key_accounts" },
    { contract: "days_to_renewal", under: 90 },
    { date: "renewal", at_most: "2026-12-31" },
    { date: "first_seen", is_set: true },
    { all: [{ metric: "a", under: 1 }, { any: [{ stage: "any" }, { not: { trait: "b", is_set: false } }] }] },
  ])("%j", (condition) => {
    expect(conditionSchema.parse(condition)).toEqual(condition);
  });
});

describe("a mistake is told at its place, with what to write", () => {
  test.each([
    ["metric > 3", ": write a condition such as { metric: logins, under: 3 }, or all, any or not over such conditions"],
    [{}, ": say what is compared: metric, score, band, trait, stage, segment, contract, goals, date; or join conditions by all, any, not"],
    [{ metric: "a" }, ": say how metric is compared: is, is_not, over, at_least, under, at_most, between, is_set"],
    [{ metric: "a", over: "many" }, "over: write a number, or a date such as 2026-03-29"],
    [{ metric: "a", over: "2026-01-01" }, "over: write a number"],
    [{ date: "today", over: 3 }, "over: write a date such as 2026-03-29"],
    [{ date: "today", over: "2026-02-30" }, "over: write a number, or a date such as 2026-03-29"],
    [{ metric: "a", trait: "b", over: 1 }, "trait: a comparison has one subject, not metric, trait; write all: with one comparison for each"],
    [{ metric: "a", over: 1, under: 3 }, "under: a comparison has one operator, not over, under; write between: [a, b], or all: with one comparison for each"],
    [{ metric: "a", between: [3, 1] }, "between: write the smaller end first, such as [10, 20]"],
    [{ metric: "a", between: [3] }, "between: write two numbers or two dates, such as [10, 20]"],
    [{ metric: "a", is: [] }, "is: write at least one value"],
    [{ band: "overall", under: 3 }, "under: band can't be compared by under; write is, is_not, is_set"],
    [{ band: "overall", is: "blue" }, "is: write green, yellow, red or unknown"],
    [{ stage: "adoption", is: true }, "is: stage takes no operator: write { stage: NAME }, or not: { stage: NAME }"],
    [{ contract: "price", over: 3 }, "contract: write mrr, seats, months, days_to_renewal, term_months"],
    [{ all: [] }, "all: write a list of conditions, each after a dash"],
    [{ all: { metric: "a", over: 1 } }, "all: write a list of conditions, each after a dash"],
    [{ all: [{ metric: "a", over: 1 }], metric: "b" }, "metric: metric can't stand beside all; put it inside as a condition of its own"],
    [{ metrc: "a", over: 1 }, ': Unrecognized key: "metrc"'],
  ])("%j", (condition, message) => {
    expect(problems(condition)).toEqual([message]);
  });

  test("every mistake of a tree is reported, each with its own path", () => {
    expect(problems({ any: [{ metric: "a" }, { not: { band: "b", is: "blue" } }] })).toEqual([
      "any.0: say how metric is compared: is, is_not, over, at_least, under, at_most, between, is_set",
      "any.1.not.is: write green, yellow, red or unknown",
    ]);
  });
});
