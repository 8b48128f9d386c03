import type { EventFact } from "../events/fact.ts";
import type { Instant } from "../lib/zone.ts";
import { type AccountLog, eventsBefore, numberOf, textOf } from "./account-log.ts";

/** A contract as it was known at an instant. */
export interface Contract {
  readonly id: string;
  readonly start: Instant;
  /** When the term that runs began, where it isn't the first: where the one before it ended. */
  readonly termStart?: Instant;
  /** Agreed in advance; absent for a contract without a term. */
  readonly termEnd?: Instant;
  /** When it ended, known only afterwards. */
  readonly ended?: Instant;
  /** Recurring revenue a month, in `currency`. */
  readonly mrr: number;
  readonly currency?: string;
  readonly seats: number;
  /** What it is a contract for. */
  readonly product?: string;
}

/** Dated exchange rates into one currency, ascending. */
export interface Money {
  readonly currency: string;
  readonly rates: Readonly<Record<string, readonly (readonly [from: Instant, rate: number])[]>>;
}

function contractOf({ event, termFrom }: Stated): Contract {
  const [termEnd, ended] = [numberOf(event, "term_end"), numberOf(event, "ended")];
  const [currency, product] = [textOf(event, "currency"), textOf(event, "product")];
  const start = numberOf(event, "start") ?? event.time;
  return {
    id: textOf(event, "contract") ?? "",
    start,
    ...(termFrom > start && { termStart: termFrom }),
    ...(termEnd !== undefined && { termEnd }),
    ...(ended !== undefined && { ended }),
    mrr: numberOf(event, "mrr") ?? 0,
    ...(currency !== undefined && { currency }),
    seats: numberOf(event, "seats") ?? 0,
    ...(product !== undefined && { product }),
  };
}

/** Every contract as the latest statement before the instant has it. */
export function contractsBefore(log: AccountLog, asOf: Instant): Contract[] {
  const latest = new Map<string | undefined, Stated>();
  for (const event of eventsBefore(log, "contract_changed", asOf)) {
    const id = textOf(event, "contract");
    const before = latest.get(id);
    const [was = Infinity, is = -Infinity] = [before && numberOf(before.event, "term_end"), numberOf(event, "term_end")];
    latest.set(id, { event, termFrom: is > was ? was : (before?.termFrom ?? -Infinity) });
  }
  return [...latest.values()].map(contractOf);
}

/** A contract's latest statement, and where the term before the one that it states ended. */
interface Stated {
  readonly event: EventFact;
  readonly termFrom: Instant;
}

/** The first instant at which it doesn't run any more: the real end or the term's, whichever is earlier; Infinity without either. */
export function endOf({ ended = Infinity, termEnd = Infinity }: Contract): Instant {
  return Math.min(ended, termEnd);
}

export function isActive(contract: Contract, asOf: Instant): boolean {
  return contract.start <= asOf && asOf < endOf(contract);
}

/** When the first contract began, also one that others have renewed since; Infinity when none has begun. */
export function customerSince(contracts: readonly Contract[], asOf: Instant): Instant {
  let since = Infinity;
  for (const { start } of contracts) if (start <= asOf && start < since) since = start;
  return since;
}

/** Recurring revenue a month of the contracts; null when one is in a currency without a rate. */
export function revenueOf(contracts: readonly Contract[], asOf: Instant, money: Money): number | null {
  let sum = 0;
  for (const { mrr, currency } of contracts) {
    const rate = currency === undefined || currency === money.currency ? 1 : money.rates[currency]?.findLast(([from]) => from <= asOf)?.[1];
    if (rate === undefined) return null;
    sum += mrr * rate;
  }
  return sum;
}
