import type { Instant } from "../lib/zone.ts";
import { type AccountLog, eventsBefore, numberOf, textOf } from "./account-log.ts";

/** What a customer wants to reach with the product, as it was known at an instant. */
export interface Goal {
  readonly id: string;
  readonly measure: string;
  readonly baseline?: number;
  readonly target: number;
  /** By when. */
  readonly date?: Instant;
  /** When it was reached, and who says so; it counts only with both. */
  readonly reached?: Instant;
  readonly confirmedBy?: string;
  /** When the customer and we agreed on it first. */
  readonly agreed: Instant;
  /** When it was last stated. */
  readonly stated: Instant;
}

/** Every goal as the latest statement before the instant has it, in the order in which they were agreed on. */
export function goalsBefore(log: AccountLog, asOf: Instant): Goal[] {
  const goals = new Map<string, Goal>();
  for (const event of eventsBefore(log, "goal_set", asOf)) {
    const id = textOf(event, "goal") ?? "";
    const [baseline, date, reached, confirmedBy] = [numberOf(event, "baseline"), numberOf(event, "date"), numberOf(event, "reached"), textOf(event, "confirmed_by")];
    goals.set(id, {
      id,
      measure: textOf(event, "measure") ?? "",
      target: numberOf(event, "target") ?? 0,
      agreed: goals.get(id)?.agreed ?? event.time,
      stated: event.time,
      ...(baseline !== undefined && { baseline }),
      ...(date !== undefined && { date }),
      ...(reached !== undefined && { reached }),
      ...(confirmedBy !== undefined && { confirmedBy }),
    });
  }
  return [...goals.values()];
}

export type GoalState = "open" | "overdue" | "unconfirmed" | "reached";

/** Reached and confirmed; reached, as nobody has confirmed yet; past its date; or still to come. */
export function goalStateAt({ date, reached, confirmedBy }: Goal, asOf: Instant): GoalState {
  if (reached !== undefined && reached <= asOf) return confirmedBy === undefined ? "unconfirmed" : "reached";
  return date !== undefined && date < asOf ? "overdue" : "open";
}
