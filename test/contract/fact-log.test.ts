import { describe, expect, test } from "vitest";
import { appendOrRefuse } from "../../src/engine/append-or-refuse.ts";
import { FactsRefused } from "../../src/engine/ports.ts";
import { ClickHouseFactLog } from "../../src/storage/clickhouse/fact-log.ts";
import type { ClickHouse } from "../../src/storage/clickhouse/engine.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { accountTraitFact, eventFact, membershipFact } from "../support/facts.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { factLogContract } from "./fact-log.contract.ts";

factLogContract("memory", () => {
  const log = new MemoryFactLog();
  return { log, workspace: "workspace", facts: (workspace) => log.facts(workspace), reopened: () => log };
});

const embedded = embeddedStore();

factLogContract("ClickHouse", () => ({
  log: new ClickHouseFactLog(embedded.store.clickHouse),
  workspace: embedded.freshWorkspace(),
  facts: (workspace) => storedFacts(embedded.store.clickHouse, workspace),
  reopened: () => new ClickHouseFactLog(embedded.store.clickHouse),
}));

/** An engine whose inserts into one table fail the first time. */
function failingOnce(clickHouse: ClickHouse, table: string): ClickHouse {
  let failed = false;
  return {
    ...clickHouse,
    insert: (into, columns, rows) => {
      if (into !== table || failed) return clickHouse.insert(into, columns, rows);
      failed = true;
      return Promise.reject(new Error("no room"));
    },
  };
}

describe("ClickHouse after a failed append", () => {
  const facts = [accountTraitFact("a"), membershipFact("m"), eventFact("e1"), eventFact("e2"), eventFact("e1")];

  test.each(["account_traits", "memberships", "event_names", "events"])("stores the rest when the same call comes again: %s", async (table) => {
    const workspace = embedded.freshWorkspace();
    const log = new ClickHouseFactLog(failingOnce(embedded.store.clickHouse, table));
    await expect(log.append(workspace, facts, "batch")).rejects.toThrow("no room");
    await log.append(workspace, facts, "batch");
    const stored = await storedFacts(embedded.store.clickHouse, workspace);
    expect(stored.map(({ messageId }) => messageId).sort()).toEqual(["a", "e1", "e2", "m"]);
  });

  test("says when it is the facts themselves that can't be stored", async () => {
    const workspace = embedded.freshWorkspace();
    const { clickHouse } = embedded.store;
    const change = (text: string): Promise<void> => clickHouse.command({ name: "change a constraint", text });
    await change("ALTER TABLE events ADD CONSTRAINT no_poison CHECK message_id != 'poison'");
    try {
      const log = new ClickHouseFactLog(clickHouse);
      await expect(log.append(workspace, [eventFact("fine"), eventFact("poison")], "one")).rejects.toThrow(FactsRefused);
      const { refused } = await appendOrRefuse(log, { workspace, batchId: "one" }, [eventFact("fine"), eventFact("poison"), eventFact("fine too")]);
      expect([...refused.keys()]).toEqual([1]);
      expect((await storedFacts(clickHouse, workspace)).map(({ messageId }) => messageId).sort()).toEqual(["fine", "fine too"]);
    } finally {
      await change("ALTER TABLE events DROP CONSTRAINT no_poison");
    }
  });

  test("goes on with the next batch", async () => {
    const workspace = embedded.freshWorkspace();
    const log = new ClickHouseFactLog(failingOnce(embedded.store.clickHouse, "events"));
    const failed = log.append(workspace, [eventFact("lost")], "one");
    const next = log.append(workspace, [eventFact("kept")], "two");
    await expect(failed).rejects.toThrow("no room");
    expect([...(await next)]).toEqual([1]);
  });
});

test("more ids than the filter was made for", async () => {
  const workspace = embedded.freshWorkspace();
  const log = new ClickHouseFactLog(embedded.store.clickHouse);
  const batch = (from: number): ReturnType<typeof eventFact>[] => Array.from({ length: 90_000 }, (_, index) => eventFact(`id-${from + index}`));
  for (const from of [0, 90_000, 180_000]) expect((await log.append(workspace, batch(from), `b${from}`)).every((byte) => byte === 1)).toBe(true);
  const overlapping = await log.append(workspace, batch(225_000), "overlapping");
  expect(overlapping.reduce((stored, byte) => stored + byte, 0)).toBe(45_000);
});
