import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type KnownRequest, type KnownValues, measureAsKnown } from "../../src/engine/learn/as-known.ts";
import type { Fact } from "../../src/events/fact.ts";
import { fromState } from "../../src/metrics/value.ts";
import { makeReference } from "../contract/measurer.contract.ts";
import { type World, worldOfMidnights } from "../support/arbitraries/world.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { showFacts, showInstant } from "../support/show-facts.ts";

const embedded = embeddedStore();

async function asKnown(facts: readonly Fact[], request: Omit<KnownRequest, "workspace">): Promise<KnownValues> {
  const workspace = embedded.freshWorkspace();
  await embedded.store.log.append(workspace, facts, "batch");
  return await measureAsKnown(embedded.store, { ...request, workspace }, () => {});
}

/** Whatever differs from measuring each instant by itself with the facts known by then, one line each. */
async function differences(values: KnownValues, facts: readonly Fact[], request: Omit<KnownRequest, "workspace">): Promise<string[]> {
  const { measurer } = await makeReference(facts);
  const lines: string[] = [];
  for (const [column, asOf] of values.instants.entries()) {
    const expected = await measurer.measure({ ...request, workspace: "workspace", instants: [asOf], knownAt: asOf });
    values.accounts.forEach((account, place) => {
      const cell = place * values.instants.length + column;
      const row = expected.accounts.indexOf(account);
      const born = row < 0 ? Infinity : (expected.born[row] as number);
      const where = `${account} at ${showInstant(asOf, request.zone)}`;
      const bornHere = values.bornThen.get(cell) ?? values.born[place] ?? Infinity;
      // What isn't born at an instant is born later, whenever that is.
      if (born >= asOf && bornHere >= asOf) return;
      if (born !== bornHere) lines.push(`${where} is born at ${showInstant(born, request.zone)}, not ${showInstant(bornHere, request.zone)}`);
      expected.metricIds.forEach((id, slot) => {
        const at = row * expected.metricIds.length + slot;
        const wanted = fromState(expected.states[at] as number, expected.values[at] as number);
        const column = values.columns.get(id);
        const got = fromState(column?.states[cell] ?? Number.NaN, column?.values[cell] ?? Number.NaN);
        const isSame = "value" in wanted && "value" in got ? Math.abs(wanted.value - got.value) <= 1e-12 * Math.max(1, Math.abs(wanted.value)) : JSON.stringify(wanted) === JSON.stringify(got);
        if (!isSame) lines.push(`${where}: ${id} is ${JSON.stringify(wanted)}, not ${JSON.stringify(got)}; ${JSON.stringify(request.metrics[id])}`);
      });
    });
  }
  return lines;
}

const withoutLimits = ({ request: { accounts: _accounts, knownAt: _knownAt, ...request } }: World): Omit<KnownRequest, "workspace"> => request;

describe("the past as it was known then", () => {
  const runs = Number(process.env["PROPERTY_RUNS"] ?? 10);
  const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);

  test(`is that of each instant measured by itself, on ${runs} random worlds, seed ${seed}`, async () => {
    const agrees = fc.asyncProperty(worldOfMidnights, async (world) => {
      const request = withoutLimits(world);
      const lines = await differences(await asKnown(world.facts, request), world.facts, request);
      if (lines.length > 0) throw new Error(`${lines.slice(0, 10).join("\n")}\n${showFacts(world.facts, request.zone)}`);
    });
    await fc.assert(agrees, { seed, numRuns: runs });
  }, 60_000 + runs * 20_000);

  test("random worlds do know of things late: measured from times alone most of them differ", async () => {
    const worlds = fc.sample(worldOfMidnights, { numRuns: 12, seed: 11 });
    let told = 0;
    for (const world of worlds) {
      const request = withoutLimits(world);
      const workspace = embedded.freshWorkspace();
      await embedded.store.log.append(workspace, world.facts, "batch");
      const fromTimes = { ...embedded.store, accounts: { lateAt: () => Promise.resolve(new Map()) } };
      told += Number((await differences(await measureAsKnown(fromTimes, { ...request, workspace }, () => {}), world.facts, request)).length > 0);
    }
    expect(told).toBeGreaterThan(1);
  }, 240_000);
});
