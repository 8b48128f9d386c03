import * as fc from "fast-check";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Loader } from "../../src/engine/loader.ts";
import { FileDeadLetters } from "../../src/storage/dead-letters/file-dead-letters.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { freshDirectory, openJournal } from "../support/journal.ts";
import { group, noon, receive, track } from "../support/received.ts";

type Call = ReturnType<typeof track>;

/** Whose each event is, once requests were loaded one after the other; in parts of a few calls. */
async function accountsAfter(calls: readonly Call[], batchBytes: number): Promise<Record<string, string>> {
  const directory = await freshDirectory();
  const { journal } = await openJournal(directory, { settings: { batchBytes } });
  const deadLetters = await FileDeadLetters.open(join(directory, "dead.ndjson"));
  onTestFinished(async () => void (await Promise.allSettled([journal.close(), deadLetters.close()])));
  const log = new MemoryFactLog();
  const loader = new Loader({ journal, log, memberships: log, attributed: log, deadLetters, clock: () => noon });
  for (const call of calls) await receive(journal, [call]);
  while (await loader.loadNext());
  return Object.fromEntries(log.facts("acme").flatMap((fact) => (fact.type === "event" ? [[fact.messageId, fact.account]] : [])));
}

const user = fc.constantFrom("ann", "bob");
const timestamp = fc.integer({ min: 0, max: 6 }).map((n) => new Date(noon - n * 60_000).toISOString());
const call = fc.oneof(
  fc.record({ user, timestamp }).map(({ user: id, ...over }) => track(id, "seen", over)),
  fc.record({ user, timestamp, account: fc.constantFrom("a", "b", "c") }).map(({ user: id, account, ...over }) => group(id, account, over)),
);
const arrivals = fc.array(call, { minLength: 2, maxLength: 12 }).chain((calls) => fc.record({ calls: fc.constant(calls), otherwise: fc.shuffledSubarray(calls, { minLength: calls.length, maxLength: calls.length }), batchBytes: fc.constantFrom(200, 400, 4000) }));

test("whose an event is depends on when its user joined an account, never on what arrived first", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ calls, otherwise, batchBytes }) => {
      expect(await accountsAfter(otherwise, batchBytes)).toEqual(await accountsAfter(calls, 400));
    }),
    { numRuns: 40 },
  );
});
