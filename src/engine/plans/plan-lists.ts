import { z } from "zod";
import type { Answer, Asked } from "../../contract/routes.ts";
import { daysAfter, isReviewDue, openSteps, overdueSteps } from "../../plans/due.ts";
import { type Improvement, improvement } from "../../plans/improvement.ts";
import type { Plan, PlanStep } from "../../plans/plan.ts";
import { fold } from "../../lib/fold.ts";
import type { Principal } from "../access/principal.ts";
import { cursorOf, placeOf } from "../answers/cursor.ts";
import { accountRowOf, isoOf, moneyOf } from "../answers/present.ts";
import type { Scores } from "../answers/scores.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import { authorOf, isOwnStep, mayPlanFor, mayTick, mayWritePlan, ownNames } from "./may.ts";
import { noSuchPlan } from "./plan-refused.ts";
import type { ViewStore } from "../views/view-store.ts";
import type { GoalStore } from "./goal-store.ts";
import type { PlanStore } from "./plan-store.ts";
import { type Now, accountsNow } from "./planned-accounts.ts";
import { accountAnswer, latestStanding, planAnswer, stepAnswer } from "./present-plan.ts";
import { proposalsFor } from "./proposals.ts";

export interface PlanLists {
  readonly store: PlanStore;
  readonly goals: GoalStore;
  readonly views: ViewStore;
  readonly scores: Scores;
  readonly principal: Principal;
}

const stampOf = ({ at, today }: Now) => ({ at: isoOf(at), today });

/** Everything that filters and orders look at. */
interface Judged {
  readonly plan: Plan;
  readonly row: PortfolioRow | undefined;
  readonly overdue: number;
  readonly isReviewDue: boolean;
  readonly progress: Improvement;
}

const judge = (plan: Plan, now: Now): Judged => ({ plan, row: now.rows.get(plan.account), overdue: overdueSteps(plan, now.today).length, isReviewDue: isReviewDue(plan, now), progress: improvement(plan.start, latestStanding(plan, now)) });

type PlansAsked = Asked<"listPlans">;

export async function listPlans({ store, scores, principal }: PlanLists, asked: PlansAsked): Promise<Answer<"listPlans">> {
  const { workspace } = principal;
  const now = await accountsNow(scores, workspace);
  const all = await store.list({ workspace, states: [...new Set([...asked.state, "open" as const])] });
  const theirs = all.map((plan) => judge(plan, now)).filter(concerns(asked, principal));
  const open = theirs.filter(({ plan }) => plan.state === "open");
  const found = theirs.filter(fits(asked)).sort((left, right) => orders[asked.sort](left, right) || right.plan.startedAt - left.plan.startedAt || (left.plan.id < right.plan.id ? -1 : 1));
  const question = `plans ${asked.sort}`;
  const [after] = asked.cursor === undefined ? [] : placeOf(asked.cursor, question, z.tuple([z.string()]));
  const from = after === undefined ? 0 : found.findIndex(({ plan }) => plan.id === after) + 1;
  const page = found.slice(from, from + asked.limit);
  const last = page.at(-1);
  return {
    ...stampOf(now),
    total: found.length,
    summary: summaryOf(open),
    owners: [...Map.groupBy(open, ({ plan }) => plan.owner)].map(([owner, { length: plans }]) => ({ owner, plans })).sort((left, right) => right.plans - left.plans || (left.owner < right.owner ? -1 : 1)),
    plans: page.map(({ plan }) => planAnswer(plan, now, principal)),
    next: last && from + page.length < found.length ? cursorOf(question, [last.plan.id]) : null,
  };
}

function summaryOf(open: readonly Judged[]): Answer<"listPlans">["summary"] {
  const of = (verdict: Improvement["verdict"]): number => open.filter(({ progress }) => progress.verdict === verdict).length;
  return {
    open: open.length,
    withOverdue: open.filter(({ overdue }) => overdue > 0).length,
    overdueSteps: open.reduce((sum, { overdue }) => sum + overdue, 0),
    reviewDue: open.filter((one) => one.isReviewDue).length,
    better: of("better"), same: of("same"), worse: of("worse"), unknown: of("unknown"),
  };
}

/** Whose plans the question is about. */
function concerns({ owner, accountOwner, mine }: PlansAsked, principal: Principal): (judged: Judged) => boolean {
  const own = ownNames(principal);
  const isMine = ({ plan, row }: Judged): boolean => own.has(plan.owner) || own.has(row?.owner ?? "") || openSteps(plan).some((step) => isOwnStep(principal, step));
  return (judged) => (owner?.includes(judged.plan.owner) ?? true) && (accountOwner?.includes(judged.row?.owner ?? "") ?? true) && (mine === "no" || isMine(judged));
}

function fits({ state, overdue, reviewDue, verdict, text }: PlansAsked): (judged: Judged) => boolean {
  const wanted = text === undefined ? undefined : fold(text);
  return ({ plan, row, ...judged }) =>
    state.includes(plan.state) &&
    (overdue === "no" || judged.overdue > 0) &&
    (reviewDue === "no" || judged.isReviewDue) &&
    (verdict?.includes(judged.progress.verdict) ?? true) &&
    (wanted === undefined || fold(`${plan.name}\n${plan.reason}\n${plan.owner}\n${row?.name ?? ""}\n${row?.owner ?? ""}\n${plan.account}`).includes(wanted));
}

