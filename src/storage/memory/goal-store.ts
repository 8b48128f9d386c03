import type { GoalChange, GoalStore, WhichGoal } from "../../engine/plans/goal-store.ts";
import type { Instant } from "../../lib/zone.ts";
import type { CompanyGoal } from "../../plans/company-goal.ts";

interface Held {
  readonly goal: CompanyGoal;
  readonly removedAt?: Instant;
}

/** Goals in an array. */
export class MemoryGoalStore implements GoalStore {
  #held: readonly Held[] = [];

  list(workspace: string): Promise<readonly CompanyGoal[]> {
    const found = this.#held.filter(({ goal, removedAt }) => goal.workspace === workspace && removedAt === undefined).map(({ goal }) => goal);
    return Promise.resolve(found.toSorted((left, right) => (left.due < right.due ? -1 : left.due > right.due ? 1 : left.id < right.id ? -1 : 1)));
  }

  add(goal: CompanyGoal): Promise<void> {
    this.#held = [...this.#held, { goal }];
    return Promise.resolve();
  }

  change(which: WhichGoal, change: GoalChange): Promise<CompanyGoal | undefined> {
    const after = this.#replace(which, ({ goal, removedAt }) => (removedAt === undefined ? { goal: { ...goal, ...change } } : undefined));
    return Promise.resolve(after?.goal);
  }

  remove(which: WhichGoal, at: Instant): Promise<boolean> {
    return Promise.resolve(this.#replace(which, ({ goal, removedAt }) => (removedAt === undefined ? { goal, removedAt: at } : undefined)) !== undefined);
  }

  bringBack(which: WhichGoal): Promise<boolean> {
    return Promise.resolve(this.#replace(which, ({ goal, removedAt }) => (removedAt === undefined ? undefined : { goal })) !== undefined);
  }

  clear(workspace: string, removedBefore: Instant): Promise<void> {
    this.#held = this.#held.filter(({ goal, removedAt = Infinity }) => goal.workspace !== workspace || removedAt >= removedBefore);
    return Promise.resolve();
  }

  /** What becomes of a goal; undefined where there is none, or nothing becomes of it. */
  #replace({ workspace, id }: WhichGoal, by: (held: Held) => Held | undefined): Held | undefined {
    const before = this.#held.find(({ goal }) => goal.workspace === workspace && goal.id === id);
    const after = before && by(before);
    if (after) this.#held = this.#held.map((held) => (held === before ? after : held));
    return after;
  }
}
