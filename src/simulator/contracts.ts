import type { Random } from "../lib/random.ts";
import { addMonths } from "./calendar.ts";
import { clamped, logistic } from "./choose.ts";
import type { Company } from "./companies.ts";
import { type UtilityPath, meanUtility } from "./utility.ts";
import type { World } from "./world.ts";

export type Outcome = "renewed" | "expanded" | "contracted" | "churned";
/** Utility: the account did not get its value. Causeless: an acquisition, a bankruptcy, a cut from above. */
export type Cause = "utility" | "causeless";

/** A contract as it was stated on a day; a later statement of the same contract replaces it. */
interface Statement {
  readonly day: number;
  readonly contract: string;
  readonly startDay: number;
  readonly termEndDay: number;
  readonly seats: number;
  /** Monthly, in the account's currency. */
  readonly mrr: number;
  readonly ended: boolean;
}

/** What the account made up its mind to do at the end of a term, or in the middle of one when it expanded. */
export interface Decision {
  readonly contract: string;
  readonly decidedDay: number;
  /** When it took effect and was recorded; may lie after the simulated period. */
  readonly day: number;
  readonly outcome: Outcome;
  readonly cause: Cause | undefined;
  readonly kind: "renewal" | "mid_term";
  /** Mean utility of the 90 days before it was decided. */
  readonly utility: number;
  readonly mrrBefore: number;
  readonly mrrAfter: number;
}

export interface ContractStory {
  readonly statements: readonly Statement[];
  readonly decisions: readonly Decision[];
  /** The first day without the account; undefined while it stays. May lie after the simulated period. */
  readonly leaves: Decision | undefined;
}

/** About this share of all accounts leaves in a year; the causeless part of it strikes whoever it likes. */
const yearlyChurn = 0.12;
/** At this utility half of those leave who ever would; even of the unhappiest a few stay. */
const breakEven = 0.365;
const sharpness = 14;
const unhappiestLeave = 0.92;

/** Probability of leaving at the end of a year's term for want of value. */
function leavesForUtility(utility: number): number {
  return unhappiestLeave * logistic(sharpness * (breakEven - utility));
}

/** The same chance spread over the terms of a year. */
const perTerm = (yearly: number, months: number): number => 1 - (1 - yearly) ** (months / 12);

/** A contract while a term of it runs. */
interface Term {
  readonly contract: string;
  /** When the contract began: for one that rolls over by the month long before this term. */
  readonly contractStartDay: number;
  readonly startDay: number;
  readonly endDay: number;
  readonly seats: number;
  /** Per seat and month. */
  readonly price: number;
  /** The day on which billing knows of it. */
  readonly statedDay: number;
}

const mrrOf = ({ seats, price }: Pick<Term, "seats" | "price">): number => Math.round(seats * price);

const stated = (term: Term): Statement => ({
  day: term.statedDay, contract: term.contract, startDay: term.contractStartDay, termEndDay: term.endDay, seats: term.seats, mrr: mrrOf(term), ended: false,
});

/** What a walk along an account's terms needs at every step. */
interface Walk {
  readonly world: World;
  readonly company: Company;
  readonly path: UtilityPath;
  readonly random: Random;
  /** Length of a term. */
  readonly months: 1 | 12;
}

/** Walks an account's terms from the one that runs when it is first seen to the one in which the period ends. */
export function contractsOf(world: World, company: Company, { path, random }: { path: UtilityPath; random: Random }): ContractStory {
  const walk: Walk = { world, company, path, random, months: company.billing === "annual" ? 12 : 1 };
  const statements: Statement[] = [];
  const decisions: Decision[] = [];
  for (let term = firstTerm(walk); ; ) {
    const grown = grownMidTerm(walk, term);
    const held = grown?.term ?? term;
    const { decision, next } = renewalOf(walk, held);
    statements.push(stated(term));
    if (grown) {
      statements.push(stated(held));
      decisions.push(grown.decision);
    }
    if (decision.decidedDay >= world.calendar.endDay) return { statements, decisions, leaves: undefined };
    decisions.push(decision);
    if (decision.outcome === "churned") {
      statements.push({ ...stated(held), day: held.endDay, ended: true });
      return { statements, decisions, leaves: decision };
    }
    term = next;
  }
}

/** Annual contracts are written anew each year, monthly ones go on under the same id. */
const contractId = ({ company, months }: Walk, year: number): string => `${company.id}-c${months === 12 ? year : 1}`;

