import type { MetricValue } from "../metrics/value.ts";
import type { EffectiveModel } from "./effective.ts";
import type { AdjustmentPart, OverridePart, Snapshot } from "./snapshot.ts";

/** Why a score moved. */
export const causes = ["version", "stage_segment", "missing_data", "data", "adjustment", "override", "expiry"] as const;
export type Cause = (typeof causes)[number];

/** What makes up a score, each part replaceable by itself. */
export interface State {
  readonly model: MeanModel;
  readonly raws: ReadonlyMap<string, MetricValue>;
  /** Those that apply, in order. */
  readonly adjustments: readonly AdjustmentPart[];
  readonly override: OverridePart | undefined;
}

/** An effective model as far as the weighted mean goes; NaN when nothing that counts is present. */
export interface MeanModel {
  readonly mean: (raws: ReadonlyMap<string, MetricValue>) => number;
}

/** One replacement on the way from a snapshot to a later one. */
export interface Step {
  readonly cause: Cause;
  /** The metric, adjustment or override that is replaced. */
  readonly subject?: string;
  readonly replace: (state: State) => State;
}

/** The two snapshots with the effective models on the way. */
export interface Way {
  readonly from: Snapshot;
  readonly to: Snapshot;
  readonly before: EffectiveModel;
  /** The later version's for the earlier stage and segments. */
  readonly between: EffectiveModel;
  readonly after: EffectiveModel;
}
