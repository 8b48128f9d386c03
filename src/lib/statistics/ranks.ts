/**
 * Rows in ascending order of value, equal ones as they came. NaN must not occur. Sorting the values alone and looking each one up is
 * several times faster than sorting rows with a comparison.
 */
export function orderOf(values: ArrayLike<number>): Uint32Array {
  const sorted = Float64Array.from(values).sort();
  const taken = new Uint32Array(values.length);
  const order = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const place = firstAtLeast(sorted, values[row]!);
    order[place + taken[place]!] = row;
    taken[place]! += 1;
  }
  return order;
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
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
