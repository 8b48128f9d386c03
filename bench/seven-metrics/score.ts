import { DwellLimits } from "../../src/engine/band-chain.ts";
import { scoreSlice } from "../../src/engine/history.ts";
import type { SnapshotBatch } from "../../src/engine/ports.ts";
import type { Instant } from "../../src/lib/zone.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { workspace } from "../simulated-events.ts";
import { measureAt, scorer } from "./pack.ts";

/** Measures and scores every account at one instant: the snapshots that would be written. */
export async function scoreInstant(store: ClickHouseStore, asOf: Instant): Promise<SnapshotBatch> {
  const measurements = await store.measurer.measure(measureAt([asOf]));
  const logs = await store.accounts.readAccounts({ workspace, accounts: measurements.accounts });
  const request = { workspace, scorer, version: "bench", from: asOf, to: asOf, knownAt: asOf };
  return scoreSlice({ request, measurements, logs, limits: new DwellLimits([asOf], scorer.pack.pack.timezone) });
}
