export interface Limits {
  readonly redBelow: number;
  readonly yellowBelow: number;
}

/** How many accounts fall into each band; `points` counts them by whole points from 0 to 100. */
export function bandCounts(points: readonly number[], { redBelow, yellowBelow }: Limits): Readonly<Record<"red" | "yellow" | "green", number>> {
  const sum = (from: number, to: number): number => points.slice(from, to).reduce((total, count) => total + count, 0);
  return { red: sum(0, redBelow), yellow: sum(redBelow, yellowBelow), green: sum(yellowBelow, 101) };
}

/** Limits of which one has moved; the other gives way, so that each band keeps at least a point. */
export function withLimit(limits: Limits, which: keyof Limits, value: number): Limits {
  const own = Math.round(value);
  if (which === "redBelow") {
    const redBelow = Math.min(98, Math.max(1, own));
    return { redBelow, yellowBelow: Math.max(limits.yellowBelow, redBelow + 1) };
  }
  const yellowBelow = Math.min(99, Math.max(2, own));
  return { redBelow: Math.min(limits.redBelow, yellowBelow - 1), yellowBelow };
}

/** The whole points that part the accounts most nearly into thirds; undefined without accounts. */
export function evenLimits(points: readonly number[]): Limits | undefined {
  const total = points.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const at = (share: number): number => {
    let [seen, place] = [0, 0];
    while (place < 100 && seen + (points[place] ?? 0) < total * share) seen += points[place++] ?? 0;
    return place + 1;
  };
  return withLimit({ redBelow: at(1 / 3), yellowBelow: at(2 / 3) }, "redBelow", at(1 / 3));
}
