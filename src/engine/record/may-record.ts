import { type Role, includesRole } from "../../contract/access.ts";
import type { Direction } from "../../scores/direction.ts";
import type { Instant } from "../../lib/zone.ts";

/** Who records: a person with a role, a key (which may what a CSM may), or somebody on the machine itself. */
export interface Recorder {
  readonly role: Role | "machine";
  readonly author: string;
  /** Under which names accounts are theirs; absent for who has no book, such as a key. */
  readonly own?: readonly string[];
}

/** What was set earlier and is to be taken back. */
export interface TakenBack {
  readonly author: string;
  readonly recordedAt: Instant;
}

export interface RecordQuestion {
  readonly by: Recorder;
  readonly direction: Direction;
  readonly now: Instant;
  /** Only of a withdrawal. */
  readonly takesBack?: TakenBack;
}

export type RecordDecision =
  | { readonly isAllowed: true; readonly because: "lowers" | "changes_nothing" | "role" | "own_and_fresh" }
  | { readonly isAllowed: false; readonly because: "raises"; readonly needs: Role };

const minuteMs = 60_000;
/** So long what somebody set by mistake is theirs to take back. */
export const freshMinutes = 15;
/** Whose decision a better score is. */
const raisingTakes: Role = "manager";

/** May somebody change a score by hand? Everybody who records may lower one with a reason; raising is a manager's decision. */
export function mayRecord({ by, direction, now, takesBack }: RecordQuestion): RecordDecision {
  if (direction === "lowers") return { isAllowed: true, because: "lowers" };
  if (direction === "same") return { isAllowed: true, because: "changes_nothing" };
  if (by.role === "machine" || includesRole(by.role, raisingTakes)) return { isAllowed: true, because: "role" };
  if (takesBack && takesBack.author === by.author && now - takesBack.recordedAt <= freshMinutes * minuteMs) return { isAllowed: true, because: "own_and_fresh" };
  return { isAllowed: false, because: "raises", needs: raisingTakes };
}
