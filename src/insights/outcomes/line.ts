import { inDays } from "../../lib/duration.ts";
import { dayMs, type Instant } from "../../lib/zone.ts";
import { type OutcomeDefinition, openMs } from "./definition.ts";
import type { DerivationClock, RenewalTiming } from "./outcome.ts";
import type { Term } from "./terms.ts";

/** What happened to the terms of one product of one account; revenue is that of the terms concerned. */
export type LineEvent =
  | { readonly kind: "renewed"; readonly at: Instant; readonly term: Term; readonly next: Term; readonly timing: RenewalTiming; readonly knownAt: Instant }
  | { readonly kind: "changed"; readonly at: Instant; readonly term: Term; readonly next: Term }
  | { readonly kind: "ended"; readonly at: Instant; readonly term: Term; readonly others: boolean };

/** `phase` (0 to 1) is where in the anniversary period the implied renewals of this account lie. */
export interface LineClock extends DerivationClock {
  readonly phase: number;
}

/**
 * Follows each term of a product to what came next: a term that takes its place (a renewal, or a change of price within the term), or
 * nothing, while other terms of the product go on (`others`) or not. A successor takes one place only. Ends after `asOf`, and those
 * that are still open, tell nothing yet.
 */
export function followLine(terms: readonly Term[], clock: LineClock): LineEvent[] {
  const { definition, asOf } = clock;
  const grace = inDays(definition.grace) * dayMs;
  const claimed = new Set<Term>();
  const ordered = terms.toSorted((a, b) => a.to - b.to || a.from - b.from);
  return ordered.flatMap((term): LineEvent[] => {
    const anniversaries = term.openEnded ? impliedRenewals(term, clock) : [];
    if (term.to > asOf) return anniversaries;
    const next = successorOf(term, { terms, claimed, grace });
    if (next !== undefined && next.from <= asOf) {
      claimed.add(next);
      return [...anniversaries, followed(term, next, definition)];
    }
    const others = terms.some((other) => other !== term && other.from <= term.to && other.to > term.to);
    if (!others && term.to + openMs(definition) > asOf) return anniversaries;
    return [...anniversaries, { kind: "ended", at: term.to, term, others }];
  });
}

function followed(term: Term, next: Term, definition: OutcomeDefinition): LineEvent {
  if (next.follows === "change") return { kind: "changed", at: next.from, term, next };
  return { kind: "renewed", at: term.to, term, next, timing: timingOf(term, next, definition), knownAt: Math.max(term.to, next.agreedAt) };
}

/** The next term of the same contract, else the unclaimed contract that starts nearest to the end. */
function successorOf(term: Term, { terms, claimed, grace }: { terms: readonly Term[]; claimed: ReadonlySet<Term>; grace: number }): Term | undefined {
  const own = terms.find((next) => next.contract === term.contract && next.from === term.to && next.follows !== undefined);
  if (own !== undefined) return own;
  const candidates = terms.filter(
    (next) => next.contract !== term.contract && next.follows === undefined && next.from > term.from && Math.abs(next.from - term.to) <= grace && next.to > term.to && !claimed.has(next),
  );
  return candidates.toSorted((a, b) => Math.abs(a.from - term.to) - Math.abs(b.from - term.to))[0];
}

function timingOf(term: Term, next: Term, definition: OutcomeDefinition): RenewalTiming {
  if (Math.max(next.from, next.agreedAt) > term.to + inDays(definition.late) * dayMs) return "late";
  if (Math.min(next.from, next.agreedAt) < term.to - inDays(definition.early) * dayMs) return "early";
  return "on_time";
}

/**
 * Open-ended contracts are lost on any day of their life, so they must be seen renewed on any day too: the anniversaries are counted
 * from a day of the account's own, not from its start. Otherwise all losses within the first period would meet renewals of older
 * customers only, and tenure, with all that grows with it, would seem to decide.
 */
function impliedRenewals(term: Term, { definition, asOf, phase }: LineClock): LineEvent[] {
  const every = inDays(definition.anniversary) * dayMs;
  const events: LineEvent[] = [];
  if (every === 0) return events;
  const first = (Math.floor(term.from / every - phase) + 1 + phase) * every;
  for (let at = Math.floor(first / dayMs) * dayMs; at < term.to && at <= asOf; at += every) {
    if (at > term.from) events.push({ kind: "renewed", at, term, next: term, timing: "implied", knownAt: at });
  }
  return events;
}
