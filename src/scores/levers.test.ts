import { describe, expect, test } from "vitest";
import { noCircumstances } from "../conditions/circumstances.ts";
import { compileModel } from "./core.ts";
import { effectiveModels } from "./effective.ts";
import { type Lever, leversOf } from "./levers.ts";
import { modelSchema } from "./model.ts";

const metricIds = ["logins", "silence", "quarters", "review"];
const categories = {
  product: {
    weight: 1,
    metrics: {
      logins: { weight: 2, scale: { worst: 0, best: 10 } },
      silence: { weight: 1, scale: [[2, 100], [12, 0]] },
      quarters: { weight: 1, scale: { steps: [[0, 0], [3, 60], [5, 100]] } },
    },
  },
};

/** Rounded to a millionth; NaN is a value that is missing. */
function levers(values: readonly number[], wanted: number, adjustments: object[] = []): Lever[] {
  const model = compileModel(effectiveModels(modelSchema.parse({ categories, adjustments }))({ segments: new Map() }), metricIds);
  const row = { values: Float64Array.from(values), states: Uint8Array.from(values, (value) => (Number.isNaN(value) ? 1 : 0)), offset: 0, circumstances: noCircumstances, asOf: 0, people: [] };
  return leversOf({ model, row, wanted }).map((lever) => ({ ...lever, to: Math.round(lever.to * 1e6) / 1e6 }));
}

describe("what alone would bring a score to where it is wanted", () => {
  test("each metric that can, at the value that just suffices", () => {
    // 2/4 * 20 + 1/4 * 40 + 1/4 * 0 = 20; 15 points more are 3 logins, or 60 points of silence, or a step.
    expect(levers([2, 8, 0, 0], 35)).toEqual([
      { metric: "logins", from: 2, to: 5 },
      { metric: "silence", from: 8, to: 2 },
      { metric: "quarters", from: 0, to: 3 },
    ]);
  });

  test("what can't reach it is left out, and so is what is missing", () => {
    expect(levers([2, 8, 0, 0], 45)).toEqual([{ metric: "logins", from: 2, to: 7 }, { metric: "quarters", from: 0, to: 5 }]);
    expect(levers([2, Number.NaN, 0, 0], 99)).toEqual([]);
  });

  test("adjustments and their conditions count: what they take off has to be earned as well", () => {
    const adjustments = [{ id: "halved", when: { metric: "silence", over: 5 }, multiply: 0.5, reason: "Silent" }];
    expect(levers([2, 8, 0, 0], 20, adjustments)).toEqual([{ metric: "logins", from: 2, to: 6 }, { metric: "silence", from: 8, to: 5 }, { metric: "quarters", from: 0, to: 5 }]);
  });
});
