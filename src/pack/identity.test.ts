import { describe, expect, test } from "vitest";
import { assert, jsonValue, property } from "fast-check";
import { packWith, packWithMetric, soundSections } from "../../test/support/pack.ts";
import { canonicalJson, canonicalPack, packVersion } from "./identity.ts";
import type { Pack } from "./schema.ts";

const { metrics, model } = soundSections;
const reversed = (map: object): object => Object.fromEntries(Object.entries(map).reverse());
const attainment = (segments: unknown): Pack => packWith({ segments: { a: { when: { contract: "mrr", over: 1 } }, b: { when: { contract: "mrr", over: 2 } } }, metrics: { ...metrics, x: { kind: "attainment", metric: "seats_active", target: [[0, 1]], segments } } });

describe("a pack is the same", () => {
  test.each([
    ["in another order", packWith({ metrics: reversed(metrics), model: { categories: reversed(model.categories) } })],
    ["with a default written out", packWith({ segments: {}, model: { ...model, coverage_floor: 50, bands: { red_below: 40 } } })],
    ["with other benchmarks, which move no score", packWith({ benchmarks: { at_least: 30 }, revenue: { falling: 8 }, model: { ...model, roll_up: { parent: "parent" } } })],
    ["with durations spelt differently", packWith({ metrics: { ...metrics, satisfaction: { ...metrics.satisfaction, window: "P90D" } } })],
  ])("%s", (_name, pack) => {
    expect(canonicalPack(pack)).toBe(canonicalPack(packWith()));
  });
});

describe("a pack is another", () => {
  test.each([
    ["with another weight", packWith({ model: { ...model, coverage_floor: 51 } }), packWith()],
    ["with another name", packWith({ pack: { ...soundSections.pack, name: "Other" } }), packWith()],
    ["with anchors in another order", packWithMetric({ kind: "recency" }, { scale: [[0, 1], [1, 2]] }), packWithMetric({ kind: "recency" }, { scale: [[0, 2], [1, 1]] })],
    ["with curves in another order, of which the first counts", attainment({ a: [[0, 1]], b: [[0, 2]] }), attainment({ b: [[0, 2]], a: [[0, 1]] })],
  ])("%s", (_name, a, b) => {
    expect(canonicalPack(a)).not.toBe(canonicalPack(b));
  });
});

test("the version is the caller's hash of it", () => {
  expect(packVersion(packWith(), (text) => `${text.length} characters`)).toBe(`${canonicalPack(packWith()).length} characters`);
});

test("canonical JSON is JSON, whatever the order of keys", () => {
  assert(
    property(jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(shuffled(value))).toBe(text);
    }),
  );
});

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, shuffled(inner)]));
}
