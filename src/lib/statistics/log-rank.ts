import { chiSquaredUpper } from "./distributions.ts";
import { solve } from "./linear.ts";
import type { Durations } from "./kaplan-meier.ts";

export interface LogRank {
  readonly chiSquared: number;
  readonly df: number;
  readonly p: number;
  /** Events of each group, and those to be expected if the groups were alike. */
  readonly observed: readonly number[];
  readonly expected: readonly number[];
}

/** The log-rank test of two or more groups (Mantel 1966, Peto and Peto 1972), with the hypergeometric variance. */
export function logRank(groups: readonly Durations[]): LogRank {
  const times = [...new Set(groups.flatMap(({ durations, events }) => Array.from(durations).filter((_, i) => events[i])))].sort((a, b) => a - b);
  const count = groups.length;
  const observed = groups.map(() => 0);
  const expected = groups.map(() => 0);
  const covariance = groups.map(() => new Float64Array(count));
  for (const time of times) {
    const atRisk = groups.map(({ durations }) => countOf(durations, (duration) => duration >= time));
    const events = groups.map((group) => countOf(group.durations, (duration, i) => duration === time && group.events[i] === 1));
    const [n, d] = [sum(atRisk), sum(events)];
    const factor = n > 1 ? (d * (n - d)) / (n * n * (n - 1)) : 0;
    for (let i = 0; i < count; i += 1) {
      observed[i]! += events[i]!;
      expected[i]! += (d * atRisk[i]!) / n;
      for (let j = 0; j < count; j += 1) covariance[i]![j]! += factor * atRisk[i]! * ((i === j ? n : 0) - atRisk[j]!);
    }
  }
  // The differences add up to zero, so one group is redundant, and so is a group that never was at risk.
  const kept = groups.map((_, i) => i).filter((i) => covariance[i]![i]! > 0).slice(1);
  const difference = kept.map((i) => observed[i]! - expected[i]!);
  const weights = kept.length > 0 ? solve(kept.map((i) => Float64Array.from(kept, (j) => covariance[i]![j]!)), difference) : [];
  const chiSquared = difference.reduce((total, value, i) => total + value * weights[i]!, 0);
  return { chiSquared, df: kept.length, p: kept.length > 0 ? chiSquaredUpper(chiSquared, kept.length) : 1, observed, expected };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function countOf(values: ArrayLike<number>, holds: (value: number, index: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < values.length; i += 1) if (holds(values[i]!, i)) count += 1;
  return count;
}
