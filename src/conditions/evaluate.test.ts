import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Circumstances, bindCircumstances, noCircumstances } from "./circumstances.ts";
import { type Reading, compileCondition } from "./evaluate.ts";
import { explainCondition } from "./reason.ts";
import type { Condition } from "./schema.ts";
import type { Subject } from "./tree.ts";
import type { Truth } from "./truth.ts";

const evaluate = (condition: Condition, reading: Reading): Truth => compileCondition(condition, () => () => reading)(undefined);

describe("one comparison", () => {
  test.each<[Condition, Reading, Truth]>([
    [{ metric: "a", over: 3 }, 3, false],
    [{ metric: "a", over: 3 }, 3.1, true],
    [{ metric: "a", at_least: 3 }, 3, true],
    [{ metric: "a", under: 3 }, 3, false],
    [{ metric: "a", at_most: 3 }, 3, true],
    [{ metric: "a", between: [1, 3] }, 3, true],
    [{ metric: "a", between: [1, 3] }, 0.9, false],
    [{ metric: "a", is: [1, 2] }, 2, true],
    [{ metric: "a", is_not: [1, 2] }, 3, true],
    [{ metric: "a", over: 3 }, null, undefined],
    [{ metric: "a", is_not: 3 }, null, undefined],
    [{ metric: "a", is_set: false }, null, true],
    [{ metric: "a", is_set: true }, null, false],
    [{ metric: "a", is_set: true }, 0, true],
    [{ metric: "a", is_set: false }, undefined, undefined],
    [{ trait: "plan", is: ["pro", "team"] }, "team", true],
    [{ trait: "size", is: "5" }, 5, false],
    [{ trait: "vip", is: true }, "true", true],
    [{ trait: "plan", over: 3 }, "pro", undefined],
    [{ band: "overall", is: "red" }, "red", true],
    [{ band: "overall", is: "red" }, "unknown", undefined],
    [{ band: "overall", is_not: "red" }, "unknown", undefined],
    [{ band: "overall", is: ["red", "unknown"] }, "unknown", true],
    [{ band: "overall", is_not: "unknown" }, "unknown", false],
    [{ band: "overall", is_not: "unknown" }, "green", true],
    [{ band: "overall", is_set: true }, "unknown", false],
    [{ stage: ["onboarding", "adoption"] }, "adoption", true],
    [{ stage: "adoption" }, null, undefined],
    [{ stage: "any" }, null, false],
    [{ stage: "any" }, "adoption", true],
    [{ date: "today", over: "1970-01-10" }, 9, false],
    [{ date: "today", at_least: "1970-01-10" }, 9, true],
    [{ date: "today", is: ["1970-01-10", "1970-01-11"] }, 10, true],
  ])("%j of %j is %j", (condition, reading, truth) => {
    expect(evaluate(condition, reading)).toBe(truth);
  });
});

describe("circumstances", () => {
  const acme: Circumstances = {
    stage: "adoption",
    segments: new Map([["key", true], ["small", false], ["new", undefined]]),
    traits: new Map([["plan", "pro"], ["region", null]]),
    contract: { mrr: 500 },
    dates: { today: 20_000 },
  };
  test.each<[Condition, Truth]>([
    [{ segment: "key" }, true],
    [{ segment: ["small", "key"] }, true],
    [{ segment: ["small", "new"] }, undefined],
    [{ not: { segment: "small" } }, true],
    [{ segment: "never_evaluated" }, undefined],
    [{ trait: "plan", is: "pro" }, true],
    [{ trait: "region", is_set: false }, true],
    [{ trait: "never_loaded", is_set: false }, undefined],
    [{ contract: "mrr", at_least: 500 }, true],
    [{ contract: "seats", is_set: false }, undefined],
    [{ date: "today", over: "2024-01-01" }, true],
    [{ stage: "adoption" }, true],
    [{ metric: "toString", over: 1 }, undefined],
  ])("%j is %j", (condition, truth) => {
    expect(compileCondition(condition, bindCircumstances)(acme)).toBe(truth);
    expect(compileCondition({ any: [condition, { trait: "constructor", is_set: true }] }, bindCircumstances)(noCircumstances)).toBeUndefined();
  });
});

describe("properties", () => {
  const names = ["a", "b", "c"];
  const reading = fc.constantFrom<Reading>(0, 1, 2, null, undefined);
  const readings = fc.tuple(reading, reading, reading);
  const condition = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.record({ metric: fc.constantFrom(...names), over: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ metric: fc.constantFrom(...names), is_set: fc.boolean() }),
      fc.record({ all: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie("tree") }),
    ),
  })).tree;
  const reader = (found: readonly Reading[]) => ({ name }: Subject): Reading => found[names.indexOf(name)];

  test("the reason is never of another opinion than the compiled form", () => {
    fc.assert(fc.property(condition, readings, (tree, found) => {
      const compiled = compileCondition<readonly Reading[]>(tree, (subject) => (context) => reader(context)(subject));
      expect(explainCondition(tree, { read: reader(found) }).truth).toBe(compiled(found));
    }), { numRuns: 1000 });
  });

  test("learning what was never loaded turns no answer around", () => {
    fc.assert(fc.property(condition, readings, readings, (tree, found, later) => {
      const before = explainCondition(tree, { read: reader(found) }).truth;
      const learned = found.map((value, index) => (value === undefined ? later[index] : value));
      const after = explainCondition(tree, { read: reader(learned) }).truth;
      expect(before === undefined || before === after).toBe(true);
    }), { numRuns: 1000 });
  });
});
