import { type ActiveDays, lowestBit } from "./account-days.ts";
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

  /** Adds one user (or one feature) by its days, active on a day when any of the selections, given as bits, is. */
  add({ masks, words }: ActiveDays, selections: number): void {
    let begin = -1;
    let end = -1;
    for (let word = 0; word < words.length; word += 1) {
      for (let bits = words[word] as number; bits !== 0; bits &= bits - 1) {
        const day = word * 32 + lowestBit(bits);
        if (((masks[day] as number) & selections) === 0) continue;
        const from = day + 1 + this.#back;
        if (from > end) {
          this.#stretch(begin, end);
          begin = from;
        }
        end = from + this.#length;
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
