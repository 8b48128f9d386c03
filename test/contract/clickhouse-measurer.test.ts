import type { MeasureRequest, Measurements, Measurer } from "../../src/engine/ports.ts";
import type { Fact } from "../../src/events/fact.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { type MakeMeasurer, measurerContract } from "./measurer.contract.ts";

const embedded = embeddedStore();

/** The workspace of each log: a story that is measured in several ways is appended once. */
const workspaces = new Map<string, string>();

async function workspaceOf(facts: readonly Fact[]): Promise<string> {
  const story = JSON.stringify(facts);
  const known = workspaces.get(story);
  if (known !== undefined) return known;
  const workspace = embedded.freshWorkspace();
  await embedded.store.log.append(workspace, facts, "batch");
  workspaces.set(story, workspace);
  return workspace;
}

const make =
  (measurer: () => Measurer): MakeMeasurer =>
  async (facts) => ({ measurer: measurer(), workspace: await workspaceOf(facts), close: () => {} });

/** Slices put together again, so that the same suite holds for them. */
const inSlices = (measurer: Measurer): Measurer => ({
  measureSlices: (request) => measurer.measureSlices(request),
  async measure(request: MeasureRequest): Promise<Measurements> {
    const slices = await Array.fromAsync(measurer.measureSlices(request));
    return {
      accounts: slices.flatMap(({ accounts }) => accounts),
      instants: request.instants,
      metricIds: Object.keys(request.metrics),
      values: Float64Array.from(slices.flatMap(({ values }) => [...values])),
      states: Uint8Array.from(slices.flatMap(({ states }) => [...states])),
      born: Float64Array.from(slices.flatMap(({ born }) => [...born])),
    };
  },
});

measurerContract("ClickHouse", make(() => embedded.store.measurer));
measurerContract("ClickHouse in slices", make(() => inSlices(embedded.store.measurer)));
