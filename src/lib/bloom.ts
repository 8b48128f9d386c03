const bitsPerKey = 16;
const probes = 6;

/**
 * A Bloom filter that answers "surely new" or "maybe seen" (Bloom 1970; two numbers make all probes, Kirsch and
 * Mitzenmacher 2006) over 32-bit hashes of the keys. With 16 bits a key and ten million keys about three new keys in a
 * thousand are called maybe; an overfull filter says maybe more often, never new for what was added.
 * Memory: two to four bytes for each key of its capacity.
 */
export class SeenFilter {
  readonly #words: Uint32Array;
  readonly #mask: number;

  constructor(capacity: number) {
    const bits = 2 ** Math.ceil(Math.log2(Math.max(1024, capacity * bitsPerKey)));
    this.#words = new Uint32Array(bits / 32);
    this.#mask = bits - 1;
  }

  /** Adds a key by its hash (32 bits, well mixed), and tells whether it may have been there before. */
  add(keyHash: number): boolean {
    const step = Math.imul(keyHash ^ (keyHash >>> 15), 0x9e3779b1) | 1;
    let seen = true;
    let hash = keyHash;
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = (hash & this.#mask) >>> 0;
      const word = bit >>> 5;
      const flag = 1 << (bit & 31);
      const before = this.#words[word] as number;
      if ((before & flag) === 0) {
        seen = false;
        this.#words[word] = before | flag;
      }
      hash = (hash + step) | 0;
    }
    return seen;
  }
}
