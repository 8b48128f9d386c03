import type { WorkName } from "../../contract/work-paths.ts";
import type { WorkAnswer, WorkBody, WorkPath } from "../../contract/work-routes.ts";
import type { Principal } from "../access/principal.ts";
import { BulkDesk, type BulkDeskParts } from "../bulk/bulk-desk.ts";
import { ViewDesk, type ViewDeskParts } from "../views/view-desk.ts";
import { GoalDesk, type GoalDeskParts } from "./goals.ts";
import { type Once, PlanDesk } from "./plan-desk.ts";

export interface WorkCall<N extends WorkName> extends Once {
  readonly caller: Principal;
  readonly path: WorkPath<N>;
  readonly body: WorkBody<N>;
}

export interface Desks {
  readonly plans: PlanDesk;
  readonly goals: GoalDesk;
  readonly views: ViewDesk;
  readonly bulk: BulkDesk;
}

export interface WorkParts extends GoalDeskParts, ViewDeskParts, BulkDeskParts {}

export function openDesks(parts: WorkParts): Desks {
  const plans = new PlanDesk(parts);
  return { plans, goals: new GoalDesk(parts), views: new ViewDesk(parts), bulk: new BulkDesk(parts, plans) };
}

/** Whoever adds a way to change work to the contract is told here that nobody does it yet. */
export const works: { readonly [N in WorkName]: (desks: Desks, call: WorkCall<N>) => Promise<WorkAnswer<N>> } = {
  openPlan: ({ plans: desk }, { caller, path: { account }, body }) => desk.open(caller, account, body),
  changePlan: ({ plans: desk }, { caller, path: { plan }, body }) => desk.change(caller, plan, body),
  addPlanStep: ({ plans: desk }, { caller, path: { plan }, body, key }) => desk.addStep(caller, plan, body, { key }),
  changePlanStep: ({ plans: desk }, { caller, path, body }) => desk.changeStep(caller, path, body),
  createGoal: ({ goals }, { caller, body }) => goals.create(caller, body),
  changeGoal: ({ goals }, { caller, path: { goal }, body }) => goals.change(caller, goal, body),
  removeGoal: ({ goals }, { caller, path: { goal } }) => goals.remove(caller, goal),
  bulkOwner: ({ bulk }, { caller, body, key }) => bulk.handOver(caller, body, { key }),
  bulkStage: ({ bulk }, { caller, body, key }) => bulk.setStage(caller, body, { key }),
  bulkPlan: ({ bulk }, { caller, body, key }) => bulk.openPlans(caller, body, { key }),
  bulkWithdraw: ({ bulk }, { caller, body, key }) => bulk.withdraw(caller, body, { key }),
  keepView: ({ views }, { caller, body, key }) => views.keep(caller, body, { key }),
  changeView: ({ views }, { caller, path: { view }, body }) => views.change(caller, view, body),
  removeView: ({ views }, { caller, path: { view } }) => views.remove(caller, view),
  reviewPlan: ({ plans: desk }, { caller, path: { plan }, body, key }) => desk.review(caller, plan, body, { key }),
};
