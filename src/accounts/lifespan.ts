import type { Instant } from "../lib/zone.ts";
import type { AccountLog } from "./account-log.ts";
import { type Contract, endOf, isActive } from "./contract.ts";
import { outcomesBefore } from "./outcome.ts";

/** When an account is a customer: from an instant on, and until another once it is over. */
export interface Lifespan {
  readonly from: Instant;
  /** The first instant at which it is no customer any more; absent while it is one. */
  readonly until?: Instant;
  readonly end?: "churned" | "contracts_ended";
}

/**
 * The lifespan of an account as it could be told at the instant, from its log and its contracts as known then.
 *
 * It begins with the account's first fact, or with its first contract where that began earlier. It ends
 * - with the last of its contracts, once all that are known are over: ended, or at the end of their term;
 * - with a recorded churn that is its latest outcome, when no contract is active: for an account whose contracts nobody
 *   loaded, or whose next one hasn't begun. A contract that runs outweighs the churn; that the two contradict each
 *   other is shown as a finding.
 * So a gap between two contracts ends nothing once the later one is known, and use of the product plays no part:
 * who pays and sleeps is a customer, and who left and still logs in is none.
 */
export function lifespanBefore(log: AccountLog, contracts: readonly Contract[], asOf: Instant): Lifespan {
  const from = Math.min(log.born, ...contracts.map(({ start }) => start));
  const lastEnd = contracts.length > 0 ? Math.max(...contracts.map(endOf)) : Infinity;
  const churn = churnBefore(log, asOf);
  if (lastEnd <= asOf) return { from, until: lastEnd, end: churn === undefined ? "contracts_ended" : "churned" };
  const runs = contracts.some((contract) => isActive(contract, asOf));
  return runs || churn === undefined ? { from } : { from, until: churn, end: "churned" };
}

/** When the account churned, if that is the latest that was recorded of it. */
function churnBefore(log: AccountLog, asOf: Instant): Instant | undefined {
  const last = outcomesBefore(log, asOf).at(-1);
  return last?.outcome === "churned" ? last.time : undefined;
}
