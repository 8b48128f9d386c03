import { orderOf } from "./ranks.ts";

/** The mean squared error of probabilities against 0 and 1 (Brier 1950); less is better. */
export function brierScore(probabilities: ArrayLike<number>, outcome: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < outcome.length; i += 1) sum += (probabilities[i]! - outcome[i]!) ** 2;
  return sum / outcome.length;
}

export interface ReliabilityBin {
  /** Rows of the bin, as indexes into the input. */
  readonly rows: readonly number[];
  readonly meanPredicted: number;
  readonly observed: number;
}

/** Rows in `count` bins of about equal size by predicted probability; equal predictions share a bin. */
export function reliabilityBins(probabilities: ArrayLike<number>, outcome: ArrayLike<number>, count: number): ReliabilityBin[] {
  const order = orderOf(probabilities);
  const bins: ReliabilityBin[] = [];
  for (let from = 0; from < order.length; ) {
    let to = Math.min(order.length, from + Math.ceil((order.length - from) / Math.max(1, count - bins.length)));
    while (to < order.length && probabilities[order[to]!] === probabilities[order[to - 1]!]) to += 1;
    const rows = Array.from(order.subarray(from, to));
    const mean = (values: ArrayLike<number>): number => rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
    bins.push({ rows, meanPredicted: mean(probabilities), observed: mean(outcome) });
    from = to;
  }
  return bins;
}
