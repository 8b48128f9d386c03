import { Random } from "../../lib/random.ts";
import { localDate, type Instant } from "../../lib/zone.ts";
import { definitionInWords, openMs, type OutcomeDefinition } from "./definition.ts";
import { followLine, type LineEvent } from "./line.ts";
import type { Conflict, ContractStatement, DerivationClock, Outcome, OutcomeInput, Span } from "./outcome.ts";
import { reconcile } from "./reconcile.ts";
import { mrrAt, revenueOf, type RevenueStep } from "./revenue.ts";
import { endOf, type Term, termsOf } from "./terms.ts";

export interface DerivedOutcomes {
  /** Ascending by time. */
  readonly outcomes: readonly Outcome[];
  readonly spans: readonly Span[];
  /** Terms that ended so lately that the grace period leaves open what they are. */
  readonly pending: readonly { readonly account: string; readonly at: Instant }[];
  readonly conflicts: readonly Conflict[];
  readonly revenue: ReadonlyMap<string, readonly RevenueStep[]>;
  /** Up to here it is known who was lost: `asOf` less the time for which a loss is open. */
  readonly knownTo: Instant;
  /** What was counted as what. */
  readonly definition: readonly string[];
}

/** Renewals, growth and churn from contracts and from recorded outcomes, with everything in which they contradict themselves. */
export function deriveOutcomes(input: OutcomeInput): DerivedOutcomes {
  const { definition } = input;
  const recorded = input.recorded.filter(({ outcome }) => definition.recorded.includes(outcome));
  const usable = input.statements.filter((statement) => endOf(statement) > statement.start);
  const paid = definition.paid_only && usable.some((statement) => statement.mrr > 0);
  const byAccount = Map.groupBy(usable, (statement) => statement.account);
  const recordedByAccount = Map.groupBy(recorded, (outcome) => outcome.account);
  const churnIsRecorded = recorded.some((outcome) => outcome.outcome === "churned");
  const conflicts: Conflict[] = endsBeforeStart(input);
  const revenue = new Map<string, readonly RevenueStep[]>();
  const [outcomes, spans, pending]: [Outcome[], Span[], { account: string; at: Instant }[]] = [[], [], []];
  for (const account of new Set([...byAccount.keys(), ...recordedByAccount.keys()])) {
    const terms = accountTerms(byAccount.get(account) ?? []).filter((term) => !paid || term.mrr > 0 || Number.isNaN(term.mrr));
    const steps = revenueOf(terms);
    revenue.set(account, steps);
    const own = spansOf(account, terms, input);
    conflicts.push(...overlaps(account, terms, input));
    pending.push(...own.filter((span) => isPending(span, input)).map((span) => ({ account, at: span.to })));
    const derived = accountOutcomes({ account, terms, steps, spans: own }, input);
    const agreed = reconcile({ account, derived, recorded: recordedByAccount.get(account) ?? [], spans: own, steps, churnIsRecorded }, input);
    outcomes.push(...agreed.outcomes);
    spans.push(...agreed.spans);
    conflicts.push(...agreed.conflicts);
  }
  outcomes.sort((a, b) => a.at - b.at || (a.account < b.account ? -1 : 1));
  return { outcomes, spans, pending, conflicts, revenue, knownTo: input.asOf - openMs(definition), definition: definitionInWords(definition) };
}

function accountTerms(statements: readonly ContractStatement[]): Term[] {
  const byContract = Map.groupBy(statements, (statement) => statement.contract);
  return [...byContract.values()].flatMap((own) => termsOf(own.toSorted((a, b) => a.time - b.time)));
}

/** Terms merged where the gap between them is no loss. Ends that lie after `asOf` are open. */
function spansOf(account: string, terms: readonly Term[], { definition, asOf }: DerivationClock): Span[] {
  const spans: { account: string; from: Instant; to: Instant }[] = [];
  for (const term of terms.toSorted((a, b) => a.from - b.from)) {
    if (term.from > asOf) continue;
    const to = term.to > asOf ? Number.POSITIVE_INFINITY : term.to;
    const last = spans.at(-1);
    if (last !== undefined && term.from <= last.to + openMs(definition)) last.to = Math.max(last.to, to);
    else spans.push({ account, from: term.from, to });
  }
  return spans;
}

const isPending = (span: Span, { definition, asOf }: DerivationClock): boolean => span.to <= asOf && span.to + openMs(definition) > asOf;

