import type { Calendar } from "./calendar.ts";

/**
 * Distinct users (or features) in a rolling window, for every instant in one pass. One that is active on day d counts
 * at the midnights d + 1 to d + length (later by `back`); overlapping stretches of one user are joined, each stretch
 * adds one where it begins and takes it away where it ends, and a running sum gives the number at every midnight.
 */
export class Coverage {
  readonly #changes: Int32Array;
  readonly #instantDays: Int32Array;
  readonly #length: number;
  readonly #back: number;

  constructor(calendar: Calendar, { length, back }: { length: number; back: number }) {
    this.#changes = new Int32Array(calendar.starts.length + 2);
    this.#instantDays = calendar.instantDays;
    this.#length = length;
    this.#back = back;
  }

  /** Adds one user (or one feature) by its days, active on a day when any of the selections is. */
  add(activeDays: Uint32Array, words: number, selections: readonly number[]): void {
    let begin = -1;
    let end = -1;
    for (let word = 0; word < words; word += 1) {
      let bits = 0;
      for (const selection of selections) bits |= activeDays[selection * words + word] as number;
      for (; bits !== 0; bits &= bits - 1) {
        const day = word * 32 + 31 - Math.clz32(bits & -bits) + 1 + this.#back;
        if (day > end) {
          this.#stretch(begin, end);
          begin = day;
        }
        end = day + this.#length;
      }
    }
    this.#stretch(begin, end);
  }

  #stretch(begin: number, end: number): void {
    const last = this.#changes.length - 1;
    if (begin < 0 || begin > last) return;
    this.#changes[begin] = (this.#changes[begin] as number) + 1;
    const stop = Math.min(end, last);
    this.#changes[stop] = (this.#changes[stop] as number) - 1;
  }

  /** Writes the users at each instant, and begins the next account. */
  finish(out: Float64Array, offset: number): void {
    let users = 0;
    let day = 0;
    for (let index = 0; index < this.#instantDays.length; index += 1) {
      for (const until = this.#instantDays[index] as number; day <= until; day += 1) users += this.#changes[day] as number;
      out[offset + index] = users;
    }
    this.#changes.fill(0);
  }
}
