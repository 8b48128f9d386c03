import { describe, expect, test } from "vitest";
import { noCircumstances } from "../conditions/circumstances.ts";
import { dayMs } from "../lib/zone.ts";
import { compileDerived } from "./derived.ts";
import { dependencyOrder, referencesOf } from "./references.ts";
import { type MetricDefinition, metricSchema } from "./schema.ts";
import { type MetricValue, fromState, missing, present, stateOf } from "./value.ts";

const logins = { kind: "count", window: "30d" };
const parse = (written: Record<string, unknown>): Record<string, MetricDefinition> =>
  Object.fromEntries(Object.entries(written).map(([id, metric]) => [id, metricSchema.parse(metric)]));

/** The derived metrics among `written` for one account, whose other metrics measured as `given`. */
function derive(written: Record<string, unknown>, given: Record<string, MetricValue>, born = 0): Record<string, MetricValue> {
  const metrics = parse(written);
  const metricIds = Object.keys(metrics);
  const found = metricIds.map((id) => given[id] ?? missing("never_seen"));
  const values = Float64Array.from([Number.NaN, ...found.map((value) => ("value" in value ? value.value : Number.NaN))]);
  const states = Uint8Array.from([0, ...found.map(stateOf)]);
  const circumstances = { ...noCircumstances, traits: new Map([["plan", "pro"]]) };
  compileDerived({ metrics, metricIds, zone: "UTC" })({ values, states, offset: 1, circumstances, asOf: 100 * dayMs, born });
  return Object.fromEntries(metricIds.map((id, slot) => [id, fromState(states[slot + 1] as number, values[slot + 1] as number)]));
}

describe("formulas", () => {
  const operands = { a: present(6), b: present(4), gone: missing("expired"), never: missing("never_seen") };
  const base = { a: logins, b: logins, gone: logins, never: logins };
  test.each<[string, unknown, MetricValue]>([
    ["add", { add: ["a", "b", 1] }, present(11)],
    ["subtract", { subtract: ["a", "b"] }, present(2)],
    ["multiply", { multiply: ["a", { add: ["b", 1] }] }, present(30)],
    ["divide", { divide: ["a", "b"] }, present(1.5)],
    ["min", { min: ["a", "b", 5] }, present(4)],
    ["max", { max: ["a", "b", 5] }, present(6)],
    ["a division by zero is not applicable", { divide: ["a", { subtract: ["b", 4] }] }, missing("not_applicable")],
    ["the first missing operand gives its reason", { add: ["a", "gone", "never"] }, missing("expired")],
    ["in the order written", { add: ["a", { divide: ["never", "gone"] }] }, missing("never_seen")],
  ])("%s", (_name, formula, value) => {
    expect(derive({ ...base, f: { kind: "formula", formula } }, operands)["f"]).toEqual(value);
  });

  test("a formula of a formula is found after it, wherever it is written", () => {
    const twice = { kind: "formula", formula: { multiply: ["sum", 2] } };
    const sum = { kind: "formula", formula: { add: ["a", "b"] } };
    expect(derive({ twice, sum, ...base }, operands)["twice"]).toEqual(present(20));
  });

  test("min_tenure comes first", () => {
    const young = { kind: "formula", min_tenure: "30d", formula: { add: ["a", 1] } };
    expect(derive({ ...base, f: young }, operands, 70 * dayMs)["f"]).toEqual(present(7));
    expect(derive({ ...base, f: young }, operands, 70 * dayMs + 1)["f"]).toEqual(missing("too_young"));
  });
});

describe("recipes", () => {
  const recipe = {
    kind: "recipe",
    cases: [
      { when: { all: [{ metric: "active", over: 0.8 }, { metric: "growth", over: 0 }] }, points: 100 },
      { when: { any: [{ metric: "active", over: 0.5 }, { trait: "plan", is: "trial" }] }, points: 60 },
    ],
    otherwise: 10,
  };
  const base = { r: recipe, active: logins, growth: logins };
  test.each<[string, Record<string, MetricValue>, MetricValue]>([
    ["the first case that holds gives its points", { active: present(0.9), growth: present(0.1) }, present(100)],
    ["a later case, when the first is false", { active: present(0.9), growth: present(-0.1) }, present(60)],
    ["otherwise, when none holds", { active: present(0.2), growth: present(1) }, present(10)],
    ["an unknown case before any true one: not applicable", { active: present(0.9), growth: missing("too_young") }, missing("not_applicable")],
    ["a missing metric that can't matter doesn't", { active: present(0.6), growth: missing("too_young") }, present(60)],
  ])("%s", (_name, given, value) => {
    expect(derive(base, given)["r"]).toEqual(value);
  });
});

describe("references", () => {
  test("each with the keys that lead to it", () => {
    const formula = metricSchema.parse({ kind: "formula", formula: { add: ["a", { divide: ["b", 2] }] } });
    const recipe = metricSchema.parse({ kind: "recipe", cases: [{ when: { not: { metric: "c", over: 1 } }, points: 1 }], otherwise: 0 });
    const trend = metricSchema.parse({ kind: "trend", metric: "d" });
    const found = [formula, recipe, trend].flatMap(referencesOf).map(({ metric, path }) => `${metric} at ${path.join(".")}`);
    expect(found).toEqual(["a at formula.add.0", "b at formula.add.1.divide.0", "c at cases.0.when.not.metric", "d at metric"]);
  });

  test("a metric that refers to itself is found, through whatever leads back", () => {
    const metrics = parse({
      a: { kind: "formula", formula: { add: ["b", "b"] } },
      b: { kind: "recipe", cases: [{ when: { metric: "c", over: 1 }, points: 1 }], otherwise: 0 },
      c: { kind: "rate", metric: "a", per: "user" },
      d: { kind: "formula", formula: { add: ["d", 1] } },
    });
    expect(dependencyOrder(metrics).cycles).toEqual([["a", "b", "c", "a"], ["d", "d"]]);
    expect(() => compileDerived({ metrics, metricIds: Object.keys(metrics), zone: "UTC" })).toThrow(
      "metric `a` refers to itself: a -> b -> c -> a",
    );
  });

  test("a metric without a cell is a mistake of the caller", () => {
    const metrics = parse({ f: { kind: "formula", formula: { add: ["gone", 1] } } });
    expect(() => compileDerived({ metrics, metricIds: ["f"], zone: "UTC" })).toThrow("metric `gone` is not among those measured: f");
  });
});
