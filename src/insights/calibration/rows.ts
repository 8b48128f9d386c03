import type { Instant } from "../../lib/zone.ts";
import type { HorizonRows } from "../outcomes/observe.ts";
import type { ScoreHistory } from "../backtest/rows.ts";

/** Scores and what happened within the horizon after them; one entry for each row. */
export interface CalibrationRows {
  readonly scores: Float64Array;
  readonly bands: Uint8Array;
  readonly happened: Uint8Array;
  readonly clusters: Int32Array;
  readonly instants: Float64Array;
  readonly segments: readonly string[];
}

/** The rows of a horizon that have a score; segments as of the instant of each. */
export function calibrationRows(history: ScoreHistory, { cells, accounts, happened }: HorizonRows, segmentOf: (account: string, at: Instant) => string = () => ""): CalibrationRows {
  const width = history.instants.length;
  const kept = Array.from(cells, (_, row) => row).filter((row) => !Number.isNaN(history.scores[cells[row]!]!));
  const numbers = new Map<number, number>();
  return {
    scores: Float64Array.from(kept, (row) => history.scores[cells[row]!]!),
    bands: Uint8Array.from(kept, (row) => history.bands[cells[row]!]!),
    happened: Uint8Array.from(kept, (row) => happened[row]!),
    clusters: Int32Array.from(kept, (row) => {
      if (!numbers.has(accounts[row]!)) numbers.set(accounts[row]!, numbers.size);
      return numbers.get(accounts[row]!)!;
    }),
    instants: Float64Array.from(kept, (row) => history.instants[cells[row]! % width]!),
    segments: kept.map((row) => segmentOf(history.accounts[accounts[row]!]!, history.instants[cells[row]! % width]!)),
  };
}

export function rowsAmong(rows: CalibrationRows, keep: (row: number) => boolean): CalibrationRows {
  const kept = (_: unknown, row: number): boolean => keep(row);
  return {
    scores: rows.scores.filter(kept),
    bands: rows.bands.filter(kept),
    happened: rows.happened.filter(kept),
    clusters: rows.clusters.filter(kept),
    instants: rows.instants.filter(kept),
    segments: rows.segments.filter(kept),
  };
}

/** The instant that parts the rows into an earlier two thirds and a later third. */
export function laterThird({ instants }: CalibrationRows): Instant {
  const sorted = Float64Array.from(instants).sort();
  return sorted[Math.floor((sorted.length * 2) / 3)] ?? 0;
}
