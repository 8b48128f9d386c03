import type { GoalChange, GoalStore, WhichGoal } from "../../engine/plans/goal-store.ts";
import type { CompanyGoal } from "../../plans/company-goal.ts";

/** Goals in an array. */
export class MemoryGoalStore implements GoalStore {
  #goals: readonly CompanyGoal[] = [];

  list(workspace: string): Promise<readonly CompanyGoal[]> {
    const found = this.#goals.filter((goal) => goal.workspace === workspace);
    return Promise.resolve(found.toSorted((left, right) => (left.due < right.due ? -1 : left.due > right.due ? 1 : left.id < right.id ? -1 : 1)));
  }

  add(goal: CompanyGoal): Promise<void> {
    this.#goals = [...this.#goals, goal];
    return Promise.resolve();
  }

  change(which: WhichGoal, change: GoalChange): Promise<CompanyGoal | undefined> {
    const before = this.#goals.find(isIt(which));
    const after = before && { ...before, ...change };
    this.#goals = this.#goals.map((goal) => (goal === before && after ? after : goal));
    return Promise.resolve(after);
  }

  remove(which: WhichGoal): Promise<boolean> {
    const count = this.#goals.length;
    this.#goals = this.#goals.filter((goal) => !isIt(which)(goal));
    return Promise.resolve(this.#goals.length < count);
  }
}

const isIt = ({ workspace, id }: WhichGoal) => (goal: CompanyGoal): boolean => goal.workspace === workspace && goal.id === id;
