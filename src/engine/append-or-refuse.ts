import type { Fact } from "../events/fact.ts";
import { type FactLog, FactsRefused } from "./ports.ts";

/** What became of facts that were to be appended. */
export interface Appended {
  /** One byte for each fact: 1 stored, 0 duplicate or refused. */
  readonly stored: Uint8Array;
  /** Facts that the log doesn't take for what they are, each with its reason, by their place. */
  readonly refused: ReadonlyMap<number, string>;
}

/** Facts, and where the first of them stands among all. */
interface Part {
  readonly facts: readonly Fact[];
  readonly from: number;
}

/**
 * Appends facts as one block. When the log refuses them for their content, halves are tried, and halves of these, until
 * the facts to blame stand alone; all the others are stored. Any other error is thrown, and the same call can be repeated.
 */
export async function appendOrRefuse(log: FactLog, { workspace, batchId }: { readonly workspace: string; readonly batchId: string }, facts: readonly Fact[]): Promise<Appended> {
  const stored = new Uint8Array(facts.length);
  const refused = new Map<number, string>();
  const appended = new Set<string>();
  const parts: Part[] = facts.length === 0 ? [] : [{ facts, from: 0 }];
  for (let next = parts.shift(); next; next = parts.shift()) {
    const part = next;
    try {
      const flags = await log.append(workspace, part.facts, batchId);
      // A batch that is begun again is told that its own facts are stored: of one id that stands in two parts, only the first is.
      part.facts.forEach(({ messageId }, index) => {
        if (flags[index] === 1 && !appended.has(messageId)) stored[part.from + index] = 1;
        appended.add(messageId);
      });
    } catch (error) {
      if (!(error instanceof FactsRefused)) throw error;
      if (part.facts.length === 1) refused.set(part.from, error.message);
      else parts.unshift(...halvesOf(part));
    }
  }
  return { stored, refused };
}

function halvesOf({ facts, from }: Part): Part[] {
  const middle = Math.ceil(facts.length / 2);
  return [{ facts: facts.slice(0, middle), from }, { facts: facts.slice(middle), from: from + middle }];
}
