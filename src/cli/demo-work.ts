import type { PlanAnswer } from "../contract/plan.ts";
import type { WorkDoor } from "../engine/plans/work-door.ts";
import { Random } from "../lib/random.ts";
import { daysAfter } from "../plans/due.ts";
import { planStates } from "../plans/plan.ts";
import { diligenceOf, endOf, isDone, isReviewed, noteOn, opensOn, visitsBefore } from "../simulator/team.ts";

/** A day of the made-up team: what accounts were then, and the door to plans and goals for each of them. */
export interface TeamDay {
  readonly today: string;
  /** For whoever looks after them all. */
  readonly lead: WorkDoor;
  readonly owner: (owner: string) => WorkDoor;
}

export interface DemoWork {
  readonly plans: number;
  readonly closed: number;
  readonly goals: number;
}

/**
 * What a team would have agreed to do about its simulated customers over some weeks, by the same rules as everybody's. The
 * same seed agrees on the same. Undefined where somebody has agreed on something already.
 */
export async function agreeForDemo(dayBefore: (days: number) => Promise<TeamDay>, seed: string): Promise<DemoWork | undefined> {
  const random = Random.seeded(`team of ${seed}`);
  let day: TeamDay | undefined;
  for (const days of visitsBefore) {
    const isFirst = day === undefined;
    day = await dayBefore(days);
    if (isFirst && (await isUsed(day))) return undefined;
    if (isFirst) for (const { days: within, ...goal } of companyGoals) await day.lead.work("createGoal", { body: { ...goal, due: daysAfter(day.today, within) } });
    const own = random.fork(`${days} days before`);
    for (const plan of (await day.lead.ask("listPlans", { limit: 500 })).plans) await goOn(plan, day, { random: own.fork(plan.account.account), diligence: diligenceOf(plan.owner, random) });
    await openSome(day, opensOn[days]);
  }
  return day && (await agreedOn(day));
}

async function agreedOn({ lead }: TeamDay): Promise<DemoWork> {
  const { plans } = await lead.ask("listPlans", { state: [...planStates], limit: 500 });
  return { plans: plans.length, closed: plans.filter(({ state }) => state !== "open").length, goals: companyGoals.length };
}

/** Whether somebody has agreed on something before. */
async function isUsed({ lead }: TeamDay): Promise<boolean> {
  return (await lead.ask("listPlans", { state: [...planStates], limit: 1 })).total > 0 || (await lead.ask("listGoals", {})).goals.length > 0;
}

/** What the company wants to reach, and within how many days. */
const companyGoals = [
  { measure: "share_red", target: 0.05, days: 180, note: "Fewer than one in twenty" },
  { measure: "red_with_plan", target: 0.5, days: 60, note: "Those with the most revenue first" },
] as const;

async function goOn(plan: PlanAnswer, day: TeamDay, { random, diligence }: { readonly random: Random; readonly diligence: number }): Promise<void> {
  const { id, account, steps, progress } = plan;
  const door = day.owner(plan.owner);
  const done = steps.filter((step) => isDone(step, { today: day.today, diligence, random }));
  for (const step of done) await door.work("changePlanStep", { plan: id, step: step.id, body: { state: "done" } });
  const open = steps.filter(({ state }) => state === "open").length - done.length;
  const end = endOf({ isCustomer: account.isCustomer, isGreen: account.band === "green", verdict: progress.verdict, open });
  if (end) await day.lead.work("changePlan", { plan: id, body: end });
  else if (isReviewed(random)) await day.lead.work("reviewPlan", { plan: id, body: { note: noteOn(progress.verdict, random) } });
}

/** Each owner begins with the accounts at risk that have the most revenue, by the plan that fits them best. */
async function openSome({ lead, owner: doorOf }: TeamDay, each: number): Promise<void> {
  const { accounts } = await lead.ask("listUnplanned", { band: ["red"], limit: 500 });
  const owners = Map.groupBy(accounts.filter(({ owner }) => owner !== null), ({ owner }) => owner ?? "");
  for (const [owner, own] of owners) {
    for (const { account } of own.slice(0, each)) {
      const [proposal] = (await lead.ask("listAccountPlans", { account })).proposals;
      if (proposal) await doorOf(owner).work("openPlan", { account, body: { template: proposal.template, reason: proposal.reason ?? "Red, and nobody has said what is to be done." } });
    }
  }
}
