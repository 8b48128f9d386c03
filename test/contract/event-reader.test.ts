import { expect, test } from "vitest";
import { eventsBehind } from "../../src/engine/events-behind.ts";
import type { EventFact } from "../../src/events/fact.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { metricSchema } from "../../src/metrics/schema.ts";
import { embeddedStore } from "../support/embedded-store.ts";

const embedded = embeddedStore();
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

test.each([
  ["a count reads its window, both filters and ends", "logins", ["yesterday", "week"]],
  ["a trend reads both of its windows", "growth", ["yesterday", "week", "before"]],
  ["a formula reads what its metrics read", "per_day", ["yesterday", "week"]],
  ["a pulse reads none of these", "feeling", []],
] as const)("%s", async (_name, metric, ids) => {
  const workspace = embedded.freshWorkspace();
  await embedded.store.log.append(workspace, [...story, { ...login("other", 1, "pro"), account: "globex" }], "batch");
  const stretches = eventsBehind(metrics[metric], { metrics, asOf, zone: "UTC" });
  const { events, total } = await embedded.store.events.readEvents({ workspace, account: "acme", asOf, stretches, limit: 10 });
  expect(events.map(({ messageId }) => messageId)).toEqual(ids);
  expect(total).toBe(ids.length);
  const limited = await embedded.store.events.readEvents({ workspace, account: "acme", asOf, stretches, limit: 1 });
  expect(limited.total).toBe(ids.length);
  expect(limited.events).toEqual(events.slice(0, 1));
});
