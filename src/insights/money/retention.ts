import { type AccountLog, eventsBefore, numberOf, textOf } from "../../accounts/account-log.ts";
import type { Money } from "../../accounts/contract.ts";
import { outcomesBefore } from "../../accounts/outcome.ts";
import type { EventFact } from "../../events/fact.ts";
import { type Duration, inDays } from "../../lib/duration.ts";
import { dayMs, type Instant } from "../../lib/zone.ts";
import type { ContractStatement } from "../outcomes/outcome.ts";
import { type Term, termsOf } from "../outcomes/terms.ts";

export interface RetentionRequest {
  readonly periodStart: Instant;
  readonly periodEnd: Instant;
  /** Contracts count as they were known then; not before `periodEnd`. */
  readonly asOf: Instant;
  readonly money: Money;
  /** How late a renewal may come. */
  readonly late: Duration;
}

/** Accounts and their recurring revenue a month. */
interface Moved {
  readonly accounts: number;
  readonly mrr: number;
}

/**
 * What became of recurring revenue over a period. `start + added + expanded - contracted - lost + exchange = end`. All but
 * `end` is in the rates of the start, so that a currency that moves is no growth of customers; `exchange` is what it made.
 */
export interface Retention {
  readonly start: Moved;
  readonly end: Moved;
  readonly added: Moved;
  readonly expanded: Moved;
  readonly contracted: Moved;
  readonly lost: Moved;
  readonly exchange: number;
  /** Of the revenue at the start: what is still there, without growth (gross) and with it (net). NaN when there was none. */
  readonly gross: number;
  readonly net: number;
  /** Of those lost: their last contract ended so lately that a late renewal can still come. */
  readonly open: Moved;
  /** Accounts of which a loss was recorded in the period although a contract runs on the last day; they aren't among the lost. */
  readonly contradicted: number;
  /** Accounts left out because a currency has no rate on the first or last day. */
  readonly unconverted: number;
}

/** Gross and net retention of recurring revenue, account by account, from contracts. */
export function retentionOf(logs: readonly AccountLog[], request: RetentionRequest): Retention {
  const { periodStart, periodEnd } = request;
  const moves = logs.flatMap((log): Move[] => {
    const priced = pricedTerms(log, request.asOf);
    const [before, after] = [priced.filter(({ term }) => runs(term, periodStart)), priced.filter(({ term }) => runs(term, periodEnd))];
    if (before.length + after.length === 0) return [];
    const lastEnd = Math.max(...priced.map(({ term }) => term.to).filter((to) => to <= periodEnd));
    const contradicted = after.length > 0 && outcomesBefore(log, periodEnd).some(({ outcome, time }) => outcome === "churned" && time >= periodStart);
    return [{ contradicted, start: worth(before, periodStart, request), constant: worth(after, periodStart, request), end: worth(after, periodEnd, request), lastEnd }];
  });
  const known = moves.filter((move) => !Number.isNaN(move.start + move.constant + move.end));
  return { ...flows(known, request), unconverted: moves.length - known.length };
}

/** The revenue of one account at both ends of the period; NaN where a rate is missing. */
interface Move {
  readonly start: number;
  /** At the end, in the rates of the start. */
  readonly constant: number;
  readonly end: number;
  readonly lastEnd: Instant;
  readonly contradicted: boolean;
}

function flows(moves: readonly Move[], { periodEnd, late }: RetentionRequest): Omit<Retention, "unconverted"> {
  const moved = (own: readonly Move[], amount: (move: Move) => number): Moved => ({ accounts: own.length, mrr: own.reduce((sum, move) => sum + amount(move), 0) });
  const stood = moves.filter(({ start }) => start > 0);
  const lost = stood.filter(({ constant }) => constant === 0);
  const start = moved(stood, (move) => move.start);
  const kept = (limit: (move: Move) => number): number => moved(stood, limit).mrr / start.mrr;
  return {
    start,
    end: moved(moves.filter(({ end }) => end > 0), ({ end }) => end),
    added: moved(moves.filter((move) => move.start === 0 && move.constant > 0), ({ constant }) => constant),
    expanded: moved(stood.filter((move) => move.constant > move.start), (move) => move.constant - move.start),
    contracted: moved(stood.filter((move) => move.constant > 0 && move.constant < move.start), (move) => move.start - move.constant),
    lost: moved(lost, (move) => move.start),
    exchange: moved(moves, (move) => move.end - move.constant).mrr,
    gross: kept((move) => Math.min(move.start, move.constant)),
    net: kept(({ constant }) => constant),
    contradicted: moves.filter(({ contradicted }) => contradicted).length,
    open: moved(lost.filter(({ lastEnd }) => lastEnd + inDays(late) * dayMs > periodEnd), (move) => move.start),
  };
}

interface Priced {
  readonly term: Term;
  /** Undefined: in the pack's currency. */
  readonly currency: string | undefined;
}

/** The terms of an account's contracts in their own currency: that of the contract's latest statement. */
function pricedTerms(log: AccountLog, asOf: Instant): Priced[] {
  const byContract = Map.groupBy(eventsBefore(log, "contract_changed", asOf), (event) => textOf(event, "contract") ?? "");
  return [...byContract].flatMap(([contract, events]) => {
    const currency = textOf(events.at(-1), "currency");
    return termsOf(events.map((event) => statementOf(log.account, contract, event))).map((term) => ({ term, currency }));
  });
}

function statementOf(account: string, contract: string, event: EventFact): ContractStatement {
  const [termEnd, ended] = [numberOf(event, "term_end"), numberOf(event, "ended")];
  return { account, contract, time: event.time, start: numberOf(event, "start") ?? event.time, mrr: numberOf(event, "mrr") ?? 0, ...(termEnd !== undefined && { termEnd }), ...(ended !== undefined && { ended }) };
}

const runs = (term: Term, at: Instant): boolean => term.from <= at && at < term.to;

/** In the money's currency, at the rates of a day; NaN when one is missing. */
function worth(terms: readonly Priced[], day: Instant, { money: { currency: own, rates } }: RetentionRequest): number {
  return terms.reduce((sum, { term, currency }) => {
    const rate = currency === undefined || currency === own ? 1 : (rates[currency]?.findLast(([from]) => from <= day)?.[1] ?? Number.NaN);
    return sum + term.mrr * rate;
  }, 0);
}

/** What is counted as what, in sentences that stand beside the numbers. */
export const retentionInWords: readonly string[] = [
  "Net retention: what the accounts of the first day pay on the last, over what they paid on the first. Gross: the same, no account counted for more than it paid on the first day.",
  "From contracts as they are known now, account by account: a product that ends while another grows is one change. New accounts count in neither.",
];
