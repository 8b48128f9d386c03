import type { EventFact } from "../events/fact.ts";
import type { ReservedProperties } from "../events/vocabulary.ts";
import type { Instant } from "../lib/zone.ts";
import { type AccountLog, eventsBefore, numberOf, textOf } from "./account-log.ts";

/** How a renewal, or the whole relationship, came out, as somebody or some system recorded it. */
export interface RecordedOutcome {
  readonly time: Instant;
  readonly outcome: ReservedProperties<"outcome_recorded">["outcome"];
  /** Which contract it was about; absent when it was about the account. */
  readonly contract?: string;
  readonly mrrBefore?: number;
  readonly mrrAfter?: number;
  readonly reason?: string;
}

/** All outcomes of the account before the instant, ascending. */
export function outcomesBefore(log: AccountLog, asOf: Instant): RecordedOutcome[] {
  return eventsBefore(log, "outcome_recorded", asOf).map(outcomeOf);
}

function outcomeOf(event: EventFact): RecordedOutcome {
  const [contract, reason] = [textOf(event, "contract"), textOf(event, "reason")];
  const [mrrBefore, mrrAfter] = [numberOf(event, "mrr_before"), numberOf(event, "mrr_after")];
  return {
    time: event.time,
    outcome: textOf(event, "outcome") as RecordedOutcome["outcome"],
    ...(contract !== undefined && { contract }),
    ...(mrrBefore !== undefined && { mrrBefore }),
    ...(mrrAfter !== undefined && { mrrAfter }),
    ...(reason !== undefined && { reason }),
  };
}
