import { SeenFilter, filterBytes } from "./bloom.ts";
import { type Instant, dayMs, hourMs } from "./zone.ts";

/** Keys of the smallest filter: 128 kB. A day always gets at least that, so that it can be left behind alone. */
const smallest = 2 ** 16;

/** Memory in bytes that several windows share. */
export class FilterMemory {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.#left += bytes;
  }
}

interface Generation {
  readonly filter: SeenFilter;
  /** What it took of the shared memory; 0 for the one that every day gets. */
  readonly taken: number;
  readonly day: number;
  keys: number;
  last: Instant;
}

/** Clocks that were put right by less don't make a key leave too early. */
const slackMs = hourMs;

/**
 * Which keys were seen within a window, as "surely new" or "maybe": a filter for each day, or several when there are more
 * keys than expected, and days are left behind whole. What memory doesn't allow makes the newest filter overfull: it says
 * maybe more often, never new for what was seen. An endless window has no days.
 */
export class SeenWindow {
  readonly #windowMs: number;
  readonly #memory: FilterMemory;
  #generations: Generation[] = [];
  /** There was no memory for another filter; there may be when days were left behind. */
  #isOut = false;

  constructor(windowMs: number, memory: FilterMemory) {
    this.#windowMs = windowMs;
    this.#memory = memory;
  }

  /** Memory of all filters. */
  get bytes(): number {
    return this.#generations.reduce((sum, { filter }) => sum + filter.bytes, 0);
  }

  /** Adds a key by its hash (32 bits, well mixed), and tells whether it may have been seen in the window before `at`. */
  add(keyHash: number, at: Instant): boolean {
    const newest = this.#newestAt(at);
    for (const generation of this.#generations) {
      if (generation === newest || !generation.filter.has(keyHash)) continue;
      // Seen again is known for as long as seen for the first time.
      this.#note(newest, keyHash, at);
      return true;
    }
    return this.#note(newest, keyHash, at);
  }

  /** Makes room for keys that were seen on a day, oldest day first. */
  expect(keys: number, at: Instant): void {
    this.#begin(this.#dayOf(at), keys, at).last = at + dayMs - 1;
  }

  /** Adds a key that was seen on a day for which room was made; of another day it counts as seen on the newest. */
  restore(keyHash: number, at: Instant): void {
    const day = this.#dayOf(at);
    const generation = this.#generations.findLast((one) => one.day === day) ?? this.#newestAt(at);
    this.#note(generation, keyHash, generation.last);
  }

  /** An endless window is one day. */
  #dayOf(at: Instant): number {
    return this.#windowMs === Number.POSITIVE_INFINITY ? 0 : Math.floor(at / dayMs);
  }

  #note(generation: Generation, keyHash: number, at: Instant): boolean {
    generation.keys += 1;
    if (at > generation.last) generation.last = at;
    return generation.filter.add(keyHash);
  }

  /** The filter that takes what is seen now: of a new day a new one, and behind a full one another where memory allows. */
  #newestAt(at: Instant): Generation {
    const newest = this.#generations.at(-1);
    const day = this.#dayOf(at);
    if (newest === undefined || newest.day < day) return this.#begin(day, this.#keysOf(newest?.day), at);
    if (newest.keys < newest.filter.capacity || this.#isOut) return newest;
    return this.#grow(newest.day, newest.keys * 2, at) ?? newest;
  }

  #keysOf(day: number | undefined): number {
    return this.#generations.reduce((sum, generation) => sum + (generation.day === day ? generation.keys : 0), 0);
  }

  #begin(day: number, keys: number, at: Instant): Generation {
    this.#leaveBehind(at);
    return this.#grow(day, Math.max(keys, smallest), at) ?? this.#push({ filter: new SeenFilter(smallest), taken: 0, day, keys: 0, last: at });
  }

  /** As many keys as wanted, or half as many, and so on; undefined when there is no memory for a filter worth having. */
  #grow(day: number, wanted: number, at: Instant): Generation | undefined {
    for (let keys = wanted; keys >= smallest; keys /= 2) {
      const taken = filterBytes(keys);
      if (this.#memory.take(taken)) return this.#push({ filter: new SeenFilter(keys), taken, day, keys: 0, last: at });
    }
    this.#isOut = true;
    return undefined;
  }

  #push(generation: Generation): Generation {
    this.#generations.push(generation);
    return generation;
  }

  #leaveBehind(at: Instant): void {
    const [kept, left] = [[] as Generation[], [] as Generation[]];
    for (const generation of this.#generations) (generation.last < at - this.#windowMs - slackMs ? left : kept).push(generation);
    for (const { taken } of left) this.#memory.give(taken);
    this.#generations = kept;
    this.#isOut = false;
  }
}
