const bitsPerKey = 16;
const probes = 6;
const leastBits = 1024;

/** Memory of a filter for so many keys: two bytes a key, up to the next power of two. */
export const filterBytes = (capacity: number): number => 2 ** Math.ceil(Math.log2(Math.max(leastBits, capacity * bitsPerKey))) / 8;

/**
 * A Bloom filter that answers "surely new" or "maybe seen" (Bloom 1970; two numbers make all probes, Kirsch and
 * Mitzenmacher 2006) over 32-bit hashes of the keys. With 16 bits a key about one new key in a thousand is called maybe;
 * an overfull filter says maybe more often, never new for what was added.
 */
export class SeenFilter {
  readonly #words: Uint32Array;
  readonly #mask: number;

  constructor(capacity: number) {
    const bits = filterBytes(capacity) * 8;
    this.#words = new Uint32Array(bits / 32);
    this.#mask = bits - 1;
  }

  get bytes(): number {
    return this.#words.byteLength;
  }

  /** How many keys it holds before it says maybe more often than it should. */
  get capacity(): number {
    return (this.bytes * 8) / bitsPerKey;
  }

  /** Adds a key by its hash (32 bits, well mixed), and tells whether it may have been there before. */
  add(keyHash: number): boolean {
    const step = stepOf(keyHash);
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

  /** Whether the key may be there; adds nothing. */
  has(keyHash: number): boolean {
    const step = stepOf(keyHash);
    let hash = keyHash;
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = (hash & this.#mask) >>> 0;
      if (((this.#words[bit >>> 5] as number) & (1 << (bit & 31))) === 0) return false;
      hash = (hash + step) | 0;
    }
    return true;
  }
}

const stepOf = (keyHash: number): number => Math.imul(keyHash ^ (keyHash >>> 15), 0x9e3779b1) | 1;
