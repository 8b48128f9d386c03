import type { DayFacts } from "./day-facts.ts";
import { type SweepPlan, selectionKey, selectionsOf } from "./plan.ts";

/** What one account did on each day, by selection; and on which days each of its users did what. */
export class AccountDays {
  readonly days: number;
  /** Events of selection k on day d at `k * days + d`; of any user or none. */
  readonly counts: Uint32Array;
  /** Latest event of selection k on day d, 0 where there is none. */
  readonly latest: Float64Array;
  /** Sum, and number of numbers, of property p for selection k on day d at `(p * selections + k) * days + d`. */
  readonly sums: Float64Array;
  readonly numbers: Uint32Array;
  /** Of the user now being read: which selections select an event of each day, as bits, and which days have any. */
  readonly user: ActiveDays;
  /** The same of all users of the account together. */
  readonly anyUser: ActiveDays;
  readonly #selections: number;
  /** Which selections are counted, or looked at for times or numbers, so that events of the others cost nothing more. */
  readonly #counted: number;
  readonly #timed: number;
  readonly #summed: number;

  constructor(plan: SweepPlan, days: number) {
    const { selections, properties } = plan;
    this.days = days;
    this.#selections = selections.length;
    this.counts = new Uint32Array(selections.length * days);
    this.latest = new Float64Array(selections.length * days);
    this.sums = new Float64Array(selections.length * properties.length * days);
    this.numbers = new Uint32Array(this.sums.length);
    this.user = new ActiveDays(days);
    this.anyUser = new ActiveDays(days);
    this.#counted = selectionsNeeded(plan, ["count", "days"]);
    this.#timed = selectionsNeeded(plan, ["last_time"]);
    this.#summed = selectionsNeeded(plan, ["sum", "numbers"]);
  }

  clear(): void {
    this.counts.fill(0);
    this.anyUser.clear();
    if (this.#timed !== 0) this.latest.fill(0);
    this.sums.fill(0);
    this.numbers.fill(0);
  }

  /** Reads one row: adds its events to the account's days, and leaves its own days in `user`. */
  read(facts: DayFacts, row: number): void {
    const begin = row === 0 ? 0 : (facts.ends[row - 1] as number);
    const end = facts.ends[row] as number;
    if (facts.isUser[row] === 1) this.#readUser(facts, begin, end);
    if (this.#counted !== 0) this.#readCounts(facts, begin, end);
    if (this.#timed !== 0) this.#readTimes(facts, begin, end);
    if (this.#summed !== 0) for (let entry = begin; entry < end; entry += 1) this.#readNumbers(facts, entry);
  }

  #readUser({ days, masks }: DayFacts, begin: number, end: number): void {
    this.user.clear();
    for (let entry = begin; entry < end; entry += 1) {
      this.user.add(days[entry] as number, masks[entry] as number);
      this.anyUser.add(days[entry] as number, masks[entry] as number);
    }
  }

  #readCounts({ days, masks }: DayFacts, begin: number, end: number): void {
    for (let entry = begin; entry < end; entry += 1) {
      for (let mask = (masks[entry] as number) & this.#counted; mask !== 0; mask &= mask - 1) {
        const at = lowestBit(mask) * this.days + (days[entry] as number);
        this.counts[at] = (this.counts[at] as number) + 1;
      }
    }
  }

  #readTimes(facts: DayFacts, begin: number, end: number): void {
    const times = facts.times as Float64Array;
    for (let entry = begin; entry < end; entry += 1) {
      const time = times[entry] as number;
      for (let mask = (facts.masks[entry] as number) & this.#timed; mask !== 0; mask &= mask - 1) {
        const at = lowestBit(mask) * this.days + (facts.days[entry] as number);
        if (time > (this.latest[at] as number)) this.latest[at] = time;
      }
    }
  }

  #readNumbers({ days, masks, numbers }: DayFacts, entry: number): void {
    for (let mask = (masks[entry] as number) & this.#summed; mask !== 0; mask &= mask - 1) {
      for (let property = 0; property < numbers.length; property += 1) {
        const number = (numbers[property] as Float64Array)[entry] as number;
        if (Number.isNaN(number)) continue;
        const place = (property * this.#selections + lowestBit(mask)) * this.days + (days[entry] as number);
        this.sums[place] = (this.sums[place] as number) + number;
        this.numbers[place] = (this.numbers[place] as number) + 1;
      }
    }
  }
}

/** Days with the selections that select something on them; the days also as bits, to walk through them in order. */
export class ActiveDays {
  readonly masks: Uint32Array;
  readonly words: Uint32Array;

  constructor(days: number) {
    this.masks = new Uint32Array(days);
    this.words = new Uint32Array(Math.ceil(days / 32));
  }

  add(day: number, mask: number): void {
    this.masks[day] = (this.masks[day] as number) | mask;
    this.words[day >>> 5] = (this.words[day >>> 5] as number) | (1 << (day & 31));
  }

  clear(): void {
    this.masks.fill(0);
    this.words.fill(0);
  }
}

export const lowestBit = (mask: number): number => 31 - Math.clz32(mask & -mask);

/** The selections of the aggregates of these functions, as bits. */
function selectionsNeeded({ selections, swept }: SweepPlan, fns: readonly string[]): number {
  const keys = new Set(swept.filter(({ fn }) => fns.includes(fn)).flatMap(selectionsOf).map(selectionKey));
  return selections.reduce((mask, selection, bit) => (keys.has(selectionKey(selection)) ? mask | (1 << bit) : mask), 0);
}
