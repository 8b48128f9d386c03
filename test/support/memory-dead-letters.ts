import { type DeadLetter, type DeadLetters, type Replayed } from "../../src/engine/dead-letters.ts";

/** Dead letters in a list. */
export class MemoryDeadLetters implements DeadLetters {
  #letters: readonly DeadLetter[] = [];

  add(letters: readonly DeadLetter[]): Promise<void> {
    this.#letters = [...this.#letters, ...letters];
    return Promise.resolve();
  }

  async *list(): AsyncIterable<DeadLetter> {
    yield* this.#letters;
  }

  markReplayed(ids: readonly string[]): Promise<void> {
    return this.drop(ids);
  }

  drop(ids: readonly string[]): Promise<void> {
    this.#letters = this.#letters.filter(({ id }) => !ids.includes(id));
    return Promise.resolve();
  }

  /** As if the journal had taken all of them. */
  async replay(isWanted: (letter: DeadLetter) => boolean): Promise<Replayed> {
    const wanted = this.#letters.filter(isWanted).map(({ id }) => id);
    await this.drop(wanted);
    return { replayed: wanted.length, isFull: false };
  }
}
