import { type Band, bands } from "./bands.ts";
import type { Bands } from "./schema.ts";

/** How accounts spread over the bands. Shares are 0 to 1 of all accounts. */
export interface Distribution {
  readonly total: number;
  readonly counts: Readonly<Record<Band, number>>;
  readonly shares: Readonly<Record<Band, number>>;
}

export function distributionOf(found: Iterable<Band>): Distribution {
  const counts: Record<Band, number> = { unknown: 0, red: 0, yellow: 0, green: 0 };
  let total = 0;
  for (const band of found) {
    counts[band] += 1;
    total += 1;
  }
  const share = (band: Band): number => (total === 0 ? 0 : counts[band] / total);
  return { total, counts, shares: { unknown: share("unknown"), red: share("red"), yellow: share("yellow"), green: share("green") } };
}

/** Whether bands tell accounts apart. When one holds most of them, they don't, and the model is of little use. */
export type Spread =
  | { readonly kind: "too_few"; readonly total: number }
  | { readonly kind: "lopsided"; readonly band: Band; readonly share: number }
  | { readonly kind: "spread" };

/** `most` is the share of all accounts from which a band holds too many; under `fewest` accounts nothing is said. */
export function spreadOf({ total, shares }: Distribution, { most = 0.6, fewest = 10 } = {}): Spread {
  if (total < fewest) return { kind: "too_few", total };
  const band = bands.find((name) => shares[name] > most);
  return band === undefined ? { kind: "spread" } : { kind: "lopsided", band, share: shares[band] };
}

/** A part of a score with what it counts; null where it is missing. */
interface Weighed {
  readonly weight: number;
  readonly score: number | null;
}

/**
 * The metric (or category) that pulls the score down most: the one with the greatest weighted shortfall to 100,
 * weight after redistribution times (100 - score), in points of the mean. These are the points that the mean would
 * gain if that metric alone were perfect; all shortfalls sum to 100 - mean. The first of equals; undefined when
 * nothing falls short.
 */
export function pullsDownMost<T extends Weighed>(parts: readonly T[]): { part: T; points: number } | undefined {
  let worst: { part: T; points: number } | undefined;
  for (const part of parts) {
    const points = part.score === null ? 0 : part.weight * (100 - part.score);
    if (points > (worst?.points ?? 0)) worst = { part, points };
  }
  return worst;
}

/** The next better band and the points that are missing to reach it, hysteresis included. */
export interface NextUp {
  readonly band: Band;
  readonly points: number;
}

/** Undefined for green, which has none above it, and for unknown, whose distance can't be told. */
export function nextUp({ score, band }: { readonly score: number | null; readonly band: Band }, thresholds: Bands): NextUp | undefined {
  if (score === null || band === "unknown" || band === "green") return undefined;
  const limit = band === "red" ? thresholds.red_below : thresholds.yellow_below;
  // Dwell can hold a band although the score has passed the limit; then nothing is missing but time.
  return { band: band === "red" ? "yellow" : "green", points: Math.max(0, limit + thresholds.hysteresis - score) };
}

/**
 * The top of yellow and the top of red: those with the fewest points missing to the next band first, yellow before
 * red among equals, otherwise in the order given.
 */
export function nearlyThere<T extends { readonly score: number | null; readonly band: Band }>(
  accounts: readonly T[],
  thresholdsOf: (account: T) => Bands,
): (NextUp & { readonly account: T })[] {
  const near = accounts.flatMap((account) => {
    const next = nextUp(account, thresholdsOf(account));
    return next === undefined ? [] : [{ account, ...next }];
  });
  return near.sort((left, right) => left.points - right.points || bands.indexOf(right.band) - bands.indexOf(left.band));
}
