import { describe, expect, test } from "vitest";
import type { AccountReader, DataSpan } from "../../src/engine/ports.ts";
import type { TraitReader } from "../../src/engine/traits.ts";
import type { Fact } from "../../src/events/fact.ts";
import { accountTraitFact, eventFact, membershipFact, userTraitFact } from "../support/facts.ts";
import { oddTexts } from "./fact-log.contract.ts";

/** A reader over a workspace that holds exactly some facts. */
export type MakeReader = (facts: readonly Fact[]) => Promise<{ readonly reader: AccountReader & DataSpan & TraitReader; readonly workspace: string }>;

const noon = Date.UTC(2026, 0, 5, 12);
const contract = eventFact("c", { name: "contract_changed", user: "", properties: { contract: "main", start: noon, mrr: 99.5, currency: "EUR" } });

/** What every reader of accounts gives. */
export function accountReaderContract(name: string, make: MakeReader): void {
  /** Message ids of what is read, by account. */
  const idsRead = async (facts: readonly Fact[], request: { accounts: readonly string[]; knownAt?: number }): Promise<Record<string, string[]>> => {
    const { reader, workspace } = await make(facts);
    const logs = await reader.readAccounts({ workspace, ...request });
    return Object.fromEntries([...logs].map(([account, log]) => [account, [...log.events, ...log.traits].map(({ messageId }) => messageId).sort()]));
  };

  describe(`${name} reads`, () => {
    test("events about the account and its traits, with all that they say", async () => {
      const trait = accountTraitFact("t", { value: "large" });
      const { reader, workspace } = await make([contract, trait, accountTraitFact("gone", { trait: "tier", value: null })]);
      const log = (await reader.readAccounts({ workspace, accounts: ["acme"] })).get("acme");
      expect(log?.account).toBe("acme");
      expect(log?.events).toEqual([contract]);
      expect(log?.traits).toHaveLength(2);
      expect(log?.traits).toContainEqual(trait);
    });

    test("no usage, no users, nobody else, and no entry where there is nothing", async () => {
      const facts = [contract, eventFact("login"), userTraitFact("u"), membershipFact("m"), accountTraitFact("other", { account: "globex" }), eventFact("initech's", { account: "initech" })];
      expect(await idsRead(facts, { accounts: ["acme", "initech", "unknown"] })).toEqual({ acme: ["c"] });
      expect(await idsRead(facts, { accounts: [] })).toEqual({});
    });

    test("only what was known by then", async () => {
      const facts = [contract, eventFact("later", { name: "owner_changed", properties: { owner: "cleo" }, knownAt: noon + 1 }), accountTraitFact("t", { knownAt: noon + 2 })];
      expect(await idsRead(facts, { accounts: ["acme"], knownAt: noon - 1 })).toEqual({});
      expect(await idsRead(facts, { accounts: ["acme"], knownAt: noon })).toEqual({ acme: ["c"] });
      expect(await idsRead(facts, { accounts: ["acme"], knownAt: noon + 1 })).toEqual({ acme: ["c", "later"] });
    });

    test("withdrawals with the event that they name, wherever they were recorded", async () => {
      const withdrawal = (id: string, withdraws: string, account: string): Fact => eventFact(id, { account, name: "withdrawn", properties: { withdraws } });
      const facts = [
        eventFact("o", { name: "override_set", properties: { band: "red", reason: "they told us", author: "csm" } }),
        withdrawal("own", "o", "acme"),
        withdrawal("elsewhere", "o", ""),
        withdrawal("another's", "x", "globex"),
      ];
      expect(await idsRead(facts, { accounts: ["acme"] })).toEqual({ acme: ["elsewhere", "o", "own"] });
    });

    test.each(oddTexts)("the account %j", async (account) => {
      const odd = { account, trait: account, value: account };
      expect(await idsRead([accountTraitFact("a", odd), accountTraitFact("b", { account: `${account}b` })], { accounts: [account] })).toEqual({ [account]: ["a"] });
    });

    test("more accounts than fit into one question", async () => {
      const accounts = Array.from({ length: 12_000 }, (_, index) => `account with a rather long name ${index}`);
      const facts = accounts.filter((_, index) => index % 1_000 === 0).map((account) => accountTraitFact(account, { account }));
      expect(Object.keys(await idsRead(facts, { accounts }))).toHaveLength(12);
    });
  });

  describe(`${name} finds`, () => {
    const asked = async (facts: readonly Fact[], text: string): Promise<string[]> => {
      const { reader, workspace } = await make(facts);
      return (await reader.findAccounts({ workspace, asked: text })).sort();
    };

    test("an account by its id, whatever kind of fact it has", async () => {
      expect(await asked([eventFact("e")], "acme")).toEqual(["acme"]);
      expect(await asked([accountTraitFact("t")], "acme")).toEqual(["acme"]);
      expect(await asked([membershipFact("m")], "acme")).toEqual(["acme"]);
      expect(await asked([eventFact("e")], "Acme")).toEqual([]);
      expect(await asked([eventFact("e", { account: "" })], "")).toEqual([]);
    });

    test("every account of a name as it is now, in capitals or not", async () => {
      const named = (account: string, value: string, time = noon): Fact => accountTraitFact(`${account} ${value}`, { account, trait: "name", value, time });
      const facts = [named("a", "Zoë Ltd"), named("b", "ZOË LTD"), named("c", "Zoë Ltd"), named("c", "Chloë Ltd", noon + 1)];
      expect(await asked(facts, "zoë ltd")).toEqual(["a", "b"]);
    });

    test.each(oddTexts)("by the id %j", async (account) => {
      expect(await asked([accountTraitFact("a", { account }), eventFact("e", { account: "another" })], account)).toEqual([account]);
    });
  });

  test(`${name} lists accounts with the name that they have now`, async () => {
    const named = (account: string, value: string | null, time = noon): Fact => accountTraitFact(`${account} ${time}`, { account, trait: "name", value, time });
    const { reader, workspace } = await make([named("b", "Old"), named("b", "New", noon + 1), named("c", "Lost"), named("c", null, noon + 1), accountTraitFact("size", { account: "a" }), named("d", "Last")]);
    expect(await reader.namedAccounts({ workspace, limit: 3 })).toEqual([{ account: "a", name: "" }, { account: "b", name: "New" }, { account: "c", name: "" }]);
  });

  test(`${name} reads some traits of some accounts, as they were`, async () => {
    const said = (account: string, trait: string, value: string | number | null, time = noon): Fact => accountTraitFact(`${account} ${trait} ${time}`, { account, trait, value, time });
    const { reader, workspace } = await make([said("a", "plan type", "old"), said("a", "plan type", "new", noon + 1), said("a", "size", 7), said("a", "gone", null), said("b", "size", 0, noon + 1), said("c", "size", 9), said("a", "unasked", "x")]);
    const read = async (asOf: number) => Object.fromEntries(await reader.readTraits({ workspace, accounts: ["a", "b", "nobody"], traits: ["plan type", "size", "gone", "never"], asOf }));
    expect(await read(noon + 1)).toEqual({ a: { "plan type": "old", size: 7, gone: null } });
    expect(await read(noon + 2)).toEqual({ a: { "plan type": "new", size: 7, gone: null }, b: { size: 0 } });
    expect(await reader.traitNames(workspace)).toEqual([{ trait: "size", accounts: 3 }, { trait: "gone", accounts: 1 }, { trait: "plan type", accounts: 1 }, { trait: "unasked", accounts: 1 }]);
  });

  describe(`${name} tells the span of`, () => {
    test("no data", async () => {
      const { reader, workspace } = await make([]);
      expect(await reader.span(workspace)).toBeUndefined();
    });

    test("facts of every type but a user's traits", async () => {
      const { reader, workspace } = await make([userTraitFact("u", { time: noon - 9 }), membershipFact("m", { time: noon - 3 }), eventFact("e"), accountTraitFact("t", { time: noon + 5 })]);
      expect(await reader.span(workspace)).toEqual({ from: noon - 3, to: noon + 5 });
    });
  });
}
