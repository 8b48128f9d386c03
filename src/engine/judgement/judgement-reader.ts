import type { EventFact } from "../../events/fact.ts";
import type { ReservedName } from "../../events/vocabulary.ts";
import type { Instant } from "../../lib/zone.ts";

/** What people record about an account beside how they met the customer. */
export const judgementNames = ["pulse_set", "measurement_recorded", "adjustment_set", "override_set", "stage_set", "goal_set", "note_written", "owner_changed"] as const satisfies readonly ReservedName[];
export type JudgementName = (typeof judgementNames)[number];

/** What is asked for again and again: of a pulse, and of each measurement, the latest counts. */
export const repeatedNames = ["pulse_set", "measurement_recorded"] as const satisfies readonly JudgementName[];

/** What shows that somebody of ours was about an account. */
export const contactNames = ["interaction_logged", "review_held", "pulse_set"] as const satisfies readonly ReservedName[];

export interface JudgementRequest {
  readonly workspace: string;
  /** Only what happened before. */
  readonly asOf: Instant;
}

/** Reads what people recorded about accounts, as it was written. */
export interface JudgementReader {
  /** The latest of one account, latest first, with the withdrawals of any of them, wherever these were recorded. */
  recordedOf(request: JudgementRequest & { readonly account: string; readonly limit: number }): Promise<EventFact[]>;
  /** Of every account the latest pulse, and the latest value of each measurement; what was withdrawn by then doesn't exist. */
  latestRepeated(request: JudgementRequest): Promise<EventFact[]>;
  /** What shows that somebody of ours was about an account, from an instant on: contacts, business reviews, pulses, also those that were withdrawn. */
  contacts(request: JudgementRequest & { readonly from: Instant }): Promise<EventFact[]>;
  /** Every change of owner, of each account ascending. */
  ownerChanges(request: JudgementRequest): Promise<EventFact[]>;
}
