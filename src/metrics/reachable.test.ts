import { describe, expect, test } from "vitest";
import { reachable } from "./reachable.ts";
import { metricSchema } from "./schema.ts";

const share = { kind: "share_of_users", of: "seats", window: "30d" };
const count = { kind: "count", window: "30d" };
const recipe = { kind: "recipe", cases: [{ when: { metric: "a", over: 1 }, points: 95 }, { when: { metric: "a", over: 0 }, points: 58 }], otherwise: 20 };

describe("a value to reach is one that can be", () => {
  test.each<[string, object, number, number, number]>([
    ["whole where things are counted", count, 2, 7.2, 8],
    ["also downwards", count, 9, 7.8, 7],
    ["a whole one that suffices stays", count, 2, 7.000_000_000_001, 7],
    ["three figures of others, never short of it", share, 0.2, 0.123_45, 0.123],
    ["and upwards", share, 0.1, 0.123_45, 0.124],
    ["a pulse that there is", { kind: "pulse" }, 0, 37, 50],
    ["points that a recipe gives", recipe, 20, 37, 58],
  ])("%s", (_name, metric, from, to, expected) => {
    expect(reachable(metricSchema.parse(metric), { from, to })).toBeCloseTo(expected, 9);
  });
});
