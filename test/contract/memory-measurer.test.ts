import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { MemoryMeasurer } from "../../src/storage/memory/measure/memory-measurer.ts";
import { contractWorkspace, measurerContract } from "./measurer.contract.ts";

measurerContract("the reference", async (facts) => {
  const log = new MemoryFactLog();
  await log.append(contractWorkspace, facts, "batch");
  return { measurer: new MemoryMeasurer(log), close: () => {} };
});
