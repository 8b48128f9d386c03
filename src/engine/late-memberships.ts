import { type Attributed, type Memberships, attribute } from "../events/attribution.ts";
import type { Attribution, EventFact } from "../events/fact.ts";

/** How an event was attributed when nobody had said whose it is. */
export const byMembership = ["membership", "first_membership", "none"] as const satisfies readonly Attribution[];

/** An event of the log that was attributed by what was known of memberships then. */
export type AttributedEvent = Pick<EventFact, "messageId" | "user" | "account" | "time"> & { readonly attribution: (typeof byMembership)[number] };

/** An event that belongs to another account than it stands under. */
export interface EventMove extends Attributed {
  readonly event: AttributedEvent;
}

/** The log, where memberships that arrive later than events change whose these are. */
export interface AttributedEvents {
  /** Events of these users that stand under one of the accounts (empty: under none) because of memberships, or for want of them. */
  attributedEvents(request: { readonly workspace: string; readonly users: readonly string[]; readonly accounts: readonly string[] }): Promise<readonly AttributedEvent[]>;
  /** Puts events under the account where they belong. Whatever is interrupted can be asked for again, and ends the same. */
  moveEvents(workspace: string, moves: readonly EventMove[]): Promise<void>;
}

/** What the memberships known now say otherwise than those known when the events came. */
export function eventsToMove(events: readonly AttributedEvent[], memberships: Memberships): EventMove[] {
  return events.flatMap((event) => {
    const now = attribute({ account: "", user: event.user, time: event.time }, memberships);
    return now.account === event.account ? [] : [{ event, ...now }];
  });
}
