import type { Fact } from "../../src/events/fact.ts";
import { type Instant, dayMs } from "../../src/lib/zone.ts";
import { eventFact } from "./facts.ts";
import { packWith, soundSections } from "./pack.ts";

export const judgedNow: Instant = Date.UTC(2026, 5, 1, 12);

/** The sections of a pack whose score is ten times the views of a week and what people say; two values are typed in. */
export const judgedSections = {
  pack: soundSections.pack,
  metrics: {
    views: { kind: "count", events: ["Report Viewed"], window: "7d", owner: "product" },
    pulse: { kind: "pulse", name: "CSM pulse", owner: "success" },
    value_reported: { kind: "manual", name: "Value reported", measurement: "value reported", due: "30d", responsible: "the account's CSM", owner: "success" },
    references: { kind: "manual", measurement: "references", due: "90d", owner: "success" },
  },
  model: {
    bands: { hysteresis: 0 },
    coverage_floor: 10,
    categories: {
      product: { weight: 60, metrics: { views: { weight: 1, scale: { worst: 0, best: 10 } } } },
      people: { weight: 40, metrics: { pulse: { weight: 3 }, value_reported: { weight: 1, scale: { worst: 0, best: 10 } } } },
    },
  },
};

export const judgedPack = packWith(judgedSections);

export const daysBefore = (days: number): Instant => judgedNow - days * dayMs;

/** A customer of four months with an owner, and so many views a day for the last hundred days. */
export function judgedAccount(account: string, views: number, owner = "csm"): Fact[] {
  const said = (id: string, daysAgo: number, own: Parameters<typeof eventFact>[1]): Fact => eventFact(`${account} ${id}`, { account, user: "", time: daysBefore(daysAgo), knownAt: daysBefore(daysAgo), ...own });
  const days = Array.from({ length: 100 }, (_, day) => day);
  return [
    said("contract", 120, { name: "contract_changed", properties: { contract: `c-${account}`, start: daysBefore(120), mrr: 1000 } }),
    said("owner", 119, { name: "owner_changed", properties: { owner } }),
    ...days.flatMap((day) => (day * views) % 7 < views ? [said(`view ${day}`, day + 0.25, { name: "Report Viewed", user: `${account} ann` })] : []),
  ];
}

/** What somebody recorded so many days before. */
export const recordedBefore = (daysAgo: number, account: string, name: string, properties: Readonly<Record<string, string | number>>): Fact =>
  eventFact(`${account} ${name} ${daysAgo}`, { account, user: "", name, properties: { author: "csm@acme.example", ...properties }, time: daysBefore(daysAgo), knownAt: daysBefore(daysAgo) });
