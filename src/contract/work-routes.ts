import type { z } from "zod";
import type { Role } from "./access.ts";
import { bulkOwnerWish, bulkPlanWish, bulkSchema, bulkStageWish, bulkWithdrawalWish } from "./bulk.ts";
import { goalChange, goalSchema, goalWish } from "./goal.ts";
import { planChange, planSchema, planWish, reviewWish, stepChange, stepWish } from "./plan.ts";
import { viewChange, viewSchema, viewWish } from "./view.ts";
import type { WorkName, workPaths } from "./work-paths.ts";

/** One way to change what people have agreed to do. Where it lies is in `work-paths.ts`. */
export interface WorkRoute {
  readonly summary: string;
  /** The least role; whose account it is counts besides. */
  readonly role: Role;
  /** Something new is there afterwards, and the answer is a 201. */
  readonly makes?: boolean;
  readonly body?: z.ZodType;
  /** Absent where the answer is an empty 204. */
  readonly response?: z.ZodType;
}

/** Beside the role, a CSM has to own the account, the plan, or the step; managers may change all. */
export const workRoutes = {
  openPlan: { summary: "Open a plan for an account; it has at most one that is open", role: "csm", makes: true, body: planWish, response: planSchema },
  changePlan: { summary: "Change what a plan says, close it with its result, or open it again", role: "csm", body: planChange, response: planSchema },
  addPlanStep: { summary: "Add a next step to a plan; sent twice with the same header Idempotency-Key it is added once", role: "csm", makes: true, body: stepWish, response: planSchema },
  changePlanStep: { summary: "Tick a step off, drop it, or change what it says", role: "csm", body: stepChange, response: planSchema },
  reviewPlan: { summary: "Note what was said when people looked at a plan; sent twice with the same header Idempotency-Key it is added once", role: "csm", makes: true, body: reviewWish, response: planSchema },
  createGoal: { summary: "Set a goal of the company", role: "manager", makes: true, body: goalWish, response: goalSchema },
  changeGoal: { summary: "Change a goal's target, owner, day or note, or bring it back after it was taken away", role: "manager", body: goalChange, response: goalSchema },
  removeGoal: { summary: "Take a goal away; for 30 days it can be brought back", role: "manager" },
  keepView: { summary: "Keep filters, order, groups and columns of the portfolio under a name; sent twice with the same header Idempotency-Key it is kept once", role: "viewer", makes: true, body: viewWish, response: viewSchema },
  changeView: { summary: "Change a view, share it, begin with it, or bring it back after it was removed", role: "viewer", body: viewChange, response: viewSchema },
  removeView: { summary: "Remove a view; for 30 days it can be brought back", role: "viewer" },
  bulkOwner: { summary: "Hand many accounts over to another owner; sent twice with the same header Idempotency-Key it is recorded once", role: "csm", body: bulkOwnerWish, response: bulkSchema },
  bulkStage: { summary: "Set the stage of many accounts by hand; sent twice with the same header Idempotency-Key it is recorded once", role: "csm", body: bulkStageWish, response: bulkSchema },
  bulkPlan: { summary: "Open a plan for many accounts, from a plan of the health definition; sent twice with the same header Idempotency-Key each is opened once", role: "csm", body: bulkPlanWish, response: bulkSchema },
  bulkWithdraw: { summary: "Take back what was recorded about many accounts", role: "csm", body: bulkWithdrawalWish, response: bulkSchema },
} as const satisfies Record<WorkName, WorkRoute>;

type RouteOf<N extends WorkName> = (typeof workRoutes)[N];

/** What is sent, once checked. */
export type WorkBody<N extends WorkName> = RouteOf<N> extends { readonly body: infer B extends z.ZodType } ? z.output<B> : undefined;
/** What is to be written. */
export type WorkWish<N extends WorkName> = RouteOf<N> extends { readonly body: infer B extends z.ZodType } ? z.input<B> : undefined;
/** What is answered; nothing where it is empty. */
export type WorkAnswer<N extends WorkName> = RouteOf<N> extends { readonly response: infer R extends z.ZodType } ? z.output<R> : void;

type PathNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never;

/** What the braces of its path are filled with. */
export type WorkPath<N extends WorkName> = { readonly [Name in PathNames<(typeof workPaths)[N][1]>]: string };

/** Everything that a change is sent with. */
export type WorkAsking<N extends WorkName> = WorkPath<N> & (undefined extends WorkWish<N> ? unknown : { readonly body: WorkWish<N> });
