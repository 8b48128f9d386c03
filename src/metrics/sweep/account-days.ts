import type { DayFacts } from "./day-facts.ts";
import type { SweepPlan } from "./plan.ts";

/** What one account did on each day, by selection; and which days each of its users was active, as bits. */
export class AccountDays {
  readonly days: number;
  readonly words: number;
  /** Events of selection k on day d at `k * days + d`; of any user or none. */
  readonly counts: Uint32Array;
  /** Latest event of selection k on day d, 0 where there is none. */
  readonly latest: Float64Array;
  /** Sum, and number of numbers, of property p for selection k on day d at `(p * selections + k) * days + d`. */
  readonly sums: Float64Array;
  readonly numbers: Uint32Array;
  /** Active days of the user now being read: bit d of selection k, in words from `k * words`. */
  readonly userDays: Uint32Array;
  /** The same of all users of the account together. */
  readonly anyUserDays: Uint32Array;
  readonly #selections: number;

  constructor({ selections, properties }: SweepPlan, days: number) {
    this.days = days;
    this.words = Math.ceil(days / 32);
    this.#selections = selections.length;
    this.counts = new Uint32Array(selections.length * days);
    this.latest = new Float64Array(selections.length * days);
    this.sums = new Float64Array(selections.length * properties.length * days);
    this.numbers = new Uint32Array(this.sums.length);
    this.userDays = new Uint32Array(selections.length * this.words);
    this.anyUserDays = new Uint32Array(this.userDays.length);
  }

  clear(): void {
    this.counts.fill(0);
    this.anyUserDays.fill(0);
    this.latest.fill(0);
    this.sums.fill(0);
    this.numbers.fill(0);
  }

  /** Reads one row: adds its events to the account's days, and leaves its own days in `userDays`. */
  read(facts: DayFacts, row: number): void {
    const end = facts.ends[row] as number;
    const isUser = facts.isUser[row] === 1;
    if (isUser) this.userDays.fill(0);
    for (let entry = row === 0 ? 0 : (facts.ends[row - 1] as number); entry < end; entry += 1) {
      const day = facts.days[entry] as number;
      for (let mask = facts.masks[entry] as number; mask !== 0; mask &= mask - 1) {
        const selection = 31 - Math.clz32(mask & -mask);
        const at = selection * this.days + day;
        this.counts[at] = (this.counts[at] as number) + 1;
        if (isUser) {
          const word = selection * this.words + (day >>> 5);
          this.userDays[word] = (this.userDays[word] as number) | (1 << (day & 31));
        }
        if (facts.times) this.#noteTime(at, facts.times[entry] as number);
        if (facts.numbers.length > 0) this.#noteNumbers(facts, entry, at);
      }
    }
    if (isUser) this.userDays.forEach((bits, word) => (this.anyUserDays[word] = (this.anyUserDays[word] as number) | bits));
  }

  #noteTime(at: number, time: number): void {
    if (time > (this.latest[at] as number)) this.latest[at] = time;
  }

  #noteNumbers(facts: DayFacts, entry: number, at: number): void {
    facts.numbers.forEach((column, property) => {
      const number = column[entry] as number;
      if (Number.isNaN(number)) return;
      const place = property * this.#selections * this.days + at;
      this.sums[place] = (this.sums[place] as number) + number;
      this.numbers[place] = (this.numbers[place] as number) + 1;
    });
  }
}
