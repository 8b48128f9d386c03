import { missingReasons, type MissingReason, presentState } from "../../metrics/value.ts";
import type { Decision, Grid, Observations } from "../outcomes/observe.ts";

/** Values of every metric in every cell of a grid: metric k of a cell is at `cell * metricIds.length + k`. */
export interface MeasuredGrid extends Grid {
  readonly metricIds: readonly string[];
  readonly values: Float64Array;
  /** The states of `metrics/value.ts`: 0 is present, the rest are reasons. */
  readonly states: Uint8Array;
}

/** One metric at one lead time against what became of the customers; all arrays have one entry for each row. */
export interface MetricRows {
  readonly values: Float64Array;
  readonly won: Uint8Array;
  /** Accounts as numbers from 0: rows of one account depend on each other. */
  readonly clusters: Int32Array;
  /** Index of the decision behind each row. */
  readonly decisions: Int32Array;
  /** The quarter of the decision, as a number. */
  readonly quarters: Int32Array;
  readonly missing: readonly MissingCount[];
}

/** How often a value was missing for one reason, among those who stayed and those who left. */
export interface MissingCount {
  readonly reason: MissingReason;
  readonly won: number;
  readonly lost: number;
}

/** What is asked of the measurements: which decisions, where each of them is seen, and the quarter of each. */
export interface Sight {
  readonly decisions: readonly Decision[];
  readonly observations: Observations;
  readonly quarters: readonly number[];
}

/** The rows of metric `k` among the decisions that the observations see. */
export function metricRows(measured: MeasuredGrid, { decisions, observations: { cells }, quarters }: Sight, k: number): MetricRows {
  const width = measured.metricIds.length;
  const present: number[] = [];
  const counts = missingReasons.map((reason) => ({ reason, won: 0, lost: 0 }));
  decisions.forEach((decision, index) => {
    const cell = cells[index]!;
    if (cell < 0) return;
    const state = measured.states[cell * width + k]!;
    if (state === presentState) present.push(index);
    else counts[state - 1]![decision.lost ? "lost" : "won"] += 1;
  });
  return {
    values: Float64Array.from(present, (index) => measured.values[cells[index]! * width + k]!),
    won: Uint8Array.from(present, (index) => (decisions[index]!.lost ? 0 : 1)),
    clusters: numbered(Int32Array.from(present, (index) => Math.floor(cells[index]! / measured.instants.length)), measured.accounts.length),
    decisions: Int32Array.from(present),
    quarters: Int32Array.from(present, (index) => quarters[index]!),
    missing: counts.filter((count) => count.won + count.lost > 0),
  };
}

/** Accounts, each under `bound`, numbered in order of appearance, so that statistics by cluster don't carry empty ones. */
function numbered(accounts: Int32Array, bound: number): Int32Array {
  const numbers = new Int32Array(bound).fill(-1);
  let count = 0;
  return accounts.map((account) => {
    if (numbers[account] === -1) numbers[account] = count++;
    return numbers[account]!;
  });
}

/** The rows for which `keep` holds. */
export function rowsWhere(rows: MetricRows, keep: (row: number) => boolean): MetricRows {
  const kept = (_: number, row: number): boolean => keep(row);
  return {
    values: rows.values.filter(kept),
    won: rows.won.filter(kept),
    clusters: numbered(rows.clusters.filter(kept), rows.clusters.length),
    decisions: rows.decisions.filter(kept),
    quarters: rows.quarters.filter(kept),
    missing: rows.missing,
  };
}
