/**
 * Benjamini and Hochberg (1995): q-values, so that calling everything with q <= 0.05 a finding makes at most 5 % of the
 * findings false on average. In the order of `ps`. NaN stands for "not tested", stays NaN and does not count.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  return stepwise(ps, (p, place, count) => (p * count) / (place + 1), "from_largest");
}

/** Holm (1979): adjusted p-values, so that the chance of even one false finding stays under the level. In the order of `ps`. */
export function holm(ps: readonly number[]): number[] {
  return stepwise(ps, (p, place, count) => p * (count - place), "from_smallest");
}

/** Adjusts each p by its place in ascending order and makes the result monotone from one end. */
function stepwise(
  ps: readonly number[],
  adjust: (p: number, place: number, count: number) => number,
  direction: "from_largest" | "from_smallest",
): number[] {
  const order = ps.map((_, index) => index).filter((index) => !Number.isNaN(ps[index]));
  order.sort((a, b) => ps[a]! - ps[b]!);
  const adjusted = order.map((index, place) => Math.min(1, adjust(ps[index]!, place, order.length)));
  if (direction === "from_largest") {
    for (let i = adjusted.length - 2; i >= 0; i -= 1) adjusted[i] = Math.min(adjusted[i]!, adjusted[i + 1]!);
  } else {
    for (let i = 1; i < adjusted.length; i += 1) adjusted[i] = Math.max(adjusted[i]!, adjusted[i - 1]!);
  }
  const result = ps.map(() => Number.NaN);
  order.forEach((index, place) => (result[index] = adjusted[place]!));
  return result;
}
