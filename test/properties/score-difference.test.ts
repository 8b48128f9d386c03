import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileModel } from "../../src/scores/core.ts";
import { differenceOf } from "../../src/scores/difference.ts";
import { effectiveModels } from "../../src/scores/effective.ts";
import { takeSnapshot } from "../../src/scores/explain.ts";
import type { Model } from "../../src/scores/schema.ts";
import type { Snapshot } from "../../src/scores/snapshot.ts";
import { type Situation, metricIds, model, situation } from "../support/score-arbitraries.ts";

function snapshot(version: string, of: Model, { row, overrides }: Situation): Snapshot {
  const compiled = compileModel(effectiveModels(of)(row.circumstances), metricIds);
  const about = { account: "acme", knownAt: row.asOf, version };
  return takeSnapshot({ about, model: compiled, row, overrides, remembered: {}, zone: "UTC" });
}

interface Pair {
  readonly from: Snapshot;
  readonly to: Snapshot;
  readonly models: { readonly from: Model; readonly to: Model };
}

/** Two snapshots of any two situations, under one version or two. The second knows at least the people's acts of the first. */
const pair: fc.Arbitrary<Pair> = fc.tuple(model, fc.option(model), situation, situation, fc.boolean()).map(([first, second, one, other, shared]) => {
  const to = shared ? { row: { ...other.row, people: one.row.people }, overrides: one.overrides } : other;
  return {
    from: snapshot("1", first, one),
    to: snapshot(second === null ? "1" : "2", second ?? first, to),
    models: { from: first, to: second ?? first },
  };
});

describe("the difference of any two snapshots", () => {
  test.each(["score", "computed"] as const)("adds up to 1e-9, of the %s", (of) => {
    let compared = 0;
    fc.assert(fc.property(pair, ({ from, to, models }) => {
      const found = differenceOf({ from, to, models, of });
      const [was, is] = of === "score" ? [from.score, to.score] : [from.computed.score, to.computed.score];
      expect(found === undefined).toBe(was === null || is === null);
      if (found === undefined) return;
      compared += 1;
      const difference = (is as number) - (was as number);
      expect(Math.abs(found.parts.reduce((sum, { points }) => sum + points, 0) - difference)).toBeLessThan(1e-9);
      expect(Math.abs(Object.values(found.byCause).reduce((sum, points) => sum + points, 0) - difference)).toBeLessThan(1e-9);
    }), { numRuns: 1500 });
    expect(compared).toBeGreaterThan(1000);
  });

  test("blames nothing that is the same in both", () => {
    fc.assert(fc.property(pair, ({ from, to, models }) => {
      const found = differenceOf({ from, to, models, of: "score" });
      if (found === undefined) return;
      const blamed = new Set(found.parts.map(({ cause }) => cause));
      if (from.version === to.version) expect(blamed).not.toContain("version");
      if (from.version === to.version && from.model === to.model) expect(blamed).not.toContain("stage_segment");
      if (from.override?.id === to.override?.id) expect(blamed).not.toContain("override");
      const unchanged = new Set(to.metrics.filter(({ metric, raw }) => same(raw, from.metrics.find((part) => part.metric === metric)?.raw)).map(({ metric }) => metric));
      for (const { cause, subject } of found.parts) {
        if (cause === "data" || cause === "missing_data") expect(unchanged).not.toContain(subject);
      }
    }), { numRuns: 500 });
  });

  test("of a snapshot and itself is nothing", () => {
    fc.assert(fc.property(pair, ({ from, models }) => {
      const found = differenceOf({ from, to: from, models: { from: models.from, to: models.from }, of: "score" });
      expect(found?.parts ?? []).toEqual([]);
    }), { numRuns: 200 });
  });
});

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