/** The term that runs on the first day of the period, or the account's very first. */
function firstTerm(walk: Walk): Term {
  const { company, path, months } = walk;
  let startDay = company.signedDay;
  let number = 1;
  for (; addMonths(startDay, months) <= path.firstDay; number += 1) startDay = addMonths(startDay, months);
  return {
    contract: contractId(walk, number), contractStartDay: months === 12 ? startDay : company.signedDay, startDay, endDay: addMonths(startDay, months),
    seats: company.seats, price: company.pricePerSeat, statedDay: path.firstDay,
  };
}

/** Content accounts with annual contracts buy seats in the middle of a year. */
function grownMidTerm({ world, company, path, months, random }: Walk, term: Term): { term: Term; decision: Decision } | undefined {
  if (months === 1) return undefined;
  const day = term.startDay + 90 + random.below(180);
  const utility = meanUtility(path, day, 90);
  const wants = company.archetype !== "quiet" && random.chance(clamped(0.7 * utility - 0.4, 0, 0.25));
  const grown = { ...term, seats: seatsAfter("expanded", term.seats, random), statedDay: day };
  if (!wants || day <= path.firstDay || day >= world.calendar.endDay) return undefined;
  const decision: Decision = {
    contract: term.contract, decidedDay: day, day, outcome: "expanded", cause: undefined, kind: "mid_term", utility,
    mrrBefore: mrrOf(term), mrrAfter: mrrOf(grown),
  };
  return { term: grown, decision };
}

function drawnOutcome({ world, months, random }: Walk, utility: number): { outcome: Outcome; cause?: Cause } {
  const { causelessShare } = world.options;
  if (random.chance(perTerm(yearlyChurn * causelessShare, months))) return { outcome: "churned", cause: "causeless" };
  if (random.chance((1 - causelessShare) * perTerm(leavesForUtility(utility), months))) return { outcome: "churned", cause: "utility" };
  if (random.chance(perTerm(clamped(1.1 * utility - 0.45, 0, 0.5), months))) return { outcome: "expanded" };
  if (random.chance(perTerm(clamped(0.5 - utility, 0, 0.4), months))) return { outcome: "contracted" };
  return { outcome: "renewed" };
}

function seatsAfter(outcome: Outcome, seats: number, random: Random): number {
  if (outcome === "expanded") return Math.max(seats + 1, Math.round(seats * random.between(1.1, 1.45)));
  if (outcome === "contracted") return Math.max(1, Math.min(seats - 1, Math.round(seats * random.between(0.6, 0.9))));
  return seats;
}

/** Annual terms are decided six to thirteen weeks ahead and signed around their end, a few too late; monthly ones roll over the day before. */
function renewalOf(walk: Walk, term: Term): { decision: Decision; next: Term } {
  const { path, months, random } = walk;
  const annual = months === 12;
  const decidedDay = annual ? term.endDay - 42 - random.below(50) : Math.max(term.startDay, path.firstDay);
  const utility = meanUtility(path, decidedDay, 90);
  const { outcome, cause } = drawnOutcome(walk, utility);
  const next = nextTerm(walk, term, outcome);
  const churned = outcome === "churned";
  const decision: Decision = {
    contract: term.contract, decidedDay, day: churned ? term.endDay : next.statedDay, outcome, cause, kind: "renewal", utility,
    mrrBefore: mrrOf(term), mrrAfter: churned ? 0 : mrrOf(next),
  };
  return { decision, next };
}

function nextTerm(walk: Walk, term: Term, outcome: Outcome): Term {
  const { company, path, months, random } = walk;
  const uplift = months === 12 && outcome !== "contracted" ? random.between(1, 1.04) : 1;
  const late = months === 12 && random.chance(0.06);
  const early = months === 12 ? 1 + random.below(30) : 1;
  const signed = term.endDay + (late ? 1 + random.below(10) : -early);
  const years = Math.round((term.endDay - company.signedDay) / 365.25);
  return {
    contract: contractId(walk, years + 1), contractStartDay: months === 12 ? term.endDay : company.signedDay,
    startDay: term.endDay, endDay: addMonths(term.endDay, months), seats: seatsAfter(outcome, term.seats, random), price: term.price * uplift,
    statedDay: Math.max(signed, path.firstDay),
  };
}
