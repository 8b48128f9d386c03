import { dayFromText, textFromDay } from "../lib/day.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import type { Day, Plan, PlanStep } from "./plan.ts";

/** A plan is looked at together every week. */
export const reviewDays = 7;

/** A step is overdue from the day after the one on which it was due. */
export const isOverdue = ({ state, due }: Pick<PlanStep, "state" | "due">, today: Day): boolean => state === "open" && due < today;

/** Steps of a plan that are open, the earliest due first; of one that is closed there are none. */
export function openSteps({ state, steps }: Pick<Plan, "state" | "steps">): PlanStep[] {
  return state === "open" ? steps.filter((step) => step.state === "open").toSorted((left, right) => (left.due < right.due ? -1 : left.due > right.due ? 1 : 0)) : [];
}

export const overdueSteps = (plan: Pick<Plan, "state" | "steps">, today: Day): PlanStep[] => openSteps(plan).filter((step) => isOverdue(step, today));

/** When people last looked at the plan together; its start counts as such. */
export const lastLooked = ({ startedAt, reviews }: Pick<Plan, "startedAt" | "reviews">): Instant => Math.max(startedAt, ...reviews.map(({ at }) => at));

/** The local day by which the next review should be held. */
export const reviewDueOn = (plan: Pick<Plan, "startedAt" | "reviews">, zone: string): Day => textFromDay(dayFromText(localDate(lastLooked(plan), zone)) + reviewDays);

/** Whether a week has passed since the last review. */
export const isReviewDue = (plan: Pick<Plan, "state" | "startedAt" | "reviews">, { today, zone }: { readonly today: Day; readonly zone: string }): boolean => plan.state === "open" && reviewDueOn(plan, zone) <= today;

/** Some days after a day of the calendar. */
export const daysAfter = (day: Day, days: number): Day => textFromDay(dayFromText(day) + days);
