import { array, assert, constantFrom, double, jsonValue, oneof, property, string, tuple } from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { soundSections } from "../../test/support/pack.ts";
import { checkPack } from "./check.ts";

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;

const metrics = {
  ...soundSections.metrics,
  growth: { kind: "trend", metric: "logins", min_history: "90d" },
  logins: { kind: "count", window: "30d" },
  ratio: { kind: "formula", formula: { divide: ["logins", { add: ["growth", 1] }] } },
  mixed: { kind: "recipe", cases: [{ when: { all: [{ metric: "ratio", over: 1 }, { not: { segment: "big" } }] }, points: 80 }], otherwise: 20 },
  on_track: { kind: "attainment", metric: "logins", target: [[0, 1]], segments: { big: [[0, 2]] } },
};
const variants = [{ segment: "big", stage: ["adoption"], bands: { red_below: 30 }, categories: { product: { weight: 2, metrics: { mixed: { weight: 1 } } } }, adjustments: [{ id: "late", add: -3 }] }];
const adjustments = [{ id: "late", when: { score: "product", under: 50 }, multiply: 0.8, reason: "Late" }];
const whole = {
  ...soundSections,
  segments: { big: { when: { contract: "mrr", over: 5 } } },
  journey: {
    stages: [
      { id: "handover", stay: "3d", activities: [{ id: "call", role: "cs", events: ["call"], due: "3d" }], exit: { when: { goals: "agreed", over: 0 } } },
      { id: "adoption", enter: { from: ["handover"], when: { metric: "ratio", over: 1 } }, exit: [{ when: { metric: "ratio", under: 1 }, to: "handover" }] },
    ],
    milestones: [{ id: "used", when: { all: [{ stage: "adoption" }, { metric: "logins", over: 3 }] } }],
    onboarded: "used",
  },
  metrics,
  model: { ...soundSections.model, adjustments, variants },
} as unknown as Json;

/** Every place in the pack, as the keys that lead to it. */
const places = pathsIn(whole).map((path) => path.join("\n"));
const values = oneof(jsonValue(), constantFrom(null, "", "overall", "__proto__", "constructor", "30d", {}, [], [[]], { all: [] }, { kind: "recipe" }), string(), double());

test("whatever is put where, a pack is either sound or has a problem with a place", () => {
  assert(
    property(array(tuple(constantFrom(...places), values), { minLength: 1, maxLength: 4 }), (changes) => {
      const changed = changes.reduce((pack, [place, value]) => put(pack, place === "" ? [] : place.split("\n"), value as Json), whole);
      const { pack, problems } = checkPack([{ path: "health.yaml", text: stringify(changed) }]);
      expect(pack === undefined).toBe(problems.some(({ severity }) => severity === "error"));
      for (const { place, message } of problems) expect([place.file, place.line > 0, place.column > 0, message.length > 0]).toEqual(["health.yaml", true, true, true]);
    }),
    { numRuns: 150 },
  );
});

test("whatever a file holds, reading it ends", () => {
  assert(
    property(oneof(string({ unit: "binary", maxLength: 200 }), string({ unit: constantFrom(..."&*!|>%@`{}[],:#-?\"'\n\t ~<a1\\".split("")), maxLength: 60 })), (text) => {
      const { pack, problems } = checkPack([{ path: "a.yaml", text }]);
      expect(pack).toBeUndefined();
      expect(problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["a chain of metrics", (count: number) => Array.from({ length: count }, (_, index) => `  m${index}: { kind: formula, formula: { add: [m${index + 1}, m${index + 1}] } }`)],
  ["metrics that name nothing", (count: number) => Array.from({ length: count }, (_, index) => `  m${index}: { kind: rate, metric: n${index}, per: user }`)],
])("%s, long enough to overflow, is refused; a long one is read", (_name, lines) => {
  const check = (count: number): ReturnType<typeof checkPack> => checkPack([{ path: "a.yaml", text: `metrics:\n${lines(count).join("\n")}\n` }]);
  expect(check(1000).problems).toMatchObject([{ code: "too-large", message: "the pack defines 1000 metrics" }]);
  expect(check(500).problems.map(({ code }) => code)).toContain("unknown-metric");
});

test("metrics that double at each step are followed once", () => {
  const steps = Array.from({ length: 60 }, (_, index) => [`m${index}`, { kind: "formula", formula: { add: [`m${index + 1}`, `m${index + 1}`] } }]);
  const doubling = { ...soundSections, metrics: { ...soundSections.metrics, ...Object.fromEntries(steps), m60: { kind: "recency", owner: "product" }, use: { kind: "formula", formula: { add: ["m0", 1] }, owner: "product" } } };
  const scored = { ...soundSections.model, categories: { ...soundSections.model.categories, more: { weight: 20, metrics: { use: { weight: 1, scale: { worst: 0, best: 9 } } } } } };
  expect(checkPack([{ path: "a.yaml", text: stringify({ ...doubling, model: scored }) }]).problems).toEqual([]);
});

function pathsIn(value: Json): string[][] {
  if (typeof value !== "object" || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner).map((path) => [key, ...path]))];
}

/** A copy of `value` with something else at a path; unchanged where the path has gone. */
function put(value: Json, [key, ...rest]: readonly string[], replacement: Json): Json {
  if (key === undefined) return replacement;
  if (typeof value !== "object" || value === null) return value;
  const copy = structuredClone(value) as Record<string, Json>;
  if (Object.hasOwn(copy, key)) copy[key] = put(copy[key] as Json, rest, replacement);
  return copy;
}
