import { dayMs, type Instant } from "../../lib/zone.ts";
import type { Term } from "./terms.ts";

/** Monthly recurring revenue of one account from `at` on, until the next step. Ascending. */
export interface RevenueStep {
  readonly at: Instant;
  readonly mrr: number;
}

/** The revenue of an account over time: the sum of its terms. */
export function revenueOf(terms: readonly Term[]): RevenueStep[] {
  const changes = new Map<Instant, number>();
  const add = (at: Instant, mrr: number): void => void changes.set(at, (changes.get(at) ?? 0) + mrr);
  for (const term of terms) {
    add(term.from, term.mrr);
    if (Number.isFinite(term.to)) add(term.to, -term.mrr);
  }
  let mrr = 0;
  return [...changes].sort(([a], [b]) => a - b).map(([at, change]) => {
    mrr += change;
    // Sums of decimals leave crumbs where the revenue is zero.
    return { at, mrr: Math.abs(mrr) < 1e-9 ? 0 : mrr };
  });
}

/** The revenue that runs at `instant`; 0 before the first contract. */
export function mrrAt(steps: readonly RevenueStep[], instant: Instant): number {
  return steps.findLast((step) => step.at <= instant)?.mrr ?? 0;
}

/** Relative growth from one instant to another; NaN when nothing ran at the first. A loss is -1. */
export function growthBetween(steps: readonly RevenueStep[], from: Instant, to: Instant): number {
  const before = mrrAt(steps, from);
  return before > 0 ? mrrAt(steps, to) / before - 1 : Number.NaN;
}

/** Growth of an account over one year of being a customer. */
export interface YearOfGrowth {
  readonly from: Instant;
  readonly to: Instant;
  readonly before: number;
  readonly after: number;
  readonly rate: number;
}

/** The growth of each full year (365 days) since the first contract, up to `asOf`; the year of a loss ends it with -1. */
export function yearlyGrowth(steps: readonly RevenueStep[], asOf: Instant): YearOfGrowth[] {
  const years: YearOfGrowth[] = [];
  const first = steps.find((step) => step.mrr > 0)?.at ?? Number.POSITIVE_INFINITY;
  for (let from = first; from + 365 * dayMs <= asOf; from += 365 * dayMs) {
    const to = from + 365 * dayMs;
    const [before, after] = [mrrAt(steps, from), mrrAt(steps, to)];
    if (before > 0) years.push({ from, to, before, after, rate: after / before - 1 });
  }
  return years;
}
