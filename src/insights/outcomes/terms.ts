import type { Instant } from "../../lib/zone.ts";
import type { ContractStatement } from "./outcome.ts";

/** A stretch of one contract at one price; `to` is Infinity while it is open-ended and runs. */
export interface Term {
  readonly contract: string;
  readonly product: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly mrr: number;
  /** When it was agreed, as far as the log knows. */
  readonly agreedAt: Instant;
  /** Whether it follows the end of a term of the same contract, or a change of its price within the term. */
  readonly follows?: "term" | "change";
  /** Whether no end had been agreed before it ended. */
  readonly openEnded: boolean;
}

/** The terms of one contract, in order, from what was stated about it over time. Statements must be ascending by time. */
export function termsOf(statements: readonly ContractStatement[]): Term[] {
  const terms: Term[] = [];
  for (const statement of statements) {
    const last = terms.at(-1);
    const term = asTerm(statement);
    if (last === undefined) terms.push(term);
    else amend(terms, last, { statement, term });
  }
  return terms.filter((term) => term.to > term.from);
}

/** The end that is known of a contract, real or agreed, whichever is earlier; Infinity without either. */
export function endOf({ ended = Number.POSITIVE_INFINITY, termEnd = Number.POSITIVE_INFINITY }: ContractStatement): Instant {
  return Math.min(ended, termEnd);
}

function asTerm(statement: ContractStatement): Term {
  return {
    contract: statement.contract,
    product: statement.product ?? "",
    from: statement.start,
    to: endOf(statement),
    mrr: statement.mrr,
    agreedAt: statement.time,
    openEnded: statement.termEnd === undefined,
  };
}

/** Applies a later statement: an end, an extension by a term, or another price within the term. */
function amend(terms: Term[], last: Term, { statement, term }: { statement: ContractStatement; term: Term }): void {
  if (statement.ended !== undefined) {
    while (terms.length > 1 && terms.at(-1)!.from >= statement.ended) terms.pop();
    const ending = terms.pop()!;
    terms.push({ ...ending, to: Math.min(ending.to, statement.ended) });
  } else if (term.to > last.to) {
    terms.push({ ...term, from: last.to, follows: "term" });
  } else if (term.mrr !== last.mrr && statement.time > last.from && statement.time < term.to) {
    terms[terms.length - 1] = { ...last, to: statement.time };
    terms.push({ ...term, from: statement.time, follows: "change" });
  } else {
    terms[terms.length - 1] = { ...last, to: term.to, mrr: term.mrr, product: term.product, openEnded: term.openEnded };
  }
}