interface AccountHistory {
  readonly account: string;
  readonly terms: readonly Term[];
  readonly steps: readonly RevenueStep[];
  readonly spans: readonly Span[];
}

function accountOutcomes(history: AccountHistory, clock: DerivationClock): Outcome[] {
  const lines = Map.groupBy(history.terms, (term) => term.product);
  const phase = Random.seeded(history.account).unit();
  const outcomes = [...lines.values()].flatMap((line) => followLine(line, { ...clock, phase }).map((event) => asOutcome(event, history, clock)));
  const churns = new Set<string>();
  return outcomes.filter((outcome): outcome is Outcome => {
    if (outcome === undefined) return false;
    // Several products that end together are one churn.
    const key = `${outcome.at}`;
    if (outcome.kind !== "churned" || outcome.mrrAfter > 0) return true;
    return churns.has(key) ? false : churns.add(key) !== undefined;
  });
}

/** The outcome that an event of a product means for the account; undefined for a change too small to count. */
function asOutcome(event: LineEvent, history: AccountHistory, { definition }: DerivationClock): Outcome | undefined {
  const { account, steps, spans } = history;
  const { term, at } = event;
  const common = {
    account,
    at,
    since: spans.findLast((span) => span.from <= Math.min(at, term.from))?.from ?? term.from,
    contract: term.contract,
    ...(term.product === "" ? {} : { product: term.product }),
    basis: "contracts" as const,
  };
  if (event.kind === "ended") {
    const gone = spans.some((span) => span.to === at);
    // Nothing runs, but the account comes back in time to count as never lost.
    if (!gone && !running(history, at)) return undefined;
    const mrrBefore = mrrAt(steps, at - 1);
    const kind = gone || (definition.product_loss === "churn" && !event.others) ? "churned" : "contracted";
    const knownAt = at + openMs(definition);
    return { ...common, kind, knownAt, mrrBefore, mrrAfter: gone ? 0 : Math.max(0, mrrBefore - term.mrr) };
  }
  const changesAt = event.next === term ? at : Math.min(at, event.next.from);
  const mrrBefore = mrrAt(steps, changesAt - 1);
  const mrrAfter = mrrBefore - term.mrr + event.next.mrr;
  const kind = changeKind(mrrBefore, mrrAfter, definition);
  if (event.kind === "changed") return kind === "renewed" ? undefined : { ...common, kind, knownAt: at, mrrBefore, mrrAfter };
  return { ...common, kind, knownAt: event.knownAt, mrrBefore, mrrAfter, renewal: event.timing };
}

const running = ({ terms }: AccountHistory, at: number): boolean => terms.some(({ from, to }) => from <= at && to > at);

function changeKind(before: number, after: number, { change }: OutcomeDefinition): "renewed" | "expanded" | "contracted" {
  if (before > 0 && Math.abs(after / before - 1) + 1e-12 >= change) return after > before ? "expanded" : "contracted";
  return "renewed";
}

function endsBeforeStart({ statements, zone }: OutcomeInput): Conflict[] {
  return statements
    .filter((statement) => endOf(statement) <= statement.start)
    .map((statement) => ({
      kind: "ends_before_start" as const,
      account: statement.account,
      at: statement.start,
      text: `contract ${statement.contract} ends on ${localDate(endOf(statement), zone)}, which is not after its start on ${localDate(statement.start, zone)}; left out`,
    }));
}

/** Contracts of one product that run beside each other for longer than the grace period; one finding for each account. */
function overlaps(account: string, terms: readonly Term[], { definition, zone }: OutcomeInput): Conflict[] {
  const ordered = terms.toSorted((a, b) => a.from - b.from);
  const pairs = ordered.flatMap((term, i) =>
    ordered.slice(i + 1).filter((other) => other.product === term.product && other.contract !== term.contract && Math.min(term.to, other.to) - other.from > openMs(definition)).map((other) => [term, other] as const),
  );
  const [first] = pairs;
  if (first === undefined) return [];
  const [term, other] = first;
  const more = pairs.length > 1 ? `, and ${pairs.length - 1} more such pairs` : "";
  return [{ kind: "overlap", account, at: other.from, text: `contracts ${term.contract} and ${other.contract} of the same product both run from ${localDate(other.from, zone)} on${more}; their revenue is added up` }];
}
