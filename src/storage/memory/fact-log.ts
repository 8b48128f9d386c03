import type { FactLog } from "../../engine/ports.ts";
import type { Fact } from "../../events/fact.ts";

/** The log as plain arrays: what tests and the reference read. */
export class MemoryFactLog implements FactLog {
  readonly #seen = new Set<string>();
  readonly #facts = new Map<string, Fact[]>();

  append(workspace: string, facts: readonly Fact[], _batchId: string): Promise<Uint8Array> {
    const stored = new Uint8Array(facts.length);
    const log = this.#facts.get(workspace) ?? [];
    this.#facts.set(workspace, log);
    facts.forEach((fact, index) => {
      const key = JSON.stringify([workspace, fact.messageId]);
      if (this.#seen.has(key)) return;
      this.#seen.add(key);
      log.push(fact);
      stored[index] = 1;
    });
    return Promise.resolve(stored);
  }

  facts(workspace: string): readonly Fact[] {
    return this.#facts.get(workspace) ?? [];
  }
}
