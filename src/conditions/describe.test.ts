import { describe, expect, test } from "vitest";
import { type Wording, describeCondition } from "./describe.ts";
import { describeClauseReason, explainCondition, sorted } from "./reason.ts";
import type { Condition } from "./schema.ts";
import { readable, subjectsOf } from "./subjects.ts";
import type { Subject } from "./tree.ts";

const wording: Wording = {
  name: ({ kind, name }) => new Map([["metric seats_active", "Active share of seats"], ["segment key", "Key accounts"], ["stage adoption", "Adoption"], ["score product", "Product"]]).get(`${kind} ${name}`),
  value: ({ name }, value) => (name === "seats_active" ? `${value * 100} %` : undefined),
};

describe("conditions in plain words", () => {
  test.each<[Condition, string]>([
    [{ metric: "seats_active", over: 0.8 }, "Active share of seats is over 80 %"],
    [{ metric: "logins", between: [1, 3] }, "logins is between 1 and 3"],
    [{ score: "overall", under: 60 }, "overall score is under 60"],
    [{ score: "product", at_least: 60 }, "score of Product is at least 60"],
    [{ band: "overall", is: ["red", "yellow"] }, "overall band is red or yellow"],
    [{ trait: "plan", is_not: ["a", "b", "c"] }, "plan is not a, b or c"],
    [{ trait: "plan", is_set: false }, "plan is missing"],
    [{ stage: "adoption" }, "stage is Adoption"],
    [{ stage: "any" }, "stage is known"],
    [{ segment: "key" }, "in segment Key accounts"],
    [{ contract: "mrr", at_least: 5000 }, "monthly recurring revenue is at least 5000"],
    [{ date: "renewal", at_most: "2026-12-31" }, "renewal is on or before 2026-12-31"],
    [{ not: { stage: "adoption" } }, "not (stage is Adoption)"],
    [
      { all: [{ metric: "a", over: 1 }, { any: [{ metric: "b", under: 2 }, { metric: "c", is: 0 }] }] },
      "a is over 1 and (b is under 2 or c is 0)",
    ],
    [{ all: [{ any: [{ metric: "b", under: 2 }, { metric: "c", is: 0 }] }] }, "b is under 2 or c is 0"],
  ])("%j", (condition, words) => {
    expect(describeCondition(condition, wording)).toBe(words);
  });
});

describe("reasons", () => {
  const condition: Condition = {
    all: [{ metric: "logins", under: 3 }, { any: [{ metric: "reviews", over: 182 }, { trait: "plan", is: "pro" }] }, { segment: "key" }],
  };
  const found = new Map<string, string | number | null>([["logins", 1.23456], ["reviews", null], ["plan", "free"], ["key", "true"]]);
  const reason = explainCondition(condition, { read: ({ name }: Subject) => found.get(name), why: () => "never_seen" });

  test("they say what held, what did not and what is unknown, with values", () => {
    const { held, failed, unknown } = sorted(reason);
    expect(reason.truth).toBeUndefined();
    expect(held.map(describeClauseReason)).toEqual(["logins is under 3 (it is 1.2346)", "in segment key"]);
    expect(failed.map(describeClauseReason)).toEqual(["plan is pro (it is free)"]);
    expect(unknown.map(describeClauseReason)).toEqual(["reviews is over 182 (missing: never_seen)"]);
  });

  test("what was never loaded is told apart from what is missing", () => {
    const { clauses } = explainCondition({ trait: "plan", is: "pro" }, { read: () => undefined });
    expect(clauses.map(describeClauseReason)).toEqual(["plan is pro (not loaded)"]);
  });
});

test("subjects are found with the path to where they are named", () => {
  const subjects = subjectsOf({ any: [{ stage: ["a", "b"] }, { not: { segment: "key" } }, { all: [{ metric: "m", over: 1 }] }, { stage: "any" }] });
  expect(subjects.map(({ kind, name, path }) => `${kind} ${name} at ${path.join(".")}`)).toEqual([
    "stage a at any.0.stage",
    "stage b at any.0.stage",
    "segment key at any.1.not.segment",
    "metric m at any.2.all.0.metric",
  ]);
});

test("no place reads what comes after it", () => {
  expect(readable.segment).not.toContain("metric");
  expect(readable.recipe).not.toContain("score");
  expect(readable.adjustment).not.toContain("band");
});
