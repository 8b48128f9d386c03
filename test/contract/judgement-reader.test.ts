import { describe, expect, test } from "vitest";
import type { EventFact } from "../../src/events/fact.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { MemoryJudgementReader } from "../../src/storage/memory/judgement-reader.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { eventFact } from "../support/facts.ts";

const embedded = embeddedStore();
const memory = new MemoryFactLog();
const adapters = {
  clickhouse: () => ({ log: embedded.store.log, judgement: embedded.store.judgement }),
  memory: () => ({ log: memory, judgement: new MemoryJudgementReader(memory) }),
};

const asOf = Date.UTC(2026, 5, 1);

/** Recorded so many days before. */
function said(messageId: string, daysAgo: number, name: string, properties: EventFact["properties"], account = "acme"): EventFact {
  const time = asOf - daysAgo * dayMs;
  return eventFact(messageId, { name, account, user: "", properties: { ...properties }, time, knownAt: time });
}

const facts: readonly EventFact[] = [
  said("p1", 40, "pulse_set", { band: "red", reason: "silence", author: "ann" }),
  said("p2", 10, "pulse_set", { band: "yellow", reason: "they answer again", author: "ann" }),
  said("p3", 5, "pulse_set", { band: "green", author: "bob" }),
  // Recorded under another account, and all the same a withdrawal of it.
  said("w1", 4, "withdrawn", { withdraws: "p3", reason: "wrong account", author: "bob" }, "globex"),
  said("m1", 30, "measurement_recorded", { measurement: "value reported", value: 3, author: "ann" }),
  said("m2", 3, "measurement_recorded", { measurement: "value reported", value: 4, author: "ann" }),
  said("m3", 20, "measurement_recorded", { measurement: "references", value: 1 }),
  said("a1", 9, "adjustment_set", { operation: "add", amount: -5, reason: "because", author: "ann" }),
  said("o1", 60, "owner_changed", { owner: "ann" }),
  said("o2", 6, "owner_changed", { owner: "bob", note: "ask for Eve", author: "ann" }),
  said("n1", 2, "note_written", { text: "Prefers mornings.", author: "bob" }),
  said("later", -1, "pulse_set", { band: "red", reason: "not yet", author: "ann" }),
  said("g1", 1, "pulse_set", { band: "green", author: "eve" }, "globex"),
  said("x1", 1, "login", {}),
  said("c1", 50, "interaction_logged", { channel: "call", teammate: "ann" }, "initech"),
  said("c2", 8, "interaction_logged", { channel: "email", direction: "inbound" }, "initech"),
  said("c3", 7, "review_held", { sponsor_present: "true" }, "initech"),
];

describe.each(["clickhouse", "memory"] as const)("%s", (adapter) => {
  async function reading() {
    const { log, judgement } = adapters[adapter]();
    const workspace = embedded.freshWorkspace();
    await log.append(workspace, facts, `batch of ${workspace}`);
    return { judgement, about: { workspace, asOf } };
  }
  const ids = (events: readonly EventFact[]): string[] => events.map(({ messageId }) => messageId);

  test("what was recorded about an account, latest first, with what takes it back", async () => {
    const { judgement, about } = await reading();
    const recorded = await judgement.recordedOf({ ...about, account: "acme", limit: 100 });
    expect(ids(recorded)).toEqual(["n1", "m2", "w1", "p3", "o2", "a1", "p2", "m3", "m1", "p1", "o1"]);
    expect(recorded.find(({ messageId }) => messageId === "o2")).toMatchObject({ account: "acme", name: "owner_changed", time: asOf - 6 * dayMs, properties: { owner: "bob", note: "ask for Eve", author: "ann" } });
    expect(ids(await judgement.recordedOf({ ...about, account: "acme", limit: 2 }))).toEqual(["n1", "m2", "w1"]);
    expect(await judgement.recordedOf({ ...about, account: "nobody", limit: 100 })).toEqual([]);
    expect(await judgement.recordedOf({ ...about, workspace: "another", account: "acme", limit: 100 })).toEqual([]);
  });

  test("of each account the latest pulse and measurements, without what was taken back by then", async () => {
    const { judgement, about } = await reading();
    expect(ids(await judgement.latestRepeated(about)).toSorted()).toEqual(["g1", "m2", "m3", "p2"]);
    expect(ids(await judgement.latestRepeated({ ...about, asOf: asOf - 4.5 * dayMs })).toSorted()).toEqual(["m1", "m3", "p3"]);
  });

  test("contacts with customers from an instant on, account by account", async () => {
    const { judgement, about } = await reading();
    expect(ids(await judgement.contacts({ ...about, from: asOf - 20 * dayMs }))).toEqual(["p2", "p3", "g1", "c2", "c3"]);
    expect(ids(await judgement.contacts({ ...about, from: asOf - 8 * dayMs, asOf: asOf - 7 * dayMs }))).toEqual(["c2"]);
  });

  test("changes of owners", async () => {
    const { judgement, about } = await reading();
    expect(ids(await judgement.ownerChanges(about))).toEqual(["o1", "o2"]);
    expect(ids(await judgement.ownerChanges({ ...about, asOf: asOf - 7 * dayMs }))).toEqual(["o1"]);
  });
});
