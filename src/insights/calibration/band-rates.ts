import type { Estimate } from "../../lib/statistics/interval.ts";
import { effectiveShare, wilson } from "../../lib/statistics/proportion.ts";
import { bandCodes, type KnownBand, knownBands } from "../backtest/rows.ts";
import { type CalibrationRows, rowsAmong } from "./rows.ts";

/** How often it happened after a band was seen. */
export interface BandRate {
  readonly band: KnownBand;
  readonly segment: string;
  readonly n: number;
  readonly happened: number;
  readonly rate: Estimate;
  /** The segment alone had too few, so this is the rate of the band over all segments. */
  readonly pooled: boolean;
}

/** A segment has rates of its own in a band when it holds so many rows, and so many of them with the event and without. */
const [fewestRows, fewestOfEach] = [50, 5];

/** The rates of every band and segment; the segment "" stands for all. */
export function bandRates(rows: CalibrationRows): BandRate[] {
  const segments = [...new Set(rows.segments)].filter((segment) => segment !== "").toSorted();
  return knownBands.flatMap((band) => {
    const ofBand = rowsAmong(rows, (row) => rows.bands[row] === bandCodes[band]);
    const overall = { band, segment: "", ...rateOf(ofBand), pooled: false };
    return [overall, ...segments.map((segment): BandRate => {
      const own = rateOf(rowsAmong(ofBand, (row) => ofBand.segments[row] === segment));
      const enough = own.n >= fewestRows && Math.min(own.happened, own.n - own.happened) >= fewestOfEach;
      return enough ? { band, segment, ...own, pooled: false } : { ...overall, segment, pooled: true };
    })];
  });
}

export function rateOf({ happened, clusters }: CalibrationRows): { readonly n: number; readonly happened: number; readonly rate: Estimate } {
  const share = happened.length === 0 ? { successes: 0, n: 0 } : effectiveShare(happened, clusters);
  return { n: happened.length, happened: happened.reduce((sum, one) => sum + one, 0), rate: wilson(share.successes, share.n) };
}
