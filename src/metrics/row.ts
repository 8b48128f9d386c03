/**
 * One account at one instant within the columns of a measurement: its cells lie at `offset` .. `offset` + number of
 * metrics - 1. A value counts where its state is `presentState`; otherwise it is NaN and the state says why.
 * A caller that scores many accounts keeps one row and moves its offset.
 */
export interface MetricRow {
  readonly values: Float64Array;
  readonly states: Uint8Array;
  readonly offset: number;
}
