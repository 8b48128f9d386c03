import type { PlanAnswer } from "../../contract/plan.ts";
import { isOverdue, isReviewDue, openSteps, overdueSteps, reviewDueOn } from "../../plans/due.ts";
import { improvement } from "../../plans/improvement.ts";
import type { Plan, PlanStep, Standing } from "../../plans/plan.ts";
import type { Principal } from "../access/principal.ts";
import { isoOf, isoOrNull, moneyOrNull, pointsOrNull } from "../answers/present.ts";
import { mayWritePlan } from "./may.ts";
import { type Now, standingOf } from "./planned-accounts.ts";

export type StepAnswer = PlanAnswer["steps"][number];

/** How the account stands at the end of a plan, or now. */
export const latestStanding = (plan: Plan, { rows }: Pick<Now, "rows">): Standing => plan.closing?.end ?? standingOf(rows.get(plan.account));

/** A plan as it is told to whoever asks. */
export function planAnswer(plan: Plan, now: Now, principal: Principal): PlanAnswer {
  const { id, name, reason, owner, state, template, startedAt, startedBy, start, steps, reviews, closing } = plan;
  const isOpen = state === "open";
  return {
    id, name, reason, owner, state, startedBy,
    account: accountAnswer(plan.account, now),
    template: template ?? null,
    startedAt: isoOf(startedAt),
    start: told(start),
    closing: closing ? { at: isoOf(closing.at), by: closing.by, result: closing.result, end: told(closing.end) } : null,
    progress: improvement(start, latestStanding(plan, now)),
    steps: steps.map((step) => stepAnswer(step, now, isOpen)),
    overdueSteps: overdueSteps(plan, now.today).length,
    nextDue: openSteps(plan)[0]?.due ?? null,
    reviews: reviews.map(({ at, ...review }) => ({ ...review, ...told(review), at: isoOf(at) })),
    review: { dueOn: isOpen ? reviewDueOn(plan, now.zone) : null, isDue: isReviewDue(plan, now) },
    mayWrite: mayWritePlan(principal, plan, now.rows.get(plan.account)?.owner ?? null),
  };
}

export function accountAnswer(account: string, { rows, pack }: Pick<Now, "rows" | "pack">): PlanAnswer["account"] {
  const row = rows.get(account);
  return { account, name: row?.name ?? account, owner: row?.owner ?? null, ...told(standingOf(row)), mrr: moneyOrNull(row?.mrr ?? null, pack), renewal: isoOrNull(row?.renewal), isCustomer: row !== undefined };
}

export const stepAnswer = ({ doneAt, doneBy, ...step }: PlanStep, { today }: Pick<Now, "today">, isOpen: boolean): StepAnswer => ({ ...step, isOverdue: isOpen && isOverdue(step, today), doneAt: isoOrNull(doneAt), doneBy: doneBy ?? null });

const told = ({ score, band }: Standing): Standing => ({ score: pointsOrNull(score), band });
