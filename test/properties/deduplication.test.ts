import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { Intake } from "../../src/engine/conservation.ts";
import { Loader } from "../../src/engine/loader.ts";
import { FilterMemory } from "../../src/lib/seen-window.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { ClickHouseAttributedEvents } from "../../src/storage/clickhouse/attributed-events.ts";
import { ClickHouseFactLog } from "../../src/storage/clickhouse/fact-log.ts";
import { ClickHouseMembershipReader } from "../../src/storage/clickhouse/membership-reader.ts";
import { FileDeadLetters } from "../../src/storage/dead-letters/file-dead-letters.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { eventFact, userTraitFact } from "../support/facts.ts";
import { openJournal } from "../support/journal.ts";
import { receive, track } from "../support/received.ts";

const embedded = embeddedStore();
const begin = Date.UTC(2026, 0, 1);
const runs = Number(process.env["PROPERTY_RUNS"] ?? 12);

/** The same as a set would say that is never forgotten before the window has passed. */
class Reference {
  readonly #storedAt = new Map<string, number>();
  readonly #windowMs: number;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  append(ids: readonly string[], now: number): number[] {
    const here = new Set<string>();
    return ids.map((id) => {
      const isNew = !here.has(id) && (this.#storedAt.get(id) ?? -Infinity) < now - this.#windowMs;
      here.add(id);
      if (isNew) this.#storedAt.set(id, now);
      return isNew ? 1 : 0;
    });
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("append" as const), ids: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 30 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 80 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
);

test("a repetition within the window is a duplicate and none else, through restarts, days and filters without memory", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.constantFrom(7, 12), fc.constantFrom(0, 10_000_000), async (steps, days, bytes) => {
      const workspace = embedded.freshWorkspace();
      let now = begin;
      const windowMs = days * dayMs;
      const open = () => new ClickHouseFactLog(embedded.store.clickHouse, () => now, { windowMs, memory: new FilterMemory(bytes) });
      let log = open();
      const reference = new Reference(windowMs);
      for (const [place, one] of steps.entries()) {
        if (one.kind === "wait") now += one.hours * 3_600_000;
        else if (one.kind === "restart") log = open();
        else {
          const ids = one.ids.map((id) => `id-${id}`);
          const facts = ids.map((id, index) => (index % 3 === 0 ? userTraitFact(id) : eventFact(id)));
          expect([...(await log.append(workspace, facts, `batch-${place}`))]).toEqual(reference.append(ids, now));
        }
      }
    }),
    { numRuns: runs },
  );
});

test("everything received is stored or a duplicate, also when it comes again after days and a restart", { timeout: 60_000 }, async () => {
  const directory = await mkdtemp(join(tmpdir(), "bellwether-deduplication-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  let now = begin;
  const { clickHouse } = embedded.store;
  const calls = Array.from({ length: 2000 }, (_, index) => track(`u${index % 50}`, "viewed"));
  for (const [day, share] of [[0, 1], [2, 0.5], [6, 1]] as const) {
    now = begin + day * dayMs;
    const { journal } = await openJournal(join(directory, "journal"), { clock: () => now });
    const deadLetters = await FileDeadLetters.open(join(directory, "dead-letters.ndjson"));
    const log = new ClickHouseFactLog(clickHouse, () => now, { windowMs: 7 * dayMs, memory: new FilterMemory(1_000_000) });
    const loader = new Loader({ journal, log, deadLetters, memberships: new ClickHouseMembershipReader(clickHouse), attributed: new ClickHouseAttributedEvents(clickHouse), clock: () => now });
    const intake = new Intake(journal);
    const sent = calls.slice(0, calls.length * share);
    await receive(journal, sent, { workspace: `conserved-${process.pid}`, receivedAt: now });
    intake.accepted(sent.length);
    while (await loader.loadNext());
    const { received, stored, duplicate, missing } = intake.read();
    expect({ stored, missing, isWhole: received === stored + duplicate }).toEqual({ stored: 2000, missing: 0, isWhole: true });
    await journal.close();
    await deadLetters.close();
  }
});
