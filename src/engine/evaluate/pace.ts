/** How large pieces of work are cut: so that each takes about as long as is meant, whatever machine and data there are. */
export class Pace {
  #size: number;
  readonly #least: number;
  readonly #most: number;

  constructor({ least, most }: { readonly least: number; readonly most: number }) {
    this.#least = least;
    this.#most = most;
    this.#size = least;
  }

  get size(): number {
    return this.#size;
  }

  /** A whole piece took so long. Pieces grow at most twofold, so that one lucky measurement doesn't make a huge one. */
  took(pieces: number, ms: number, meantMs: number): void {
    if (pieces < this.#size && ms < meantMs) return;
    const factor = Math.min(2, Math.max(0.25, meantMs / Math.max(ms, 1)));
    this.#size = Math.round(Math.min(this.#most, Math.max(this.#least, this.#size * factor)));
  }
}
