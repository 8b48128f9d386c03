import type { EventFact } from "../../../events/fact.ts";
import type { Instant } from "../../../lib/zone.ts";
import { latest } from "./order.ts";
import { numericProperty, property } from "./selection.ts";
import type { View } from "./view.ts";

/** For each contract id what was stated last. */
function statedContracts(view: View): EventFact[] {
  const changes = view.events.filter((event) => event.name === "contract_changed");
  const ids = new Set(changes.map((event) => property(event, "contract")));
  return [...ids].map((id) => latest(changes.filter((event) => property(event, "contract") === id))).filter((contract) => contract !== undefined);
}

/** The contracts that run at the instant: started and not ended. */
export function activeContracts(view: View): EventFact[] {
  return statedContracts(view).filter((contract) => isActive(contract, view.asOf));
}

/** When the account's first contract began, whether it still runs or was renewed by another; undefined when none runs now. */
export function customerSince(view: View): Instant | undefined {
  if (activeContracts(view).length === 0) return undefined;
  const starts = statedContracts(view).map((contract) => numericProperty(contract, "start") ?? Infinity);
  return Math.min(...starts.filter((start) => start <= view.asOf));
}

/** An end, agreed (`term_end`) or real (`ended`), is the first instant at which the contract no longer runs. */
function isActive(contract: EventFact, asOf: Instant): boolean {
  const start = numericProperty(contract, "start") ?? Infinity;
  const termEnd = numericProperty(contract, "term_end") ?? Infinity;
  const ended = numericProperty(contract, "ended") ?? Infinity;
  return start <= asOf && asOf < termEnd && asOf < ended;
}

/** Seats of all active contracts; undefined when there is none. */
export function seats(view: View): number | undefined {
  const active = activeContracts(view);
  if (active.length === 0) return undefined;
  return total(active.map((contract) => numericProperty(contract, "seats") ?? 0));
}

/** Monthly recurring revenue in the pack's currency; undefined without an active contract, or when a currency has no rate. */
export function monthlyRevenue(view: View): number | undefined {
  const active = activeContracts(view);
  const converted = active.map((contract) => inPackCurrency(contract, view)).filter((mrr) => mrr !== undefined);
  if (active.length === 0 || converted.length < active.length) return undefined;
  return total(converted);
}

/** A contract without a currency is in the pack's. */
function inPackCurrency(contract: EventFact, view: View): number | undefined {
  const { currency: packCurrency, rates } = view.request;
  const mrr = numericProperty(contract, "mrr") ?? 0;
  const currency = property(contract, "currency") ?? packCurrency;
  if (currency === packCurrency) return mrr;
  const dated = Object.hasOwn(rates, currency) ? (rates[currency] ?? []) : [];
  const rate = dated.findLast(([from]) => from <= view.asOf);
  return rate === undefined ? undefined : mrr * rate[1];
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
