import { expect, test } from "vitest";
import { decisionsOf, sourceRecordsOf } from "../../src/accounts/source-record.ts";
import { matchEvent, withdrawalEvent } from "../../src/engine/match.ts";
import type { EventFact, Fact } from "../../src/events/fact.ts";
import { embeddedStore } from "../support/embedded-store.ts";

const given = embeddedStore();
const now = Date.UTC(2026, 0, 1);

let ids = 0;
const recorded = (source: string, time = now - 1000) => ({ messageId: `m${(ids += 1)}`, time, knownAt: time, source });
const event = (source: string, account: string, over: Partial<EventFact>): EventFact => ({
  type: "event", ...recorded(source), account, user: "", name: "login", properties: {}, originalTime: now, receivedAt: now, attribution: "explicit", ...over,
});

/** Something of everything that matching reads, and things that it mustn't. */
function facts(): Fact[] {
  const match = matchEvent({ source: "crm", record: "001", account: "0", by: "key", author: "kim" }, now);
  const taken = matchEvent({ source: "crm", record: "002", account: "0", by: "name", author: "kim" }, now);
  return [
    event("product", "0", {}),
    event("product", "0", { name: "export", user: "ann" }),
    event("product", "", { user: "nobody" }),
    { type: "account_trait", ...recorded("product"), account: "0", trait: "name", value: "Zero GmbH" },
    { type: "account_trait", ...recorded("product"), account: "0", trait: "crm_id", value: 1 },
    { type: "account_trait", ...recorded("crm", now - 5000), account: "001", trait: "website", value: "https://zero.io" },
    { type: "account_trait", ...recorded("crm", now - 4000), account: "001", trait: "region", value: "north" },
    { type: "account_trait", ...recorded("crm", now - 3000), account: "001", trait: "region", value: null },
    { type: "account_trait", ...recorded("crm", now + 1), account: "001", trait: "name", value: "from the future" },
    { type: "membership", ...recorded("product"), account: "0", user: "ann" },
    { type: "user_trait", ...recorded("product"), user: "ann", trait: "email", value: "ann@Zero.io" },
    event("billing", "cus_1", { name: "contract_changed", properties: { contract: "C1", start: 0, mrr: 900 } }),
    event("billing", "cus_1", { name: "contract_changed", properties: { contract: "C2", start: 0, mrr: 5, ended: now - 500 } }),
    match,
    taken,
    withdrawalEvent({ messageId: taken.messageId, source: "crm", record: "002", account: "0" }, "lee", now),
  ];
}

test("ClickHouse tells the same records and decisions as their definition", async () => {
  const workspace = given.freshWorkspace();
  const all = facts();
  await given.store.log.append(workspace, all, "batch");
  const sorted = <T extends { source: string; record: string }>(list: readonly T[]): T[] => list.toSorted((a, b) => (a.source + a.record < b.source + b.record ? -1 : 1));
  const expected = sorted(sourceRecordsOf(all, now));
  expect(expected.map(({ source, record, mrr, used, domains }) => [source, record, mrr, used, [...domains]])).toEqual([
    ["billing", "cus_1", 900, false, []],
    ["crm", "001", 0, false, ["zero.io"]],
    ["product", "0", 0, true, ["zero.io"]],
  ]);
  expect(sorted(await given.store.records.records(workspace, now))).toEqual(expected);
  expect(await given.store.records.memberships(workspace)).toEqual(all.filter(({ type }) => type === "membership"));
  expect(await given.store.records.decisions(workspace)).toEqual(decisionsOf(all));
  expect(decisionsOf(all).map(({ record }) => record)).toEqual(["001"]);
});
