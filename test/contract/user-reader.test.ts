import { describe, expect, test } from "vitest";
import type { AccountUser, UsersRequest } from "../../src/engine/users.ts";
import type { Fact } from "../../src/events/fact.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { MemoryUserReader } from "../../src/storage/memory/user-reader.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { eventFact, membershipFact, userTraitFact } from "../support/facts.ts";

const embedded = embeddedStore();
const memory = new MemoryFactLog();
const adapters = {
  clickhouse: () => ({ log: embedded.store.log, users: embedded.store.users }),
  memory: () => ({ log: memory, users: new MemoryUserReader(memory) }),
};

const asOf = Date.UTC(2026, 5, 1);
const at = (daysAgo: number): { time: number; knownAt: number } => ({ time: asOf - daysAgo * dayMs, knownAt: asOf });
const seen = (id: string, user: string, daysAgo: number): Fact => eventFact(id, { user, ...at(daysAgo) });

const facts: readonly Fact[] = [
  seen("1", "ann", 40),
  seen("2", "ann", 2),
  seen("3", "ann", 1),
  seen("4", "bob", 1),
  seen("5", "bob", -1),
  seen("6", "", 1),
  eventFact("7", { user: "eve", account: "globex", ...at(1) }),
  membershipFact("8", { user: "ann", ...at(50) }),
  membershipFact("9", { user: "zoë", ...at(50) }),
  membershipFact("10", { user: "late", ...at(0) }),
  userTraitFact("11", { user: "ann", trait: "role", value: "admin", ...at(30) }),
  userTraitFact("12", { user: "ann", trait: "role", value: "champion", ...at(20) }),
  userTraitFact("13", { user: "ann", trait: "role", value: "user", ...at(0) }),
  userTraitFact("14", { user: "ann", trait: "logins", value: 7, ...at(3) }),
  userTraitFact("15", { user: "zoë", trait: "name", value: null, ...at(3) }),
];

const ann: AccountUser = { user: "ann", firstSeen: at(40).time, lastSeen: at(1).time, recentEvents: 2, traits: { logins: 7, role: "champion" } };
const bob: AccountUser = { user: "bob", firstSeen: at(1).time, lastSeen: at(1).time, recentEvents: 1, traits: {} };
const zoe: AccountUser = { user: "zoë", firstSeen: null, lastSeen: null, recentEvents: 0, traits: { name: null } };

describe.each(["clickhouse", "memory"] as const)("%s", (adapter) => {
  async function reading() {
    const { log, users } = adapters[adapter]();
    const workspace = embedded.freshWorkspace();
    await log.append(workspace, facts, `batch of ${workspace}`);
    return (over: Partial<UsersRequest> = {}) => users.readUsers({ workspace, account: "acme", asOf, recentFrom: at(30).time, limit: 10, ...over });
  }

  test("everybody of the account, as was known at the instant", async () => {
    const read = await reading();
    expect(await read()).toEqual({ users: [ann, bob, zoe], total: 3 });
    expect(await read({ account: "nobody" })).toEqual({ users: [], total: 0 });
  });

  test("page by page, through equals and those never seen", async () => {
    const read = await reading();
    expect(await read({ limit: 1 })).toEqual({ users: [ann], total: 3 });
    expect(await read({ limit: 1, after: ann })).toEqual({ users: [bob], total: 3 });
    expect(await read({ limit: 5, after: bob })).toEqual({ users: [zoe], total: 3 });
    expect(await read({ limit: 5, after: zoe })).toEqual({ users: [], total: 3 });
  });

  test("one person, with what they did and where", async () => {
    const { log, users } = adapters[adapter]();
    const workspace = embedded.freshWorkspace();
    await log.append(workspace, [...facts, eventFact("20", { user: "ann", name: "export_made", ...at(1) }), eventFact("21", { user: "ann", name: "note_written", ...at(1) }), eventFact("22", { user: "ann", account: "globex", ...at(3) })], `batch of ${workspace}`);
    const [about, zone] = [{ workspace, account: "acme", asOf }, "Europe/Berlin"];
    expect(await users.readUsers({ ...about, recentFrom: at(30).time, limit: 10, user: "bob" })).toEqual({ users: [bob], total: 1 });
    const starts = [at(10).time, at(20).time, at(41).time];
    expect(await users.readActivity({ ...about, zone, starts })).toEqual(new Map([["ann", [2, 0, 1]], ["bob", [1, 0, 0]]]));
    expect([...(await users.readActivity({ ...about, zone, starts, events: ["export_made"] }))]).toEqual([["ann", [1, 0, 0]]]);
    const name = eventFact("x", {}).name;
    expect(await users.readNames({ ...about, zone, user: "ann", from: at(10).time })).toEqual([{ name, events: 2, days: 2, last: at(1).time }, { name: "export_made", events: 1, days: 1, last: at(1).time }]);
    expect([await users.readAccountsOf({ workspace, asOf, user: "ann" }), await users.readAccountsOf({ workspace, asOf, user: "nobody" })]).toEqual([["acme", "globex"], []]);
  });

  test("somebody by name, e-mail address or id, whoever fits best first", async () => {
    const { log, users } = adapters[adapter]();
    const workspace = embedded.freshWorkspace();
    const trait = (id: string, user: string, name: string, value: string, daysAgo = 5): Fact => userTraitFact(id, { user, trait: name, value, ...at(daysAgo) });
    const told = [trait("30", "u1", "name", "Zoë Ash"), trait("31", "u1", "role", "zoe"), trait("32", "u2", "email", "ash.zoe@globex.example"), trait("33", "u3", "name", "Zoe", 9), trait("34", "u3", "name", "Ann Zoellner", 4), trait("35", "u4", "name", "Zoe"), trait("36", "u5", "name", "Zoe", -1), trait("37", "zoes-id", "role", "admin")];
    const places = [membershipFact("40", { user: "u1", ...at(5) }), membershipFact("41", { user: "u1", account: "globex", ...at(2) }), membershipFact("42", { user: "u2", ...at(5) }), seen("43", "u3", 3), membershipFact("44", { user: "u4", ...at(5) }), membershipFact("45", { user: "zoes-id", ...at(5) })];
    await log.append(workspace, [...told, ...places], `batch of ${workspace}`);
    const find = async (text: string, limit = 10) => (await users.findUsers({ workspace, asOf, text, limit })).map(({ user, account, accounts }) => [user, account, accounts]);
    expect(await find("zoe")).toEqual([["u4", "acme", 1], ["u1", "globex", 2], ["zoes-id", "acme", 1], ["u3", "acme", 1], ["u2", "acme", 1]]);
    expect(await find("zoe", 1)).toEqual([["u4", "acme", 1]]);
    expect([await find("globex.ex"), await find("nobody"), await find("%")]).toEqual([[["u2", "acme", 1]], [], []]);
    expect(await users.findUsers({ workspace, asOf, text: "ash", limit: 1 })).toEqual([{ user: "u2", account: "acme", accounts: 1, traits: { email: "ash.zoe@globex.example" } }]);
  });
});
