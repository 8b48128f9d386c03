import type { Instant } from "../lib/zone.ts";
import { type BandMemory, bands } from "../scores/bands.ts";
import type { Remembered } from "../scores/explain.ts";
import type { SnapshotBatch, StoredMemory } from "./ports.ts";
import type { JourneyState } from "./journey-chain.ts";
import type { LaidFoundation } from "./retention/foundation.ts";
import type { Scorer } from "./scorer.ts";

const bandAt = (codes: Uint8Array, at: number): BandMemory["band"] => bands[codes[at] as number] ?? "unknown";

/** What the snapshot in row `row` leaves for the next midnight to remember. */
function rememberedAt(batch: SnapshotBatch, row: number, categoryIds: readonly string[]): Remembered {
  const begin = row === 0 ? 0 : (batch.categoryEnds[row - 1] as number);
  const categories = new Map<string, BandMemory>();
  for (let at = begin; at < (batch.categoryEnds[row] as number); at += 1) {
    categories.set(categoryIds[at - begin] as string, { band: bandAt(batch.categoryBands, at), since: batch.categorySince[at] as number });
  }
  return { overall: { band: bandAt(batch.computedBand, row), since: batch.computedSince[row] as number }, categories };
}

/** Categories of a stored memory lie in the order of the effective model that it names. */
export function rememberedIn({ overall, categories, model }: StoredMemory, scorer: Scorer): Remembered {
  const ids = scorer.categoriesOf(model);
  return { overall, categories: new Map(categories.map((memory, place): [string, BandMemory] => [ids[place] as string, memory])) };
}

/** What passes by while a history is written, and is needed for the scores of today. */
export class Memories {
  readonly #remembered = new Map<string, Remembered>();
  readonly #scores = new Map<string, number>();
  readonly #comparedAt: Instant;
  readonly #before: Instant;
  readonly #scorer: Scorer;

  /** Remembers bands of the last midnight before `before`, and scores of the midnight `comparedAt`. */
  constructor(scorer: Scorer, { before, comparedAt }: { before: Instant; comparedAt: Instant }) {
    this.#scorer = scorer;
    this.#before = before;
    this.#comparedAt = comparedAt;
  }

  /** Takes what accounts go on from where what was before is gone: they remember that for as long as nothing is noted of them. */
  laid(states: { set(account: string, state: JourneyState): unknown }): (account: string, left: LaidFoundation) => void {
    return (account, { remembered, journey }) => {
      this.remember(account, remembered);
      if (journey) states.set(account, journey);
    };
  }

  /** Rows of an account ascend, so the last one that is noted stays. */
  note(batch: SnapshotBatch): void {
    for (let row = 0; row < batch.rows; row += 1) {
      const asOf = batch.asOf[row] as number;
      if (asOf >= this.#before) continue;
      const account = batch.accounts[batch.account[row] as number] as string;
      if (asOf === this.#comparedAt) this.#scores.set(account, batch.score[row] as number);
      const isLast = batch.account[row + 1] !== batch.account[row] || row + 1 >= batch.rows || (batch.asOf[row + 1] as number) >= this.#before;
      if (isLast) this.#remembered.set(account, rememberedAt(batch, row, this.#categoriesOf(batch, row)));
    }
  }

  #categoriesOf(batch: SnapshotBatch, row: number): readonly string[] {
    return this.#scorer.categoriesOf(batch.models[batch.model[row] as number] as string);
  }

  /** What was read back of an account from where it had it. */
  remember(account: string, remembered: Remembered): void {
    this.#remembered.set(account, remembered);
  }

  get accounts(): Iterable<string> {
    return this.#remembered.keys();
  }

  rememberedOf(account: string): Remembered {
    return this.#remembered.get(account) ?? {};
  }

  /** The score shown at the midnight to compare with; undefined when the account had none. */
  scoreOf(account: string): number | undefined {
    const score = this.#scores.get(account);
    return score === undefined || Number.isNaN(score) ? undefined : score;
  }
}
