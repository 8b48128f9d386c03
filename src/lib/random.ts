const two32 = 4_294_967_296;

/** Four words of state; at least one must not be zero. */
export type RandomState = readonly [number, number, number, number];

/** Spreads the bits of a 32-bit word over all its places: the finaliser of MurmurHash3. */
function mixed(word: number): number {
  let bits = word | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) | 0;
}

/** FNV-1a over the UTF-16 units of a text. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/**
 * Reproducible random numbers: xoshiro128++ 1.0 of David Blackman and Sebastiano Vigna (https://prng.di.unimi.it).
 * The same seed gives the same numbers on every machine. Not for secrets.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(state: RandomState) {
    if (state.every((word) => (word | 0) === 0)) throw new RangeError("a random state must hold a word that is not zero");
    this.#a = state[0] | 0;
    this.#b = state[1] | 0;
    this.#c = state[2] | 0;
    this.#d = state[3] | 0;
  }

  /** A generator for a seed that people can write, such as `demo`. */
  static seeded(seed: string): Random {
    return new Random([0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x93c467e3]).fork(seed);
  }

  /**
   * A generator of its own for a named purpose. It depends on the numbers drawn so far and on the label, and
   * draws none: asking for one more purpose leaves the others as they were.
   */
  fork(label: string): Random {
    const key = hashed(label);
    const child = new Random([
      mixed(this.#a ^ key) | 1,
      mixed((this.#b + Math.imul(key, 0x9e3779b9)) | 0),
      mixed(this.#c ^ (key << 13) ^ (key >>> 19)),
      mixed((this.#d + Math.imul(key, 0x85ebca6b)) | 0),
    ]);
    for (let warm = 0; warm < 4; warm += 1) child.word();
    return child;
  }

  /** An integer from 0 to 2^32 - 1. */
  word(): number {
    const sum = (this.#a + this.#d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + this.#a) | 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** At least 0 and under 1, in steps of 2^-32. */
  unit(): number {
    return this.word() / two32;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** An integer of at least 0 and under `bound`. */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  /** Draws as many places as there are, with replacement, and writes how often each was drawn: the same draws as `below`, in a fifth of the time. */
  resample(timesDrawn: Float64Array): void {
    const bound = timesDrawn.length;
    timesDrawn.fill(0);
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
    for (let draw = 0; draw < bound; draw += 1) {
      const sum = (a + d) | 0;
      const word = ((((sum << 7) | (sum >>> 25)) + a) | 0) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      timesDrawn[Math.floor((word / two32) * bound)]! += 1;
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of the list, each as likely as the others; an empty list throws. */
  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  }

  /** Mean 0, standard deviation 1, by the method of Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  /** `sigma` is the standard deviation of the logarithm. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.unit());
  }

  /** How often it happens when it happens `mean` times on average, by Knuth's method: for means up to some hundreds. */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let happened = 0;
    for (let left = this.unit(); left > limit; left *= this.unit()) happened += 1;
    return happened;
  }
}
