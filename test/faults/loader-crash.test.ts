import * as fc from "fast-check";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AttributedEvents, EventMove } from "../../src/engine/late-memberships.ts";
import { Loader } from "../../src/engine/loader.ts";
import type { FactLog, MembershipReader } from "../../src/engine/ports.ts";
import type { Fact } from "../../src/events/fact.ts";
import { FileDeadLetters } from "../../src/storage/dead-letters/file-dead-letters.ts";
import { ClickHouseAttributedEvents } from "../../src/storage/clickhouse/attributed-events.ts";
import { ClickHouseFactLog } from "../../src/storage/clickhouse/fact-log.ts";
import { ClickHouseMembershipReader } from "../../src/storage/clickhouse/membership-reader.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { freshDirectory, openJournal } from "../support/journal.ts";
import { group, identify, noon, receive, track } from "../support/received.ts";

/** A log that fails at chosen writes: before it stored anything, after a part, or after everything. */
class DyingLog implements FactLog, AttributedEvents {
  #writes = 0;
  readonly #log: FactLog & AttributedEvents;
  readonly #deaths: readonly ("before" | "half" | "after" | "no")[];

  constructor(log: FactLog & AttributedEvents, deaths: readonly ("before" | "half" | "after" | "no")[]) {
    this.#log = log;
    this.#deaths = deaths;
  }

  async append(workspace: string, facts: readonly Fact[], batchId: string): Promise<Uint8Array> {
    return this.#write(facts, (some) => this.#log.append(workspace, some, batchId));
  }

  attributedEvents(request: Parameters<AttributedEvents["attributedEvents"]>[0]): ReturnType<AttributedEvents["attributedEvents"]> {
    return this.#log.attributedEvents(request);
  }

  async moveEvents(workspace: string, moves: readonly EventMove[]): Promise<void> {
    if (moves.length > 0) await this.#write(moves, (some) => this.#log.moveEvents(workspace, some));
  }

  async #write<Item, Answer>(items: readonly Item[], write: (items: readonly Item[]) => Promise<Answer>): Promise<Answer> {
    const death = this.#deaths[this.#writes++] ?? "no";
    if (death === "before") throw new Error("died");
    const answer = await write(death === "half" ? items.slice(0, Math.ceil(items.length / 2)) : items);
    if (death !== "no") throw new Error("died");
    return answer;
  }
}

type Call = ReturnType<typeof track>;

const userOf = fc.constantFrom("ann", "bob");
const idOf = fc.integer({ min: 0, max: 12 }).map((n) => `m${n}`);
const timeOf = fc.integer({ min: 0, max: 5 }).map((n) => new Date(noon - n * 60_000).toISOString());
const call: fc.Arbitrary<Call> = fc.oneof(
  fc.record({ user: userOf, messageId: idOf, timestamp: timeOf }).map(({ user, ...over }) => track(user, "seen", over)),
  fc.record({ user: userOf, account: fc.constantFrom("a", "b", "c"), messageId: idOf, timestamp: timeOf, traits: fc.dictionary(fc.constantFrom("p", "q", "r"), fc.integer({ min: 0, max: 3 })) }).map(({ user, account, ...over }) => group(user, account, over)),
  fc.record({ user: userOf, messageId: idOf, timestamp: timeOf, groupId: fc.constantFrom("", "a", "b") }).map(({ user, messageId, timestamp, groupId }) => identify(user, { n: messageId }, { messageId, timestamp, context: { groupId } })),
);

interface World {
  readonly log: FactLog & MembershipReader & AttributedEvents;
  readonly workspace: string;
  readonly deaths?: readonly ("before" | "half" | "after" | "no")[];
  /** The process ends at each death, and another one goes on. */
  readonly restarts?: boolean;
}

