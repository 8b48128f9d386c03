import { type AccountLog, accountEvents, traitsBefore } from "../../accounts/account-log.ts";
import type { AccountReader, DataSpan, NamedAccount } from "../../engine/ports.ts";
import type { TraitName, TraitReader, TraitValues, TraitsRequest } from "../../engine/traits.ts";
import type { AccountTraitFact, EventFact, Fact } from "../../events/fact.ts";
import { compareText } from "../../lib/text-order.ts";
import type { Instant } from "../../lib/zone.ts";
import type { MemoryFactLog } from "./fact-log.ts";

const names: readonly string[] = accountEvents;
const isAccountEvent = (fact: Fact): fact is EventFact => fact.type === "event" && names.includes(fact.name);
const isAccountTrait = (fact: Fact): fact is AccountTraitFact => fact.type === "account_trait";

/** Reads contracts, traits and people's decisions of accounts from plain arrays. */
export class MemoryAccountReader implements AccountReader, DataSpan, TraitReader {
  readonly #log: MemoryFactLog;

  constructor(log: MemoryFactLog) {
    this.#log = log;
  }

  readAccounts({ workspace, accounts, knownAt = Infinity }: Parameters<AccountReader["readAccounts"]>[0]): Promise<ReadonlyMap<string, Omit<AccountLog, "born">>> {
    const known = this.#log.facts(workspace).filter((fact) => fact.knownAt <= knownAt);
    const [decisions, traits] = [known.filter(isAccountEvent), known.filter(isAccountTrait)];
    const logs = accounts.map((account) => ({
      account,
      events: withWithdrawals(decisions, account),
      traits: traits.filter((fact) => fact.account === account),
    }));
    return Promise.resolve(new Map(logs.filter(({ events, traits: own }) => events.length + own.length > 0).map((log) => [log.account, log])));
  }

  namedAccounts({ workspace, limit }: { readonly workspace: string; readonly limit: number }): Promise<NamedAccount[]> {
    const traits = Map.groupBy(this.#log.facts(workspace).filter(isAccountTrait), ({ account }) => account);
    const named = [...traits].map(([account, own]): NamedAccount => {
      const name = traitsBefore({ account, born: 0, events: [], traits: own }, Infinity).get("name");
      return { account, name: typeof name === "string" ? name : "" };
    });
    return Promise.resolve(named.filter(({ account }) => account !== "").sort((left, right) => (left.account < right.account ? -1 : 1)).slice(0, limit));
  }

  traitNames(workspace: string): Promise<readonly TraitName[]> {
    const said = Map.groupBy(this.#log.facts(workspace).filter(isAccountTrait).filter(({ account }) => account !== ""), ({ trait }) => trait);
    const names = [...said].map(([trait, own]) => ({ trait, accounts: new Set(own.map(({ account }) => account)).size }));
    return Promise.resolve(names.sort((left, right) => right.accounts - left.accounts || compareText(left.trait, right.trait)));
  }

  readTraits({ workspace, accounts, traits, asOf }: TraitsRequest): Promise<ReadonlyMap<string, TraitValues>> {
    const said = this.#log.facts(workspace).filter(isAccountTrait).filter(({ trait }) => traits.includes(trait));
    const values = accounts.map((account) => [account, Object.fromEntries(traitsBefore({ account, born: 0, events: [], traits: said.filter((fact) => fact.account === account) }, asOf))] as const);
    return Promise.resolve(new Map(values.filter(([, own]) => Object.keys(own).length > 0)));
  }

  findAccounts({ workspace, asked }: { readonly workspace: string; readonly asked: string }): Promise<string[]> {
    const facts = this.#log.facts(workspace).filter((fact) => fact.type !== "user_trait");
    const traits = facts.filter(isAccountTrait);
    const named = (account: string): boolean => {
      const name = traitsBefore({ account, born: 0, events: [], traits: traits.filter((fact) => fact.account === account) }, Infinity).get("name");
      return typeof name === "string" && name.toLowerCase() === asked.toLowerCase();
    };
    return Promise.resolve([...new Set(facts.map(({ account }) => account))].filter((account) => account !== "" && (account === asked || named(account))));
  }

  span(workspace: string): Promise<{ readonly from: Instant; readonly to: Instant } | undefined> {
    const times = this.#log.facts(workspace).filter(({ type }) => type !== "user_trait").map(({ time }) => time);
    return Promise.resolve(times.length === 0 ? undefined : { from: Math.min(...times), to: Math.max(...times) });
  }
}

/** The account's own events, and the withdrawals of them that were recorded elsewhere. */
function withWithdrawals(decisions: readonly EventFact[], account: string): EventFact[] {
  const ids = new Set<unknown>(decisions.filter((event) => event.account === account).map(({ messageId }) => messageId));
  return decisions.filter((event) => event.account === account || (event.name === "withdrawn" && ids.has(event.properties["withdraws"])));
}
