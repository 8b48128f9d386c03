import type { RecordWish } from "../../contract/record-routes.ts";
import { noonOf } from "../plans/words.ts";
import { typedNumber } from "./opinion.ts";

/** What a form about a goal of the customer holds, as it was typed. */
export interface GoalDraft {
  readonly goal: string;
  readonly measure: string;
  readonly target: string;
  readonly baseline: string;
  /** A day; empty without one. */
  readonly date: string;
  readonly isReached: boolean;
  readonly confirmedBy: string;
}

export const emptyGoal: GoalDraft = { goal: "", measure: "", target: "", baseline: "", date: "", isReached: false, confirmedBy: "" };

/** What is sent; undefined as long as something is missing, or isn't a number. */
export function goalWishOf(draft: GoalDraft, now: Date): RecordWish<"recordGoal"> | undefined {
  const [goal, measure, target, baseline, by] = [draft.goal.trim(), draft.measure.trim(), typedNumber(draft.target), typedNumber(draft.baseline), draft.confirmedBy.trim()];
  if (goal === "" || measure === "" || target === undefined || (draft.baseline.trim() !== "" && baseline === undefined)) return undefined;
  return {
    goal, measure, target,
    ...(baseline !== undefined && { baseline }),
    ...(draft.date !== "" && { date: noonOf(draft.date) }),
    ...(draft.isReached && { reached: now.toISOString(), ...(by !== "" && { confirmedBy: by }) }),
  };
}
