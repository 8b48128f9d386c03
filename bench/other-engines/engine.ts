import type { Instant } from "../../src/lib/zone.ts";
import type { RawValues } from "../seven-metrics/raw-values.ts";

/** The same events in another engine, asked by the textbook query. */
export interface OtherEngine {
  /** Its name with its version. */
  readonly name: string;
  /** Runs the query up to its rows being in this process. */
  readonly query: (asOf: Instant) => Promise<unknown>;
  readonly rawValues: (asOf: Instant) => Promise<RawValues>;
  readonly close: () => Promise<void>;
}

/** As the engines' SQL writes a time: `2025-12-31 00:00:00.000`, UTC. */
export const timestampOf = (asOf: Instant): string => new Date(asOf).toISOString().slice(0, -1).replace("T", " ");
