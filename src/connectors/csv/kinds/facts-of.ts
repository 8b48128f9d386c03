import type { EventFact, Fact, Properties } from "../../../events/fact.ts";
import type { Instant } from "../../../lib/zone.ts";
import type { Needed } from "../cells.ts";

/** What one row becomes. */
export type FactsOf = Needed<readonly Fact[]>;

/** What an importer knows of an event. */
export interface ImportedEvent {
  readonly messageId: string;
  readonly time: Instant;
  readonly knownAt: Instant;
  readonly receivedAt: Instant;
  readonly source: string;
  readonly who: Pick<EventFact, "account" | "user">;
  readonly name: string;
  readonly properties: Properties;
}

/** An event of an import: explicit where the row names the account, else still to be attributed. */
export function eventOf(event: ImportedEvent): EventFact {
  const { account, user } = event.who;
  return {
    type: "event",
    messageId: event.messageId,
    time: event.time,
    knownAt: event.knownAt,
    source: event.source,
    account,
    user,
    name: event.name,
    properties: event.properties,
    originalTime: event.time,
    receivedAt: event.receivedAt,
    attribution: account === "" ? "none" : "explicit",
  };
}
