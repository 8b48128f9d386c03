import { describe, expect, test } from "vitest";
import { type EventPlace, type EventsRequest, allEvents, eventsBehind } from "../../src/engine/events-behind.ts";
import type { EventFact } from "../../src/events/fact.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { metricSchema } from "../../src/metrics/schema.ts";
import { MemoryEventReader } from "../../src/storage/memory/event-reader.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { embeddedStore } from "../support/embedded-store.ts";

const embedded = embeddedStore();
const memory = new MemoryFactLog();
const adapters = {
  clickhouse: () => ({ log: embedded.store.log, events: embedded.store.events }),
  memory: () => ({ log: memory, events: new MemoryEventReader(memory) }),
};
const each = ["clickhouse", "memory"] as const;
const asOf = Date.UTC(2026, 5, 1);
const metrics = {
  logins: metricSchema.parse({ kind: "count", events: ["login"], window: "7d", where: [{ property: "plan", is: "pro" }] }),
  growth: metricSchema.parse({ kind: "trend", metric: "logins", complete: false }),
  per_day: metricSchema.parse({ kind: "formula", formula: { divide: ["logins", 7] } }),
  feeling: metricSchema.parse({ kind: "pulse" }),
};

function login(id: string, daysAgo: number, plan: string): EventFact {
  const time = asOf - daysAgo * dayMs;
  return { type: "event", messageId: id, account: "acme", user: "ann", name: "login", properties: { plan, step: 2 }, time, knownAt: time, originalTime: time, receivedAt: time, source: "test", attribution: "explicit" };
}

const story = [login("now", 0, "pro"), login("yesterday", 1, "pro"), login("free", 2, "free"), login("week", 7, "pro"), login("before", 8, "pro"), login("long ago", 15, "pro")];

const other = { ...login("other", 1, "pro"), account: "globex" };

async function stored(adapter: keyof typeof adapters, facts: readonly EventFact[]) {
  const { log, events } = adapters[adapter]();
  const workspace = embedded.freshWorkspace();
  await log.append(workspace, facts, `batch of ${workspace}`);
  const read = (over: Partial<EventsRequest>) => events.readEvents({ workspace, account: "acme", asOf, stretches: allEvents(undefined, asOf), limit: 10, ...over });
  return { read, ids: async (over: Partial<EventsRequest>) => (await read(over)).events.map(({ messageId }) => messageId) };
}

describe.each(each)("%s", (adapter) => {
  test.each([
    ["a count reads its window, both filters and ends", "logins", ["yesterday", "week"]],
    ["a trend reads both of its windows", "growth", ["yesterday", "week", "before"]],
    ["a formula reads what its metrics read", "per_day", ["yesterday", "week"]],
    ["a pulse reads none of these", "feeling", []],
  ] as const)("%s", async (_name, metric, ids) => {
    const { read } = await stored(adapter, [...story, other]);
    const stretches = eventsBehind(metrics[metric], { metrics, asOf, zone: "UTC" });
    const { events, total } = await read({ stretches });
    expect(events.map(({ messageId }) => messageId)).toEqual(ids);
    expect(total).toBe(ids.length);
    const limited = await read({ stretches, limit: 1 });
    expect(limited.total).toBe(ids.length);
    expect(limited.events).toEqual(events.slice(0, 1));
  });

  test("all events: of every name, but for what was taken back", async () => {
    const pulse = (id: string): EventFact => ({ ...login(id, 3, "pro"), name: "pulse_set", user: "", properties: { band: "red", author: "kim" } });
    const withdrawn: EventFact = { ...pulse("taken back"), name: "withdrawn", properties: { withdraws: "mistaken" } };
    const { ids } = await stored(adapter, [...story, other, pulse("meant"), pulse("mistaken"), withdrawn]);
    expect(await ids({})).toEqual(["yesterday", "free", "meant", "taken back", "week", "before", "long ago"]);
    expect(await ids({ name: "pulse_set" })).toEqual(["meant"]);
    expect(await ids({ user: "ann", stretches: allEvents(asOf - 7 * dayMs, asOf) })).toEqual(["yesterday", "free", "week"]);
    expect(await ids({ user: "bob" })).toEqual([]);
  });

  test("pages follow each other, also through events of one moment", async () => {
    const { read } = await stored(adapter, [login("c", 1, "pro"), login("a", 1, "pro"), login("b", 1, "pro"), login("d", 2, "pro")]);
    const seen: string[] = [];
    let after: EventPlace | undefined;
    for (let page = 0; page < 4; page += 1) {
      const { events, total } = await read({ limit: 1, ...(after && { after }) });
      expect(total).toBe(4);
      after = events[0];
      seen.push(...events.map(({ messageId }) => messageId));
    }
    expect(seen).toEqual(["a", "b", "c", "d"]);
    expect(await read({ limit: 1, ...(after && { after }) })).toEqual({ events: [], total: 4 });
  });
});

test("of each source when it was heard of, and its longest silence among those that are remembered", async () => {
  const workspace = embedded.freshWorkspace();
  const heard = (source: string, ...daysAgo: readonly number[]): EventFact[] => daysAgo.map((days) => ({ ...login(`${source} ${days}`, days, "pro"), source }));
  await embedded.store.log.append(workspace, [...heard("web", 300, 100, 99.5, 97, 96.99, 96), ...heard("crm", 4), ...heard("old", 301, 300)], `sources of ${workspace}`);
  const sources = await embedded.store.pipeline.sources(workspace, asOf - 120 * dayMs);
  expect(sources).toEqual([
    { source: "crm", events: 1, lastTime: asOf - 4 * dayMs, lastReceived: asOf - 4 * dayMs, longestSilenceHours: undefined },
    { source: "web", events: 6, lastTime: asOf - 96 * dayMs, lastReceived: asOf - 96 * dayMs, longestSilenceHours: 60 },
    { source: "old", events: 2, lastTime: asOf - 300 * dayMs, lastReceived: asOf - 300 * dayMs, longestSilenceHours: undefined },
  ]);
});
