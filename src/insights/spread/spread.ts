import { compareText } from "../../lib/text-order.ts";
import type { Band } from "../../scores/bands.ts";
import { type Distribution, type Spread, distributionOf, spreadOf } from "../../scores/portfolio.ts";
import { type SuggestedBands, suggestBands } from "./suggest-bands.ts";

/** What is looked at of an account. */
export interface SpreadSubject {
  readonly band: Band;
  /** As computed: what a person put in its place is no reason to move bands. Null without enough data. */
  readonly score: number | null;
  readonly segments: readonly string[];
  readonly mrr: number | null;
}

/** How the accounts of one segment spread over the bands, and which bands would spread them evenly. */
export interface SegmentSpread {
  /** Null for all accounts together. */
  readonly segment: string | null;
  readonly distribution: Distribution;
  readonly mrr: Readonly<Record<Band, number>>;
  readonly spread: Spread;
  readonly suggested: SuggestedBands;
}

/** All accounts first, then the segments by id; an account in several counts in each. */
export function spreadBySegment(subjects: readonly SpreadSubject[], segments: readonly string[]): SegmentSpread[] {
  const groups = segments.toSorted(compareText).map((segment) => ({ segment, own: subjects.filter((subject) => subject.segments.includes(segment)) }));
  return [{ segment: null, own: subjects }, ...groups.filter(({ own }) => own.length > 0)].map(({ segment, own }) => {
    const distribution = distributionOf(own.map(({ band }) => band));
    return { segment, distribution, mrr: revenueIn(own), spread: spreadOf(distribution), suggested: suggestBands(own.flatMap(({ score }) => score ?? [])) };
  });
}

function revenueIn(subjects: readonly SpreadSubject[]): Record<Band, number> {
  const sums: Record<Band, number> = { unknown: 0, red: 0, yellow: 0, green: 0 };
  for (const { band, mrr } of subjects) sums[band] += mrr ?? 0;
  return sums;
}

/** Accounts with a score from `from` up to, but not including, `to`; the last part includes 100. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly accounts: number;
}

const width = 10;

/** Accounts by tens of points, from 0 to 100. */
export function scoresByTens(subjects: readonly Pick<SpreadSubject, "score">[]): Part[] {
  const counts = Array.from({ length: 100 / width }, () => 0);
  for (const { score } of subjects) if (score !== null) counts[Math.min(counts.length - 1, Math.floor(score / width))]! += 1;
  return counts.map((accounts, place) => ({ from: place * width, to: (place + 1) * width, accounts }));
}
