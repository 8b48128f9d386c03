import type { Fact } from "../events/fact.ts";
import type { FactLog } from "./ports.ts";

const batchSize = 100_000;

/** Appends facts that need no checking, in large batches, while the next one is being made. */
export async function appendFacts(log: FactLog, { workspace, facts, name }: { workspace: string; facts: Iterable<Fact>; name: string }, progress: (facts: number) => void): Promise<number> {
  let batch: Fact[] = [];
  let appended = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await writing;
    writing = log.append(workspace, batch, `${name}-${appended}`);
    writing.catch(() => undefined);
    appended += batch.length;
    batch = [];
    progress(appended);
    // Gives the engine's threads their answer, and the terminal its line.
    await new Promise(setImmediate);
  };
  for (const fact of facts) {
    batch.push(fact);
    if (batch.length === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  await writing;
  return appended;
}
