import { describe, expect, test } from "vitest";
import type { Measurer } from "../../src/engine/ports.ts";
import type { Fact } from "../../src/events/fact.ts";
import { examples } from "./examples/all.ts";
import type { Example } from "./examples/example.ts";
import { outcomeOf, requestFor, tell } from "./worked-examples.ts";

/** A measurer over a log that holds exactly some facts. */
export interface Measured {
  readonly measurer: Measurer;
  /** Where the facts are, when not in {@link contractWorkspace}. */
  readonly workspace?: string;
  close(): Promise<void> | void;
}

export type MakeMeasurer = (facts: readonly Fact[]) => Promise<Measured>;

export const contractWorkspace = "workspace";

/** What every measurer has to get right: examples of every kind that were worked out by hand. */
export function measurerContract(name: string, make: MakeMeasurer): void {
  describe.each(Object.entries(examples))(`${name} measures %s`, (_kind, rows) => {
    test.each<Example>([...rows])("$name", async (example) => {
      const story = tell(example);
      const made = await make(story.facts);
      try {
        const measured = await made.measurer.measure({ workspace: made.workspace ?? contractWorkspace, ...requestFor(example, story) });
        const outcome = outcomeOf(example, measured);
        if (typeof example.expect === "number" && typeof outcome === "number") expect(outcome).toBeCloseTo(example.expect, 12);
        else expect(outcome).toBe(example.expect);
      } finally {
        await made.close();
      }
    });
  });
}
