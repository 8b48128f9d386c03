import type { Instant } from "../lib/zone.ts";
import type { Band } from "../scores/bands.ts";

/** A day of the calendar, such as `2026-03-29`. */
export type Day = string;

export const planStates = ["open", "done", "abandoned"] as const;
export type PlanState = (typeof planStates)[number];

/** `dropped`: nobody will do it any more. */
export const stepStates = ["open", "done", "dropped"] as const;
export type StepState = (typeof stepStates)[number];

/** More next steps than these nobody has in mind; what is done or dropped doesn't count. */
export const mostOpenSteps = 5;
/** What a plan holds in all, so that reading it stays quick. */
export const mostSteps = 60;
export const mostReviews = 500;

/** How an account stood at some moment of its plan. */
export interface Standing {
  readonly score: number | null;
  readonly band: Band;
}

export interface PlanStep {
  readonly id: string;
  readonly text: string;
  /** Whoever does it, as accounts name their owners or by e-mail address; a role where nobody was named yet. */
  readonly owner: string;
  readonly due: Day;
  readonly state: StepState;
  /** When it was last ticked off, and by whom; kept when it is opened again. */
  readonly doneAt?: Instant;
  readonly doneBy?: string;
}

/** What was said when people looked at the plan together. */
export interface PlanReview extends Standing {
  readonly id: string;
  readonly at: Instant;
  readonly author: string;
  readonly note: string;
}

/** What people have agreed to do about an account at risk. An account has at most one that is open. */
export interface Plan {
  readonly id: string;
  readonly workspace: string;
  readonly account: string;
  readonly name: string;
  readonly reason: string;
  readonly owner: string;
  readonly state: PlanState;
  /** Id of the template that it was made from. */
  readonly template?: string;
  readonly startedAt: Instant;
  readonly startedBy: string;
  readonly start: Standing;
  /** In the order in which they are to be done. */
  readonly steps: readonly PlanStep[];
  /** Ascending by time. */
  readonly reviews: readonly PlanReview[];
  /** Only of one that is closed. */
  readonly closing?: Closing;
}

export interface Closing {
  readonly at: Instant;
  readonly by: string;
  /** What came of it. */
  readonly result: string;
  readonly end: Standing;
}

/** Why something can't be done with a plan. */
export const planRefusals = ["closed", "too_many_steps", "too_many_reviews", "no_such_step", "already_open"] as const;
export type PlanRefusal = (typeof planRefusals)[number];

export const isRefusal = (answer: object | PlanRefusal): answer is PlanRefusal => typeof answer === "string";
