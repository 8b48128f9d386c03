import type { Instant } from "../lib/zone.ts";
import { type Day, type Plan, type PlanRefusal, type PlanReview, type PlanState, type PlanStep, type Standing, type StepState, mostOpenSteps, mostReviews, mostSteps } from "./plan.ts";

/** Who does something, and when. */
export interface Act {
  readonly at: Instant;
  readonly by: string;
}

export interface NewStep {
  readonly id: string;
  readonly text: string;
  readonly owner: string;
  readonly due: Day;
}

export type NewPlan = Pick<Plan, "id" | "workspace" | "account" | "name" | "reason" | "owner" | "template" | "start"> & { readonly steps: readonly NewStep[] };

export function startPlan({ steps, ...plan }: NewPlan, { at, by }: Act): Plan | PlanRefusal {
  if (steps.length > mostOpenSteps) return "too_many_steps";
  return { ...plan, state: "open", startedAt: at, startedBy: by, steps: steps.map((step) => ({ ...step, state: "open" })), reviews: [] };
}

/** What may be said of a plan again, as long as it is open. */
export type PlanWording = Partial<Pick<Plan, "name" | "reason" | "owner">>;

export function rewordPlan(plan: Plan, wording: PlanWording): Plan | PlanRefusal {
  return whileOpen(plan, () => ({ ...plan, ...wording }));
}

/** The same step added again, as a request that is sent twice does, changes nothing. */
export function addStep(plan: Plan, step: NewStep): Plan | PlanRefusal {
  return whileOpen(plan, () => {
    if (plan.steps.some(({ id }) => id === step.id)) return plan;
    return withSteps(plan, [...plan.steps, { ...step, state: "open" }]);
  });
}

export type StepChange = Partial<Pick<PlanStep, "text" | "owner" | "due">> & { readonly state?: StepState };

export function changeStep(plan: Plan, id: string, { state, ...wording }: StepChange, act: Act): Plan | PlanRefusal {
  return whileOpen(plan, () => {
    const step = plan.steps.find((one) => one.id === id);
    if (!step) return "no_such_step";
    const changed = inState({ ...step, ...wording }, state ?? step.state, act);
    return withSteps(plan, plan.steps.map((one) => (one === step ? changed : one)));
  });
}

/** Only becoming done says when and by whom. */
const inState = (step: PlanStep, state: StepState, { at, by }: Act): PlanStep => (state === "done" && step.state !== "done" ? { ...step, state, doneAt: at, doneBy: by } : { ...step, state });

function withSteps(plan: Plan, steps: readonly PlanStep[]): Plan | PlanRefusal {
  const open = (list: readonly PlanStep[]): number => list.filter(({ state }) => state === "open").length;
  // Fewer are always fine, also of a plan that has too many.
  if (steps.length > mostSteps || (open(steps) > mostOpenSteps && open(steps) > open(plan.steps))) return "too_many_steps";
  return { ...plan, steps };
}

/** The same review added again changes nothing. */
export function reviewPlan(plan: Plan, review: PlanReview): Plan | PlanRefusal {
  return whileOpen(plan, () => {
    if (plan.reviews.some(({ id }) => id === review.id)) return plan;
    if (plan.reviews.length >= mostReviews) return "too_many_reviews";
    return { ...plan, reviews: [...plan.reviews, review] };
  });
}

export interface Ending {
  readonly state: Exclude<PlanState, "open">;
  readonly result: string;
  readonly end: Standing;
}

/** Steps that are open stay as they are: what wasn't done is part of the result. */
export function closePlan(plan: Plan, { state, result, end }: Ending, { at, by }: Act): Plan | PlanRefusal {
  return whileOpen(plan, () => ({ ...plan, state, closing: { at, by, result, end } }));
}

/** A plan that was closed too early goes on as it was. */
export function reopenPlan(plan: Plan): Plan | PlanRefusal {
  if (plan.state === "open") return "already_open";
  const { closing: _closing, ...rest } = plan;
  return { ...rest, state: "open" };
}

/** The work of somebody goes to somebody else: the plan itself, and the steps that are open. Undefined where nothing is theirs. */
export function handOver(plan: Plan, from: string, to: string): Plan | undefined {
  const isTheirs = ({ owner, state }: Pick<PlanStep, "owner" | "state">): boolean => owner === from && state === "open";
  if (plan.state !== "open" || (plan.owner !== from && !plan.steps.some(isTheirs))) return undefined;
  return { ...plan, owner: plan.owner === from ? to : plan.owner, steps: plan.steps.map((step) => (isTheirs(step) ? { ...step, owner: to } : step)) };
}

const whileOpen = (plan: Plan, change: () => Plan | PlanRefusal): Plan | PlanRefusal => (plan.state === "open" ? change() : "closed");
