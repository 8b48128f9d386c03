import type { Circumstances } from "../conditions/circumstances.ts";
import { compileCondition } from "../conditions/evaluate.ts";
import { bindCircumstances } from "../conditions/circumstances.ts";
import type { Truth } from "../conditions/truth.ts";
import type { EventFact } from "../events/fact.ts";
import { type Instant, localDay, monthDays } from "../lib/zone.ts";
import { type AccountLog, eventsBefore, textOf, traitsBefore } from "./account-log.ts";
import { type Contract, type Money, contractsBefore, customerSince, isActive, revenueOf } from "./contract.ts";
import { lifespanBefore } from "./lifespan.ts";
import { type Goal, goalStateAt, goalsBefore } from "./goal.ts";
import type { Segment } from "./segment.ts";

/** Everything about an account at an instant that is not a measurement of what its users did. */
export interface Standing {
  readonly circumstances: Circumstances;
  readonly isCustomer: boolean;
  readonly owner: string | null;
  /** In the pack's currency a month; null without an active contract or without a rate for its currency. */
  readonly mrr: number | null;
  /** When the earliest term of an active contract ends; null when none does. */
  readonly renewal: Instant | null;
  /** People's adjustments and overrides so far, ascending, as events of the log. */
  readonly adjustments: readonly EventFact[];
  readonly overrides: readonly EventFact[];
  /** Every contract as it is known, and those of them that run. */
  readonly known: readonly Contract[];
  readonly active: readonly Contract[];
  /** Stages that people set and didn't withdraw, ascending. */
  readonly stagesSet: readonly EventFact[];
  readonly goals: readonly Goal[];
  readonly terms: Terms;
}

export interface StandingRequest {
  readonly zone: string;
  readonly money: Money;
  readonly segments: Readonly<Record<string, Segment>>;
}

/** What of a standing holds until another fact of the account counts, a contract begins or ends, or a rate changes. */
export interface Settled extends Omit<Standing, "circumstances"> {
  readonly stage: string | null;
  readonly traits: Circumstances["traits"];
  readonly goalCounts: NonNullable<Circumstances["goals"]>;
}

/** What the figures of contracts are made of, as local days: only today is still missing. */
interface Terms {
  readonly mrr: number | null;
  readonly seats: number | null;
  readonly start: number | null;
  readonly renewal: number | null;
  readonly termMonths: number | null;
}

/** Reads standings in two steps, because the first is much work that days have in common. */
export interface StandingReader {
  readonly settled: (log: AccountLog, asOf: Instant) => Settled;
  readonly standing: (settled: Settled, born: Instant, asOf: Instant) => Standing;
  /** The circumstances of a standing that was read on an earlier day and still holds, with the calendar of this one. */
  readonly today: (standing: Standing, asOf: Instant) => Circumstances;
  /** The same with the figures of these contracts alone: of one line of business. */
  readonly ofContracts: (standing: Standing, contracts: readonly Contract[], asOf: Instant) => Circumstances;
  /** Recurring revenue of contracts in the pack's currency; null without a rate. */
  readonly worth: (contracts: readonly Contract[], asOf: Instant) => number | null;
}

/** The conditions of segments are compiled once for all accounts and instants. */
export function compileStanding({ zone, money, segments }: StandingRequest): StandingReader {
  const memberships = Object.entries(segments).map(([id, { when }]) => [id, compileCondition(when, bindCircumstances)] as const);
  const dayOf = rememberedDays(zone);
  return {
    settled: (log, asOf) => settle(log, asOf, { money, dayOf }),
    today: ({ circumstances: { stage = null, segments, traits, goals, dates }, terms }, asOf) => {
      const today = dayOf(asOf);
      return { stage, segments, traits, goals, contract: contractFigures(terms, today), dates: { today, first_seen: dates.first_seen ?? null, contract_start: terms.start, renewal: terms.renewal } };
    },
    ofContracts: ({ circumstances }, known, asOf) => {
      const active = known.filter((contract) => isActive(contract, asOf));
      const mrr = active.length > 0 ? revenueOf(active, asOf, money) : null;
      const terms = termsOf({ known, active, mrr, renewal: earliestTermEnd(active) }, asOf, dayOf);
      return { ...circumstances, contract: contractFigures(terms, dayOf(asOf)), dates: { ...circumstances.dates, today: dayOf(asOf), contract_start: terms.start, renewal: terms.renewal } };
    },
    worth: (contracts, asOf) => revenueOf(contracts, asOf, money),
    standing: (settled, born, asOf) => {
      const { stage, traits, terms, goalCounts: goals } = settled;
      const today = dayOf(asOf);
      const [contract, dates] = [contractFigures(terms, today), { today, first_seen: dayOf(born), contract_start: terms.start, renewal: terms.renewal }];
      const plain: Circumstances = { stage, traits, segments: noSegments, contract, goals, dates };
      if (memberships.length === 0) return standingOf(settled, plain);
      const segments = new Map<string, Truth>(memberships.map(([id, isMember]) => [id, isMember(plain)]));
      return standingOf(settled, { stage, traits, segments, contract, goals, dates });
    },
  };
}