/** Loads requests, some more of them after each attempt, until nothing waits. What the totals are then. */
async function load(requests: readonly (readonly Call[])[], world: World) {
  const directory = await freshDirectory();
  let { journal } = await openJournal(directory, { settings: { batchBytes: 400 } });
  const deadLetters = await FileDeadLetters.open(join(directory, "dead.ndjson"));
  const dying = new DyingLog(world.log, world.deaths ?? []);
  const loaderOf = (): Loader => new Loader({ journal, log: dying, memberships: world.log, attributed: dying, deadLetters, clock: () => noon });
  let loader = loaderOf();
  const todo = [...requests];
  for (let isMore = true; isMore || todo.length > 0; ) {
    for (const calls of todo.splice(0, 2)) await receive(journal, calls, { workspace: world.workspace });
    try {
      isMore = await loader.loadNext();
    } catch {
      isMore = true;
      if (!world.restarts) continue;
      await journal.close();
      ({ journal } = await openJournal(directory, { settings: { batchBytes: 400 } }));
      loader = loaderOf();
    }
  }
  const { totals, waiting } = journal;
  await journal.close();
  await deadLetters.close();
  return { totals, waiting };
}

const sorted = (facts: readonly Fact[]): string[] => facts.map((fact) => JSON.stringify(fact)).sort();
const deathsOf = fc.array(fc.constantFrom("before", "half", "after", "no"), { maxLength: 12 });
const requestsOf = fc.array(fc.array(call, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

test("wherever loading dies and however it is batched, the log ends the same and so do the counts", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(requestsOf, deathsOf, fc.boolean(), async (requests, deaths, restarts) => {
      const quiet = new MemoryFactLog();
      const troubled = new MemoryFactLog();
      const expected = await load(requests, { log: quiet, workspace: "w" });
      const found = await load(requests, { log: troubled, workspace: "w", deaths, restarts });
      expect(sorted(troubled.facts("w"))).toEqual(sorted(quiet.facts("w")));
      expect(found).toEqual(expected);
      const { stored, duplicate, dead } = found.totals;
      expect(stored + duplicate + dead).toBe(requests.flat().length);
    }),
    { numRuns: 150 },
  );
});

const engine = embeddedStore();

test("the same in ClickHouse, where a process that comes after another knows only what is stored", { timeout: 120_000 }, async () => {
  const { clickHouse } = engine.store;
  const reader = new ClickHouseMembershipReader(clickHouse);
  const stored = async (workspace: string): Promise<unknown[]> => clickHouse.rows({ name: "stored facts", text: "SELECT account, user, message_id, attribution FROM events WHERE workspace = {workspace:String} UNION ALL SELECT account, user, message_id, '' FROM memberships WHERE workspace = {workspace:String} UNION ALL SELECT account, trait, message_id, '' FROM account_traits WHERE workspace = {workspace:String} ORDER BY message_id", parameters: { workspace } });
  await fc.assert(
    fc.asyncProperty(requestsOf, deathsOf, async (requests, deaths) => {
      const [quiet, troubled] = [engine.freshWorkspace(), engine.freshWorkspace()];
      const memory = new MemoryFactLog();
      const attributed = new ClickHouseAttributedEvents(clickHouse);
      const fresh = (): World["log"] => ({
        append: (...args) => new ClickHouseFactLog(clickHouse).append(...args),
        memberships: (workspace) => reader.memberships(workspace),
        attributedEvents: (request) => attributed.attributedEvents(request),
        moveEvents: (...args) => attributed.moveEvents(...args),
      });
      const expected = await load(requests, { log: memory, workspace: quiet });
      const found = await load(requests, { log: fresh(), workspace: troubled, deaths, restarts: true });
      expect(found).toEqual(expected);
      const reference = memory.facts(quiet).filter(({ type }) => type !== "user_trait").map((fact) => ({ account: "account" in fact ? fact.account : "", user: fact.type === "account_trait" ? fact.trait : "user" in fact ? fact.user : "", message_id: fact.messageId, attribution: fact.type === "event" ? fact.attribution : "" }));
      expect((await stored(troubled)).map((row) => JSON.stringify(row)).sort()).toEqual(reference.map((row) => JSON.stringify(row)).sort());
    }),
    { numRuns: 5 },
  );
});
