/** 16 million slots of 8 bytes: 128 MB at most. */
const maxSlots = 2 ** 24;
const firstSlots = 2 ** 16;

/**
 * Which ids came before in the same import. The log tells whether a record is there already, but not whether an
 * earlier row of the same files put it there. Keeps 53 bits of each id; when full, it stops learning and says so.
 */
export class RepeatedIds {
  #slots = new Float64Array(firstSlots);
  #used = 0;

  /** True once ids can no longer be kept, and repetitions may go unnoticed. */
  get full(): boolean {
    return this.#used >= maxSlots / 2;
  }

  /** Whether the id came before; remembers it. */
  seen(id: string): boolean {
    if (this.full) return this.#slots[this.#slotOf(fingerprint(id))] !== 0;
    if (this.#used >= this.#slots.length / 2) this.#grow();
    const mark = fingerprint(id);
    const slot = this.#slotOf(mark);
    if (this.#slots[slot] !== 0) return true;
    this.#slots[slot] = mark;
    this.#used += 1;
    return false;
  }

  /** The slot that holds a mark, or the free one where it belongs. */
  #slotOf(mark: number): number {
    const mask = this.#slots.length - 1;
    let slot = mark % this.#slots.length;
    while (this.#slots[slot] !== 0 && this.#slots[slot] !== mark) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(old.length * 2);
    for (const mark of old) if (mark !== 0) this.#slots[this.#slotOf(mark)] = mark;
  }
}

/** Two multiplicative hashes of 32 bits, joined to an integer from 1 to 2^53 (after "cyrb53", public domain). */
function fingerprint(id: string): number {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < id.length; index += 1) {
    const code = id.charCodeAt(index);
    one = Math.imul(one ^ code, 2_654_435_761);
    two = Math.imul(two ^ code, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909);
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & two) + (one >>> 0) + 1;
}
