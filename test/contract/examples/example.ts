import type { Rates } from "../../../src/engine/ports.ts";
import type { MissingReason } from "../../../src/metrics/value.ts";
import type { MetricInput } from "../../support/metric-input.ts";
import type { Moment, Placed } from "../../support/scenario.ts";

export type InputOf<K extends MetricInput["kind"]> = Extract<MetricInput, { kind: K }>;

/** A story, a metric, and what the metric is by hand. */
export interface Example<M extends MetricInput = MetricInput> {
  readonly name: string;
  readonly metric: M;
  /** Metrics of the pack that the metric refers to. */
  readonly others?: Readonly<Record<string, MetricInput>>;
  readonly story: readonly Placed[];
  readonly asOf: Moment;
  /** `unborn`: the account has no row yet. */
  readonly expect: number | MissingReason | "unborn";
  /** Default `acme`. */
  readonly account?: string;
  /** Default all that is known. */
  readonly knownAt?: Moment;
  /** Default Europe/Berlin. */
  readonly zone?: string;
  /** The date of day 0; default 2026-01-05, with no change of clocks for the next 80 days. */
  readonly start?: string;
  /** Rates into EUR, the pack's currency. */
  readonly rates?: Rates;
}

export type ExamplesOf<K extends MetricInput["kind"]> = readonly Example<InputOf<K>>[];
