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
}

/** Reads standings in two steps, because the first is much work that days have in common. */
export interface StandingReader {
  readonly settled: (log: AccountLog, asOf: Instant) => Settled;
  readonly standing: (settled: Settled, born: Instant, asOf: Instant) => Standing;
  /** The circumstances of a standing, but with the figures of these contracts alone: of one line of business. */
  readonly ofContracts: (standing: Standing, contracts: readonly Contract[], asOf: Instant) => Circumstances;
  /** Recurring revenue of contracts in the pack's currency; null without a rate. */
  readonly worth: (contracts: readonly Contract[], asOf: Instant) => number | null;
}

/** The conditions of segments are compiled once for all accounts and instants. */
export function compileStanding({ zone, money, segments }: StandingRequest): StandingReader {
  const memberships = Object.entries(segments).map(([id, { when }]) => [id, compileCondition(when, bindCircumstances)] as const);
  const dayOf = rememberedDays(zone);
  return {
    settled: (log, asOf) => settle(log, asOf, money),
    ofContracts: ({ circumstances, goals }, known, asOf) => {
      const active = known.filter((contract) => isActive(contract, asOf));
      const mrr = active.length > 0 ? revenueOf(active, asOf, money) : null;
      const { contract, dates } = figures({ known, active, mrr, renewal: earliestTermEnd(active), goals }, { born: 0, today: dayOf(asOf), asOf, dayOf });
      return { ...circumstances, contract, dates: { ...dates, first_seen: circumstances.dates.first_seen ?? null } };
    },
    worth: (contracts, asOf) => revenueOf(contracts, asOf, money),
    standing: (settled, born, asOf) => {
      const { stage, traits, ...rest } = settled;
      if (memberships.length === 0) return { ...rest, circumstances: { stage, traits, segments: noSegments, ...figures(settled, { born: dayOf(born), today: dayOf(asOf), asOf, dayOf }) } };
      const plain: Circumstances = { stage, traits, segments: new Map(), ...figures(settled, { born: dayOf(born), today: dayOf(asOf), asOf, dayOf }) };
      return { ...rest, circumstances: { ...plain, segments: new Map<string, Truth>(memberships.map(([id, isMember]) => [id, isMember(plain)])) } };
    },
  };
}

const noSegments: Circumstances["segments"] = new Map();

function settle(log: AccountLog, asOf: Instant, money: Money): Settled {
  if (log.events.length === 0 && log.traits.length === 0) return unsaid;
  const known = contractsBefore(log, asOf);
  const active = known.filter((contract) => isActive(contract, asOf));
  const stagesSet = eventsBefore(log, "stage_set", asOf);
  return {
    known,
    active,
    stagesSet,
    goals: goalsBefore(log, asOf),
    stage: textOf(stagesSet.at(-1), "stage") ?? null,
    traits: new WholeTraits(traitsBefore(log, asOf)),
    isCustomer: lifespanBefore(log, known, asOf).until === undefined,
    owner: textOf(eventsBefore(log, "owner_changed", asOf).at(-1), "owner") ?? null,
    mrr: active.length > 0 ? revenueOf(active, asOf, money) : null,
    renewal: earliestTermEnd(active),
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
  known: [], active: [], stagesSet: [], goals: [], stage: null, traits: new WholeTraits(), isCustomer: true, owner: null, mrr: null, renewal: null, adjustments: [], overrides: [],
};

function earliestTermEnd(active: readonly Contract[]): Instant | null {
  const ends = active.flatMap(({ termEnd }) => (termEnd === undefined ? [] : [termEnd]));
  return ends.length > 0 ? Math.min(...ends) : null;
}

interface Days {
  readonly born: number;
  readonly today: number;
  readonly asOf: Instant;
  readonly dayOf: (instant: Instant) => number;
}

function figures({ known, active, mrr, renewal, goals }: Pick<Settled, "known" | "active" | "mrr" | "renewal" | "goals">, { born, today, asOf, dayOf }: Days): Pick<Circumstances, "contract" | "goals" | "dates"> {
  const start = active.length > 0 ? dayOf(customerSince(known, asOf)) : null;
  const renewalDay = renewal === null ? null : dayOf(renewal);
  return {
    contract: {
      mrr,
      seats: active.length > 0 ? active.reduce((sum, { seats }) => sum + seats, 0) : null,
      months: start === null ? null : (today - start) / monthDays,
      days_to_renewal: renewalDay === null ? null : renewalDay - today,
      term_months: renewalDay === null ? null : (renewalDay - dayOf(Math.max(...active.flatMap(({ termEnd, start: first, termStart = first }) => (termEnd === renewal ? [termStart] : []))))) / monthDays,
    },
    goals: goals.length === 0 ? noGoals : countsOf(goals, asOf),
    dates: { today, first_seen: born, contract_start: start, renewal: renewalDay },
  };
}

const noGoals = { agreed: 0, reached: 0, overdue: 0 } as const;

function countsOf(goals: readonly Goal[], asOf: Instant): NonNullable<Circumstances["goals"]> {
  const states = goals.map((goal) => goalStateAt(goal, asOf));
  const count = (wanted: string): number => states.filter((state) => state === wanted).length;
  return { agreed: goals.length, reached: count("reached"), overdue: count("overdue") };
}
