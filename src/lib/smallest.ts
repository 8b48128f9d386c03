/** Keeps the smallest so many of what it is offered, without sorting the rest. */
export class Smallest<T> {
  readonly #limit: number;
  readonly #compare: (left: T, right: T) => number;
  /** A heap with the greatest of those kept on top. */
  readonly #kept: T[] = [];

  constructor(limit: number, compare: (left: T, right: T) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  offer(item: T): void {
    if (this.#kept.length < this.#limit) {
      this.#kept.push(item);
      this.#rise(this.#kept.length - 1);
    } else if (this.#limit > 0 && this.#compare(item, this.#kept[0] as T) < 0) {
      this.#kept[0] = item;
      this.#sink(0);
    }
  }

  /** Ascending. */
  sorted(): T[] {
    return this.#kept.toSorted(this.#compare);
  }

  #rise(start: number): void {
    for (let at = start; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!this.#swapIfGreater(at, above)) return;
      at = above;
    }
  }

  #sink(start: number): void {
    for (let at = start; ; ) {
      let greatest = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < this.#kept.length && this.#compare(this.#kept[below] as T, this.#kept[greatest] as T) > 0) greatest = below;
      }
      if (greatest === at) return;
      this.#swapIfGreater(greatest, at);
      at = greatest;
    }
  }

  #swapIfGreater(below: number, above: number): boolean {
    const [lower, upper] = [this.#kept[below] as T, this.#kept[above] as T];
    if (this.#compare(lower, upper) <= 0) return false;
    [this.#kept[below], this.#kept[above]] = [upper, lower];
    return true;
  }
}
