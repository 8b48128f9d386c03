import type { Estimate } from "../../lib/statistics/interval.ts";
import { effectiveShare, wilson } from "../../lib/statistics/proportion.ts";
import { bandCodes, type KnownBand, knownBands, type ScoreRows } from "./rows.ts";

/** What became of the customers of one band. For red, `lossRate` is the precision and `shareOfLost` the recall. */
export interface BandResult {
  readonly band: KnownBand;
  readonly n: number;
  readonly lost: number;
  readonly lossRate: Estimate;
  /** Of all that were lost, how many stood in this band. */
  readonly shareOfLost: Estimate;
  /** Recurring revenue of the rows, and of those lost. */
  readonly mrr: number;
  readonly mrrLost: number;
}

export function bandResults(rows: ScoreRows): BandResult[] {
  const lost = Uint8Array.from(rows.won, (won) => 1 - won);
  const lostRows = Array.from(lost, (_, row) => row).filter((row) => lost[row] === 1);
  return knownBands.map((band) => {
    const inBand = Array.from(lost, (_, row) => row).filter((row) => rows.bands[row] === bandCodes[band]);
    return {
      band,
      n: inBand.length,
      lost: inBand.filter((row) => lost[row] === 1).length,
      lossRate: shareOf(rows, inBand, (row) => lost[row]!),
      shareOfLost: shareOf(rows, lostRows, (row) => (rows.bands[row] === bandCodes[band] ? 1 : 0)),
      mrr: revenueOf(rows, inBand),
      mrrLost: revenueOf(rows, inBand.filter((row) => lost[row] === 1)),
    };
  });
}

function shareOf({ clusters }: ScoreRows, among: readonly number[], holds: (row: number) => number): Estimate {
  if (among.length === 0) return wilson(0, 0);
  const { successes, n } = effectiveShare(among.map(holds), among.map((row) => clusters[row]!));
  return wilson(successes, n);
}

const revenueOf = ({ decisions }: ScoreRows, among: readonly number[]): number => among.reduce((sum, row) => sum + knownMrr(decisions[row]!.mrr), 0);

/** Unknown revenue counts as none. */
export const knownMrr = (mrr: number): number => (Number.isFinite(mrr) ? mrr : 0);
