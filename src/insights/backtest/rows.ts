import type { Instant } from "../../lib/zone.ts";
import type { Band } from "../../scores/bands.ts";
import { type Decision, type Grid, observe, type Unseen } from "../outcomes/observe.ts";

/** Bands in a column of bytes: their places in the list of `scores/bands.ts`. */
export const bandCodes: Readonly<Record<Band, number>> = { unknown: 0, red: 1, yellow: 2, green: 3 };
export type KnownBand = Exclude<Band, "unknown">;
export const knownBands: readonly KnownBand[] = ["red", "yellow", "green"];

/** Scores at past instants, each computed from what was known then. NaN where there was none. */
export interface ScoreHistory extends Grid {
  readonly scores: Float64Array;
  readonly bands: Uint8Array;
}

/** The scores that were to be seen at a lead time before each decision; one entry for each row. */
export interface ScoreRows {
  readonly cells: Int32Array;
  readonly scores: Float64Array;
  readonly bands: Uint8Array;
  readonly won: Uint8Array;
  /** Accounts as numbers from 0, without gaps. */
  readonly clusters: Int32Array;
  readonly accounts: number;
  readonly decisions: readonly Decision[];
  readonly quarters: Int32Array;
  readonly years: readonly string[];
  readonly unseen: Readonly<Record<Unseen, number>>;
  /** Decisions seen at an instant without a score. */
  readonly unscored: number;
}

export interface RowsRequest {
  readonly decisions: readonly Decision[];
  readonly years: readonly string[];
  readonly quarters: readonly number[];
  readonly leadDays: number;
  /** Only what was scored from here on. */
  readonly from: Instant;
}

export function scoreRows(history: ScoreHistory, request: RowsRequest): ScoreRows {
  const { decisions, leadDays, from } = request;
  const { cells, unseen } = observe(history, decisions, { leadDays });
  const width = history.instants.length;
  const seen = decisions.map((_, index) => index).filter((index) => cells[index]! >= 0 && history.instants[cells[index]! % width]! >= from);
  const kept = seen.filter((index) => !Number.isNaN(history.scores[cells[index]!]!));
  const numbers = new Map<number, number>();
  const clusters = Int32Array.from(kept, (index) => {
    const account = Math.floor(cells[index]! / width);
    if (!numbers.has(account)) numbers.set(account, numbers.size);
    return numbers.get(account)!;
  });
  return {
    cells: Int32Array.from(kept, (index) => cells[index]!),
    scores: Float64Array.from(kept, (index) => history.scores[cells[index]!]!),
    bands: Uint8Array.from(kept, (index) => history.bands[cells[index]!]!),
    won: Uint8Array.from(kept, (index) => (decisions[index]!.lost ? 0 : 1)),
    clusters,
    accounts: numbers.size,
    decisions: kept.map((index) => decisions[index]!),
    quarters: Int32Array.from(kept, (index) => request.quarters[index]!),
    years: kept.map((index) => request.years[index]!),
    unseen,
    unscored: seen.length - kept.length,
  };
}

/** How many accounts are among the rows that were lost, and among those that stayed. */
export function accountsBehind({ won, clusters }: ScoreRows): { readonly lost: number; readonly won: number } {
  const lost = new Set(clusters.filter((_, row) => won[row] === 0));
  const stayed = new Set(clusters.filter((_, row) => won[row] === 1));
  return { lost: lost.size, won: stayed.size };
}
