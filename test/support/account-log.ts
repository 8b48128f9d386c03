import { type AccountLog, accountEvents } from "../../src/accounts/account-log.ts";
import type { Fact } from "../../src/events/fact.ts";

/** What the storage reads of one account, from a story. */
export function accountLog(facts: readonly Fact[], account = "acme"): AccountLog {
  const own = facts.filter((fact) => fact.type !== "user_trait").filter((fact) => fact.account === account);
  return {
    account,
    born: Math.min(...own.map((fact) => fact.time)),
    events: own.filter((fact) => fact.type === "event").filter((event) => (accountEvents as readonly string[]).includes(event.name)),
    traits: own.filter((fact) => fact.type === "account_trait"),
  };
}
