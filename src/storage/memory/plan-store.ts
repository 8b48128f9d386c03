import type { PlanStore, PlansAsked, WhichPlan } from "../../engine/plans/plan-store.ts";
import { type Plan, type PlanRefusal, isRefusal } from "../../plans/plan.ts";

/** Plans in an array. */
export class MemoryPlanStore implements PlanStore {
  #plans: readonly Plan[] = [];

  list({ workspace, accounts, states }: PlansAsked): Promise<readonly Plan[]> {
    const found = this.#plans.filter((plan) => plan.workspace === workspace && (accounts?.includes(plan.account) ?? true) && (states?.includes(plan.state) ?? true));
    return Promise.resolve(found.toSorted((left, right) => right.startedAt - left.startedAt || (left.id < right.id ? -1 : 1)));
  }

  find({ workspace, id }: WhichPlan): Promise<Plan | undefined> {
    return Promise.resolve(this.#plans.find((plan) => plan.workspace === workspace && plan.id === id));
  }

  add(plan: Plan): Promise<"added" | "already_open"> {
    if ((plan.state === "open" && this.#hasOpen(plan)) || this.#plans.some(({ id }) => id === plan.id)) return Promise.resolve("already_open");
    this.#plans = [...this.#plans, plan];
    return Promise.resolve("added");
  }

  change(which: WhichPlan, change: (plan: Plan) => Plan | PlanRefusal): Promise<Plan | PlanRefusal | undefined> {
    const before = this.#plans.find((plan) => plan.workspace === which.workspace && plan.id === which.id);
    const after = before && change(before);
    if (after === undefined || isRefusal(after)) return Promise.resolve(after);
    if (after.state === "open" && this.#hasOpen(after)) return Promise.resolve("already_open");
    this.#plans = this.#plans.map((plan) => (plan === before ? after : plan));
    return Promise.resolve(after);
  }

  #hasOpen({ workspace, account, id }: Plan): boolean {
    return this.#plans.some((plan) => plan.workspace === workspace && plan.account === account && plan.state === "open" && plan.id !== id);
  }
}
