import { quantileSorted } from "simple-statistics";

/** Quantiles by linear interpolation (R's type 7) of the values that are not NaN; NaN when there are none. */
export function quantiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  const sorted = Array.from(Float64Array.from(values).filter((value) => !Number.isNaN(value)).sort());
  return shares.map((share) => (sorted.length === 0 ? Number.NaN : quantileSorted(sorted, share)));
}
