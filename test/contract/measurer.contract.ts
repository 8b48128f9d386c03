import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Measurements, Measurer } from "../../src/engine/ports.ts";
import type { Fact } from "../../src/events/fact.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { MemoryMeasurer } from "../../src/storage/memory/measure/memory-measurer.ts";
import { type World, world, worldOfMidnights } from "../support/arbitraries/world.ts";
import { differencesBetween } from "../support/same-measurements.ts";
import { showFacts } from "../support/show-facts.ts";
import { examples } from "./examples/all.ts";
import type { Example } from "./examples/example.ts";
import { outcomeOf, requestFor, tell } from "./worked-examples.ts";

/** A measurer over a log that holds exactly some facts. */
export interface Measured {
  readonly measurer: Measurer;
  /** Where the facts are, when not in {@link contractWorkspace}; one engine can then serve many logs. */
  readonly workspace?: string;
  close(): Promise<void> | void;
}

export type MakeMeasurer = (facts: readonly Fact[]) => Promise<Measured>;

export const contractWorkspace = "workspace";

/** What every measurer has to get right: the worked examples, and whatever the reference says about random worlds. */
export function measurerContract(name: string, make: MakeMeasurer): void {
  workedExamples(name, make);
  agreesWithReference(name, make, { "at random moments": world, "at weeks of midnights": worldOfMidnights });
}

/** Examples of every kind, with values worked out by hand. */
export function workedExamples(name: string, make: MakeMeasurer): void {
  describe.each(Object.entries(examples))(`${name} measures %s`, (_kind, rows) => {
    test.each<Example>([...rows])("$name", async (example) => {
      const story = tell(example);
      const measured = await measureWith(make, { facts: story.facts, request: requestFor(example, story) });
      const outcome = outcomeOf(example, measured);
      if (typeof example.expect === "number" && typeof outcome === "number") expect(outcome).toBeCloseTo(example.expect, 12);
      else expect(outcome).toBe(example.expect);
    });
  });
}

const failuresShown = 10;

/**
 * Random worlds: as many as the environment's PROPERTY_RUNS says, from PROPERTY_SEED where that is given. A failure prints
 * the seed, the smallest world found, and what differs in it.
 */
function agreesWithReference(name: string, make: MakeMeasurer, worlds: Readonly<Record<string, fc.Arbitrary<World>>>): void {
  const runs = Number(process.env["PROPERTY_RUNS"] ?? 25);
  const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);
  test.each(Object.entries(worlds))(`${name} agrees with the reference %s, on ${runs} random worlds, seed ${seed}`, { timeout: 60_000 + runs * 5_000 }, async (_when, some) => {
    const agrees = fc.asyncProperty(some, async (one) => {
      const [expected, actual] = [await measureWith(makeReference, one), await measureWith(make, one)];
      const differences = differencesBetween({ expected, actual, request: one.request });
      if (differences.length > 0) throw new Error(`${differences.slice(0, failuresShown).join("\n")}\n${describeWorld(one)}`);
    });
    await fc.assert(agrees, { seed, numRuns: runs });
  });
}

/** The reference over the facts in a fresh log. */
export async function makeReference(facts: readonly Fact[]): Promise<Measured> {
  const log = new MemoryFactLog();
  await log.append(contractWorkspace, facts, "batch");
  return { measurer: new MemoryMeasurer(log), close: () => {} };
}

async function measureWith(make: MakeMeasurer, { facts, request }: Pick<World, "facts" | "request">): Promise<Measurements> {
  const made = await make(facts);
  try {
    return await made.measurer.measure({ workspace: made.workspace ?? contractWorkspace, ...request });
  } finally {
    await made.close();
  }
}

function describeWorld({ facts, request }: World): string {
  const { metrics: _metrics, ...asked } = request;
  return `asked ${JSON.stringify(asked)} of\n${showFacts(facts, request.zone)}`;
}
