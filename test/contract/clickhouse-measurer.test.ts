import type { MeasureRequest, Measurements, Measurer } from "../../src/engine/ports.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { type MakeMeasurer, measurerContract } from "./measurer.contract.ts";

const embedded = embeddedStore();

const make =
  (measurer: () => Measurer): MakeMeasurer =>
  async (facts) => {
    const workspace = embedded.freshWorkspace();
    await embedded.store.log.append(workspace, facts, "batch");
    return { measurer: measurer(), workspace, close: () => {} };
  };

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
