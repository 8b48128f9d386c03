import type { Random } from "../lib/random.ts";
import { type Life, activityAt, isNew, utilityAt } from "./life.ts";
import { atWork, workday } from "./clock-times.ts";
import type { Writer } from "./writer.ts";
import { hourMs } from "../lib/zone.ts";

export type Stage = "handover" | "onboarding" | "adoption" | "value_realisation" | "expansion" | "renewal" | "churned";

/** How an account came along after the sale. */
export interface Journey {
  /** Days on which a new account finished the steps of its onboarding; empty for older accounts. */
  readonly steps: readonly { readonly step: string; readonly day: number }[];
  /** The first newsletter: what a new account bought the product for. */
  readonly firstValueDay: number | undefined;
  readonly moves: readonly { readonly stage: Stage; readonly day: number }[];
}

/** The steps of an account as a whole and the mean days that each takes an eager one; the last is first value. */
const steps = { domain_connected: 6, contacts_loaded: 8, colleagues_invited: 10, first_newsletter_sent: 14 } as const;
/** After this many days an account that doesn't finish its onboarding is moved on all the same. */
const patienceDays = 120;
const renewalDaysAhead = 90;

function stepsOf(life: Life, random: Random): Journey["steps"] {
  if (!isNew(life)) return [];
  const done: { step: string; day: number }[] = [];
  let day = life.firstDay;
  for (const [step, days] of Object.entries(steps)) {
    const ease = 0.5 * utilityAt(life, day) + 0.5 * activityAt(life, day);
    day += 1 + Math.floor(random.exponential(days * (2.3 - 1.9 * ease)));
    if (day >= life.endDay) break;
    done.push({ step, day });
  }
  return done;
}

/** Where a customer stands that is neither new nor about to renew: what its owner makes of its utility. */
function settledStage(utility: number): Stage {
  if (utility > 0.78) return "expansion";
  return utility > 0.52 ? "value_realisation" : "adoption";
}

export function journeyOf(life: Life, random: Random): Journey {
  const done = stepsOf(life, random);
  const firstValueDay = done[Object.keys(steps).length - 1]?.day;
  const wanted: { stage: Stage; day: number }[] = [];
  let settledFrom = life.firstDay;
  if (isNew(life)) {
    const kickOff = life.firstDay + 3 + random.below(8);
    settledFrom = Math.min(firstValueDay ?? Infinity, life.firstDay + patienceDays);
    const adopts = Math.max(settledFrom, kickOff + 1);
    wanted.push({ stage: "handover", day: life.firstDay }, { stage: "onboarding", day: kickOff }, { stage: "adoption", day: adopts });
    settledFrom += 60;
  }
  for (let day = settledFrom; day < life.endDay; day += 28 + random.below(14)) wanted.push({ stage: stageOn(life, day), day });
  const { leaves } = life.contracts;
  const before = wanted.filter(({ day }) => day < life.endDay);
  return { steps: done, firstValueDay, moves: moved(leaves ? [...before, { stage: "churned", day: leaves.day }] : before) };
}

function stageOn(life: Life, day: number): Stage {
  const running = life.contracts.statements.findLast((one) => one.day <= day && one.startDay <= day);
  const annual = life.company.billing === "annual";
  const renewing = annual && running !== undefined && day < running.termEndDay && running.termEndDay - day <= renewalDaysAhead;
  return renewing ? "renewal" : settledStage(utilityAt(life, day));
}

/** Only the moves: the same stage twice in a row is one. */
function moved(wanted: Journey["moves"]): Journey["moves"] {
  return wanted.filter(({ stage }, index) => stage !== wanted[index - 1]?.stage);
}

/** Steps are seen by the product, stages are typed in by the owner. */
export function travels(life: Life, writer: Writer, { journey, random }: { journey: Journey; random: Random }): void {
  const actions = journey.steps.map(({ step, day }) => ({ day, action: { name: "onboarding_step_done", properties: { step } } }));
  for (const { day, action } of actions) {
    const doer = life.people.find((one) => one.role !== "executive_sponsor" && one.joinedDay < day && day < one.leftDay);
    if (doer) writer.product(atWork(life, day, random), doer.id, action);
  }
  for (const { stage, day } of journey.moves) {
    const on = stage === "churned" || day === life.firstDay ? day : Math.min(workday(day), life.endDay - 1);
    writer.record("stage_set", { stage, author: life.company.owner }, { time: atWork(life, on, random), source: "people" });
  }
  firstValue(life, writer, { journey, random });
}

/** The owner notes how many days the first value took, of older accounts from memory, and the goal that comes next. */
function firstValue(life: Life, writer: Writer, { journey, random }: { journey: Journey; random: Random }): void {
  const remembered = isNew(life) ? undefined : life.firstDay + random.below(20);
  const day = journey.firstValueDay ?? remembered;
  if (day === undefined || day >= life.endDay) return;
  const took = isNew(life) ? day - life.firstDay : random.logNormal(25 + 60 * (1 - utilityAt(life, life.firstDay)), 0.4);
  const about = { time: atWork(life, day, random), source: "people" } as const;
  writer.record("measurement_recorded", { measurement: "time_to_first_value", value: Math.round(took), author: life.company.owner }, about);
  const { midnight } = life.world.calendar;
  const goal = { goal: "reach", measure: "newsletter_recipients", baseline: 0, target: life.company.seats * 500, date: midnight(day + 240) };
  writer.record("goal_set", goal, about);
  const reached = reachedDay(life, day);
  if (reached === undefined) return;
  // The owner asks the customer, and notes the answer some days later.
  const confirmed = workday(reached + 3);
  if (confirmed < life.endDay) writer.record("goal_set", { ...goal, reached: midnight(reached), confirmed_by: life.company.owner }, { time: midnight(confirmed) + 11 * hourMs, source: "people" });
}

/** The more the product is worth to a customer, the sooner its goal is reached. */
const effortToGoal = 90;

function reachedDay(life: Life, from: number): number | undefined {
  let effort = 0;
  for (let day = from; day < life.endDay; day += 1) {
    effort += utilityAt(life, day);
    if (effort >= effortToGoal) return day;
  }
  return undefined;
}
