/** Places of `values` in ascending order, as indexes. NaN must not occur. */
export function orderOf(values: ArrayLike<number>): Uint32Array {
  const order = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i += 1) order[i] = i;
  return order.sort((a, b) => values[a]! - values[b]!);
}

/** Calls `visit` with each run of equal values, as the half-open range of `order` that it takes. */
export function eachTie(values: ArrayLike<number>, order: Uint32Array, visit: (from: number, to: number) => void): void {
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    visit(from, to);
  }
}

/** Ranks from 1; equal values share the mean of their ranks. `tieTerm` is the sum of t^3 - t over runs of t equal values. */
export function midranks(values: ArrayLike<number>): { ranks: Float64Array; tieTerm: number } {
  const order = orderOf(values);
  const ranks = new Float64Array(values.length);
  let tieTerm = 0;
  eachTie(values, order, (from, to) => {
    const size = to - from;
    tieTerm += size ** 3 - size;
    for (let place = from; place < to; place += 1) ranks[order[place]!] = (from + to + 1) / 2;
  });
  return { ranks, tieTerm };
}
