import type { Instant } from "../../lib/zone.ts";

/** How true an answer has to stay. */
export interface Keeping {
  /** Another one once something has changed that the answer rests on. */
  readonly revision: number | string;
  /** So long it is given again although something has changed: what changes all the time would never be computed in time. */
  readonly leastMs?: number;
}

interface Kept {
  readonly revision: Keeping["revision"];
  readonly at: Instant;
  readonly answer: Promise<unknown>;
}

/** Answers that cost seconds, each computed once until what it rests on has changed; the one not asked for longest goes first. */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();
  readonly #most: number;
  readonly #clock: () => Instant;

  constructor({ most, clock }: { readonly most: number; readonly clock: () => Instant }) {
    this.#most = most;
    this.#clock = clock;
  }

  /** A key names the question with its instant, so that one key has answers of one type. */
  get<T>(key: string, { revision, leastMs = 0 }: Keeping, compute: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    const isGood = known && (known.revision === revision || this.#clock() - known.at < leastMs);
    const kept = isGood ? known : { revision, at: this.#clock(), answer: compute() };
    this.#kept.set(key, kept);
    if (kept !== known) this.#dropIfFailed(key, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
    return kept.answer as Promise<T>;
  }

  /** Computes everything anew when it is next asked for. */
  clear(): void {
    this.#kept.clear();
  }

  #dropIfFailed(key: string, kept: Kept): void {
    kept.answer.catch(() => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
    });
  }
}
