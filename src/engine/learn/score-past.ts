import type { AccountLog } from "../../accounts/account-log.ts";
import type { ScoreHistory } from "../../insights/backtest/rows.ts";
import type { Instant } from "../../lib/zone.ts";
import type { BandMemory } from "../../scores/bands.ts";
import type { ScoreCard } from "../../scores/card.ts";
import type { CompiledModel } from "../../scores/core.ts";
import { BandChain, DwellLimits } from "../band-chain.ts";
import { type ScoredRows, scoreAccount } from "../history.ts";
import type { Measurements } from "../ports.ts";
import type { Scorer } from "../scorer.ts";
import { type SnapshotRow, bandCode } from "../snapshot-columns.ts";
import type { Past } from "./past.ts";

/** Scores with the stage that each was computed in; undefined in cells without a score. */
export interface ScoredPast extends ScoreHistory {
  readonly stages: readonly (string | undefined)[];
}

/**
 * The computed scores and bands of every cell, from what was known then. Bands step from instant to instant, as the grid does. The
 * scorer's metrics come first in the grid, in its order; it fills cells that need the standing, so it works on a copy of each account's.
 */
export function scorePast({ measured, values, logs }: Pick<Past, "measured" | "values" | "logs">, scorer: Scorer): ScoredPast {
  const { accounts, instants, born } = measured;
  const size = instants.length * measured.metricIds.length;
  const copy: Measurements = { ...measured, values: new Float64Array(size), states: new Uint8Array(size) };
  const scored = new ScoredCells(accounts.length, instants);
  const limits = new DwellLimits(instants, scorer.pack.pack.timezone);
  const cards = new Map<CompiledModel, ScoreCard>();
  accounts.forEach((account, place) => {
    const log: AccountLog = logs.get(account) ?? { account, events: [], traits: [], born: born[place] as number };
    copy.values.set(measured.values.subarray(place * size, (place + 1) * size));
    copy.states.set(measured.states.subarray(place * size, (place + 1) * size));
    scored.account = place;
    const bornAt = (instant: number): Instant => values.bornThen.get(place * instants.length + instant) ?? log.born;
    scoreAccount({ scorer, measurements: copy, log, place: 0, chain: new BandChain(limits), columns: scored, cards, request: {}, bornAt });
  });
  return { accounts, instants, scores: scored.scores, bands: scored.bands, stages: scored.stages };
}

/** Of scored rows only what a backtest looks at, by cell. */
class ScoredCells implements ScoredRows {
  readonly scores: Float64Array;
  readonly bands: Uint8Array;
  readonly stages: (string | undefined)[];
  /** Place of the account that is being scored. */
  account = 0;
  readonly #columns: ReadonlyMap<Instant, number>;

  constructor(accounts: number, instants: readonly Instant[]) {
    this.scores = new Float64Array(accounts * instants.length).fill(Number.NaN);
    this.bands = new Uint8Array(this.scores.length);
    this.stages = Array.from({ length: this.scores.length });
    this.#columns = new Map(instants.map((instant, column) => [instant, column]));
  }

  addCategory(_score: number, _memory: BandMemory): void {}

  add({ asOf, computedScore, computedBand, stage }: SnapshotRow): void {
    const cell = this.account * this.#columns.size + (this.#columns.get(asOf) as number);
    this.scores[cell] = computedScore;
    this.bands[cell] = bandCode[computedBand];
    this.stages[cell] = stage;
  }
}
