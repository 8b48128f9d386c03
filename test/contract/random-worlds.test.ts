import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MetricKind, metricSchema } from "../../src/metrics/schema.ts";
import { fromState } from "../../src/metrics/value.ts";
import { contractWorkspace, makeReference } from "./measurer.contract.ts";
import { differencesBetween } from "../support/same-measurements.ts";
import { type World, world } from "../support/arbitraries/world.ts";

const kinds = metricSchema.options.map((option) => option.shape.kind.value);

/** How often each kind had which outcome over many worlds: `value`, `zero`, or a reason. */
async function outcomes(worlds: readonly World[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { facts, request } of worlds) {
    const { measurer } = await makeReference(facts);
    const { values, states, metricIds } = await measurer.measure({ workspace: contractWorkspace, ...request });
    states.forEach((state, cell) => {
      const metric = request.metrics[metricIds[cell % metricIds.length] ?? ""];
      const value = fromState(state, values[cell] ?? NaN);
      const outcome = "missing" in value ? value.missing : value.value === 0 ? "zero" : "value";
      const key = `${metric?.kind} ${outcome}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    });
  }
  return counts;
}

/** What a kind can be beside present: from its definition, so that random worlds that never get there are noticed. */
const possible: Readonly<Record<MetricKind, readonly string[]>> = {
  count: ["zero", "never_seen", "too_young"],
  active_users: ["zero", "never_seen", "too_young"],
  active_days: ["zero", "never_seen", "too_young"],
  share_of_users: ["zero", "never_seen", "too_young", "not_applicable"],
  adoption: ["zero", "never_seen", "too_young", "not_applicable"],
  trend: ["zero", "never_seen", "too_young", "not_applicable"],
  recency: ["never_seen", "too_young"],
  sum: ["zero", "never_seen", "too_young"],
  average: ["zero", "never_seen", "too_young", "not_applicable"],
  last: ["zero", "never_seen", "too_young", "expired"],
  open_items: ["zero", "never_seen", "too_young", "not_applicable"],
  rate: ["zero", "never_seen", "too_young", "not_applicable"],
  trait: ["zero", "never_seen", "too_young", "not_applicable", "expired"],
  survey: ["zero", "never_seen", "too_young", "expired"],
  milestones: ["zero", "never_seen", "too_young", "not_applicable"],
  attainment: ["zero", "never_seen", "too_young", "not_applicable", "expired"],
  pulse: ["zero", "never_seen", "too_young", "expired"],
  manual: ["zero", "never_seen", "too_young", "expired"],
  recipe: ["zero", "too_young", "not_applicable"],
  formula: ["zero", "never_seen", "too_young", "not_applicable", "expired"],
};

describe("random worlds", async () => {
  const worlds = fc.sample(world, { numRuns: 500, seed: 7 });
  const counts = await outcomes(worlds);

  test.each(kinds)("reach every outcome of %s", (kind) => {
    const seen = ["value", ...possible[kind]].filter((outcome) => (counts.get(`${kind} ${outcome}`) ?? 0) > 0);
    expect(seen).toEqual(["value", ...possible[kind]]);
  });

  test("have the same values in whatever order the facts arrive", async () => {
    for (const { facts, request } of worlds.slice(0, 50)) {
      const [there, back] = [await makeReference(facts), await makeReference(facts.toReversed())];
      const asked = { workspace: contractWorkspace, ...request };
      const [expected, actual] = [await there.measurer.measure(asked), await back.measurer.measure(asked)];
      expect(differencesBetween({ expected, actual, request })).toEqual([]);
    }
  });

  test("tell a measurer that looks a millisecond too far", async () => {
    let told = 0;
    for (const { facts, request } of worlds) {
      const { measurer } = await makeReference(facts);
      const asked = { workspace: contractWorkspace, ...request };
      const expected = await measurer.measure(asked);
      const late = await measurer.measure({ ...asked, instants: request.instants.map((asOf) => asOf + 1) });
      told += Number(differencesBetween({ expected, actual: { ...late, instants: request.instants }, request }).length > 0);
    }
    expect(told).toBeGreaterThan(worlds.length / 20);
  });
});