type Order = (left: Judged, right: Judged) => number;
const scoreOf = ({ row }: Judged): number => row?.score ?? Infinity;
const byScore: Order = (left, right) => (scoreOf(left) === scoreOf(right) ? 0 : scoreOf(left) - scoreOf(right));
const dueOf = ({ plan }: Judged): string => openSteps(plan)[0]?.due ?? "9999";

const orders: Readonly<Record<PlansAsked["sort"], Order>> = {
  urgency: (left, right) => Number(right.overdue > 0) - Number(left.overdue > 0) || Number(right.isReviewDue) - Number(left.isReviewDue) || byScore(left, right),
  started: () => 0,
  due: (left, right) => (dueOf(left) < dueOf(right) ? -1 : dueOf(left) > dueOf(right) ? 1 : 0),
  score: byScore,
};

export async function getPlan({ store, scores, principal }: PlanLists, { plan: id }: Asked<"getPlan">): Promise<Answer<"getPlan">> {
  const plan = await store.find({ workspace: principal.workspace, id });
  if (!plan) throw noSuchPlan();
  return planAnswer(plan, await accountsNow(scores, principal.workspace), principal);
}

/** What is due until in so many days is due this week. */
const weekDays = 7;

export async function listPlanSteps({ store, scores, principal }: PlanLists, { owner, mine, due, limit }: Asked<"listPlanSteps">): Promise<Answer<"listPlanSteps">> {
  const now = await accountsNow(scores, principal.workspace);
  const until = { overdue: daysAfter(now.today, -1), week: daysAfter(now.today, weekDays), all: "9999" }[due];
  const open = (await store.list({ workspace: principal.workspace, states: ["open"] })).flatMap((plan) => openSteps(plan).map((step) => ({ plan, step })));
  const found = open.filter(({ step }) => step.due <= until && (owner?.includes(step.owner) ?? true) && (mine === "no" || isOwnStep(principal, step))).sort(byDue);
  return {
    ...stampOf(now),
    total: found.length,
    overdue: found.filter(({ step }) => step.due < now.today).length,
    steps: found.slice(0, limit).map(({ plan, step }) => ({
      ...stepAnswer(step, now, true),
      plan: { id: plan.id, name: plan.name, owner: plan.owner },
      account: accountAnswer(plan.account, now),
      mayWrite: mayTick(principal, step) || mayWritePlan(principal, plan, now.rows.get(plan.account)?.owner ?? null),
    })),
  };
}

interface StepOfPlan {
  readonly plan: Plan;
  readonly step: PlanStep;
}

const byDue = (left: StepOfPlan, right: StepOfPlan): number => (left.step.due < right.step.due ? -1 : Number(left.step.due > right.step.due)) || left.plan.startedAt - right.plan.startedAt;

/** Accounts at risk that nobody has a plan for; the most revenue first. */
export async function listUnplanned({ store, scores, principal }: PlanLists, { band, owner, mine, limit }: Asked<"listUnplanned">): Promise<Answer<"listUnplanned">> {
  const now = await accountsNow(scores, principal.workspace);
  const planned = new Set((await store.list({ workspace: principal.workspace, states: ["open"] })).map(({ account }) => account));
  const own = ownNames(principal);
  const asked = [...now.rows.values()].filter((row) => band.includes(row.band) && (owner?.includes(row.owner ?? "") ?? true) && (mine === "no" || own.has(row.owner ?? "")));
  const found = asked.filter(({ account }) => !planned.has(account)).sort((left, right) => (right.mrr ?? -1) - (left.mrr ?? -1) || (left.account < right.account ? -1 : 1));
  return {
    ...stampOf(now),
    total: found.length,
    accountsInBand: asked.length,
    mrr: moneyOf(found.reduce((sum, { mrr }) => sum + (mrr ?? 0), 0), now.pack),
    accounts: found.slice(0, limit).map((row) => accountRowOf(row, now.pack, { sparkline: false })),
  };
}

/** The plans of an account, and what the pack proposes to do about it. */
export async function listAccountPlans({ store, scores, principal }: PlanLists, { account }: Asked<"listAccountPlans">): Promise<Answer<"listAccountPlans">> {
  const { workspace } = principal;
  const now = await accountsNow(scores, workspace);
  if (!now.rows.has(account)) await scores.requireAccount(workspace, account);
  const row = now.rows.get(account);
  const mayWrite = mayPlanFor(principal, row?.owner ?? null);
  const hasTemplates = Object.keys(now.pack.plans).length > 0;
  const scored = row && hasTemplates ? (await scores.customers(workspace, [account], await scores.moment(workspace, undefined))).get(account)?.scored : undefined;
  return {
    ...stampOf(now),
    account: accountAnswer(account, now),
    plans: (await store.list({ workspace, accounts: [account] })).map((plan) => planAnswer(plan, now, principal)),
    proposals: scored ? proposalsFor(scored, { pack: now.pack, owner: row?.owner ?? authorOf(principal), today: now.today }) : [],
    mayWrite: mayWrite && row !== undefined,
  };
}
