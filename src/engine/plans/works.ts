import type { WorkName } from "../../contract/work-paths.ts";
import type { WorkAnswer, WorkBody, WorkPath } from "../../contract/work-routes.ts";
import type { Principal } from "../access/principal.ts";
import type { Once, PlanDesk } from "./plan-desk.ts";

export interface WorkCall<N extends WorkName> extends Once {
  readonly caller: Principal;
  readonly path: WorkPath<N>;
  readonly body: WorkBody<N>;
}

/** Whoever adds a way to change work to the contract is told here that nobody does it yet. */
export const works: { readonly [N in WorkName]: (desk: PlanDesk, call: WorkCall<N>) => Promise<WorkAnswer<N>> } = {
  openPlan: (desk, { caller, path: { account }, body }) => desk.open(caller, account, body),
  changePlan: (desk, { caller, path: { plan }, body }) => desk.change(caller, plan, body),
  addPlanStep: (desk, { caller, path: { plan }, body, key }) => desk.addStep(caller, plan, body, { key }),
  changePlanStep: (desk, { caller, path, body }) => desk.changeStep(caller, path, body),
  reviewPlan: (desk, { caller, path: { plan }, body, key }) => desk.review(caller, plan, body, { key }),
};
