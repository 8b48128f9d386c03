import { type AccountLog, eventsBefore, numberOf, textOf } from "../../accounts/account-log.ts";
import { type Money, revenueOf } from "../../accounts/contract.ts";
import type { EventFact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ContractStatement, OutcomeKind, RecordedOutcome } from "./outcome.ts";

/** Everything that the log states about an account's contracts before the instant, ascending; revenue in the currency of `money`. */
export function statementsBefore(log: AccountLog, asOf: Instant, money: Money): ContractStatement[] {
  return eventsBefore(log, "contract_changed", asOf).map((event) => statementOf(log.account, event, money));
}

function statementOf(account: string, event: EventFact, money: Money): ContractStatement {
  const [termEnd, ended, product, currency] = [numberOf(event, "term_end"), numberOf(event, "ended"), textOf(event, "product"), textOf(event, "currency")];
  const start = numberOf(event, "start") ?? event.time;
  const contract = textOf(event, "contract") ?? "";
  const stated = { id: contract, start, mrr: numberOf(event, "mrr") ?? 0, seats: 0, ...(currency !== undefined && { currency }) };
  return {
    account,
    contract,
    time: event.time,
    start,
    ...(termEnd !== undefined && { termEnd }),
    ...(ended !== undefined && { ended }),
    mrr: revenueOf([stated], event.time, money) ?? Number.NaN,
    ...(product !== undefined && { product }),
  };
}

/** The outcomes that were recorded for an account before the instant, ascending. */
export function recordedBefore(log: AccountLog, asOf: Instant): RecordedOutcome[] {
  return eventsBefore(log, "outcome_recorded", asOf).map((event) => {
    const [contract, reason] = [textOf(event, "contract"), textOf(event, "reason")];
    const [mrrBefore, mrrAfter] = [numberOf(event, "mrr_before"), numberOf(event, "mrr_after")];
    return {
      account: log.account,
      outcome: textOf(event, "outcome") as OutcomeKind,
      at: event.time,
      knownAt: event.knownAt,
      ...(contract !== undefined && { contract }),
      ...(mrrBefore !== undefined && { mrrBefore }),
      ...(mrrAfter !== undefined && { mrrAfter }),
      ...(reason !== undefined && { reason }),
    };
  });
}