/** Key by key: where conditions read the calendar it is made for every day of every account, and copying is slow. */
const standingOf = ({ isCustomer, owner, mrr, renewal, adjustments, overrides, known, active, stagesSet, goals, terms }: Settled, circumstances: Circumstances): Standing => ({
  circumstances, isCustomer, owner, mrr, renewal, adjustments, overrides, known, active, stagesSet, goals, terms,
});

const noSegments: Circumstances["segments"] = new Map();

function settle(log: AccountLog, asOf: Instant, { money, dayOf }: { readonly money: Money; readonly dayOf: (instant: Instant) => number }): Settled {
  if (log.events.length === 0 && log.traits.length === 0) return unsaid;
  const known = contractsBefore(log, asOf);
  const active = known.filter((contract) => isActive(contract, asOf));
  const stagesSet = eventsBefore(log, "stage_set", asOf);
  const goals = goalsBefore(log, asOf);
  const mrr = active.length > 0 ? revenueOf(active, asOf, money) : null;
  const renewal = earliestTermEnd(active);
  return {
    known,
    active,
    stagesSet,
    goals,
    goalCounts: countsOf(goals, asOf),
    terms: termsOf({ known, active, mrr, renewal }, asOf, dayOf),
    stage: textOf(stagesSet.at(-1), "stage") ?? null,
    traits: new WholeTraits(traitsBefore(log, asOf)),
    isCustomer: lifespanBefore(log, known, asOf).until === undefined,
    owner: textOf(eventsBefore(log, "owner_changed", asOf).at(-1), "owner") ?? null,
    mrr,
    renewal,
    adjustments: eventsBefore(log, "adjustment_set", asOf),
    overrides: eventsBefore(log, "override_set", asOf),
  };
}

/** Accounts share instants, and finding a local day is slow beside everything else here. */
function rememberedDays(zone: string): (instant: Instant) => number {
  const days = new Map<Instant, number>();
  return (instant) => {
    let day = days.get(instant);
    if (day === undefined) {
      if (days.size > 100_000) days.clear();
      day = localDay(instant, zone);
      days.set(instant, day);
    }
    return day;
  };
}

/** A trait that the log never mentioned is known to be absent, because the whole log of the account was read. */
class WholeTraits extends Map<string, string | number | null> {
  override get(name: string): string | number | null {
    return super.get(name) ?? null;
  }
}

/** Of an account of which nothing was said but what its users did: a customer without a contract that is known. */
const unsaid: Settled = {
  known: [], active: [], stagesSet: [], goals: [], goalCounts: { agreed: 0, reached: 0, overdue: 0 },
  terms: { mrr: null, seats: null, start: null, renewal: null, termMonths: null }, stage: null, traits: new WholeTraits(), isCustomer: true, owner: null, mrr: null, renewal: null, adjustments: [], overrides: [],
};

function earliestTermEnd(active: readonly Contract[]): Instant | null {
  const ends = active.flatMap(({ termEnd }) => (termEnd === undefined ? [] : [termEnd]));
  return ends.length > 0 ? Math.min(...ends) : null;
}

function termsOf({ known, active, mrr, renewal }: Pick<Settled, "known" | "active" | "mrr" | "renewal">, asOf: Instant, dayOf: (instant: Instant) => number): Terms {
  const termStarts = active.flatMap(({ termEnd, start, termStart = start }) => (termEnd === renewal ? [termStart] : []));
  const renewalDay = renewal === null ? null : dayOf(renewal);
  return {
    mrr,
    seats: active.length > 0 ? active.reduce((sum, { seats }) => sum + seats, 0) : null,
    start: active.length > 0 ? dayOf(customerSince(known, asOf)) : null,
    renewal: renewalDay,
    termMonths: renewalDay === null ? null : (renewalDay - dayOf(Math.max(...termStarts))) / monthDays,
  };
}

const contractFigures = ({ mrr, seats, start, renewal, termMonths }: Terms, today: number): Circumstances["contract"] => ({
  mrr,
  seats,
  months: start === null ? null : (today - start) / monthDays,
  days_to_renewal: renewal === null ? null : renewal - today,
  term_months: termMonths,
});

function countsOf(goals: readonly Goal[], asOf: Instant): NonNullable<Circumstances["goals"]> {
  const states = goals.map((goal) => goalStateAt(goal, asOf));
  const count = (wanted: string): number => states.filter((state) => state === wanted).length;
  return { agreed: goals.length, reached: count("reached"), overdue: count("overdue") };
}
