import type { Instant } from "../../lib/zone.ts";
import type { CompanyGoal } from "../../plans/company-goal.ts";

/** Which one of a workspace. */
export interface WhichGoal {
  readonly workspace: string;
  readonly id: string;
}

export type GoalChange = Partial<Pick<CompanyGoal, "target" | "owner" | "due" | "note">>;

/** What companies want to reach. */
export interface GoalStore {
  /** The earliest due first. */
  list(workspace: string): Promise<readonly CompanyGoal[]>;
  add(goal: CompanyGoal): Promise<void>;
  /** Undefined where the workspace has no such goal. */
  change(which: WhichGoal, change: GoalChange): Promise<CompanyGoal | undefined>;
  /** It is there no more, until it is brought back. False where the workspace has no such goal. */
  remove(which: WhichGoal, at: Instant): Promise<boolean>;
  /** False where no such goal was removed. */
  bringBack(which: WhichGoal): Promise<boolean>;
  /** What was removed before this is gone for good. */
  clear(workspace: string, removedBefore: Instant): Promise<void>;
}
