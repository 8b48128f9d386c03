import type { Plan, PlanRefusal } from "../../plans/plan.ts";

export interface PlansAsked {
  readonly workspace: string;
  /** Only of these accounts; absent means all. */
  readonly accounts?: readonly string[];
  readonly states?: readonly Plan["state"][];
}

/** Which one of a workspace. */
export interface WhichPlan {
  readonly workspace: string;
  readonly id: string;
}

/** Mitigation plans. An account has at most one that is open. */
export interface PlanStore {
  /** The latest begun first. */
  list(asked: PlansAsked): Promise<readonly Plan[]>;
  find(which: WhichPlan): Promise<Plan | undefined>;
  add(plan: Plan): Promise<"added" | "already_open">;
  /**
   * Replaces a plan by what becomes of it; of two changes at once the second sees what the first one did. Undefined where
   * the workspace has no such plan.
   */
  change(which: WhichPlan, change: (plan: Plan) => Plan | PlanRefusal): Promise<Plan | PlanRefusal | undefined>;
}
