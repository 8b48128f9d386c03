import type { MatchDecision, SourceRecord } from "../accounts/source-record.ts";
import type { EventFact, Properties } from "../events/fact.ts";
import type { Instant } from "../lib/zone.ts";

/** What matching reads from the log; `accounts/source-record.ts` defines both answers. */
export interface RecordReader {
  records(workspace: string, asOf: Instant): Promise<readonly SourceRecord[]>;
  decisions(workspace: string): Promise<readonly MatchDecision[]>;
}

/** Makes matches count: every record's facts are the matched account's, also those of the past, until the match is withdrawn. */
export interface MatchSettler {
  settleMatches(workspace: string): Promise<number>;
}

/** A decision as it is recorded: who made it, on what ground. */
export interface MatchChoice {
  readonly source: string;
  readonly record: string;
  readonly account: string;
  readonly by: "explicit" | "key" | "domain" | "name";
  readonly author: string;
}

/** The event that records a decision; each decision is a record of its own, so that one can be taken back and made again. */
export function matchEvent(choice: MatchChoice, now: Instant): EventFact {
  const { source, record, by, author } = choice;
  return people({ messageId: `match:${source}:${record}:${now}`, account: choice.account, name: "record_matched", properties: { source, record, by, author } }, now);
}

/** The event that takes a decision back. */
export function withdrawalEvent(decision: MatchDecision, author: string, now: Instant): EventFact {
  return people({ messageId: `${decision.messageId}:withdrawn`, account: decision.account, name: "withdrawn", properties: { withdraws: decision.messageId, author } }, now);
}

function people(event: { readonly messageId: string; readonly account: string; readonly name: string; readonly properties: Properties }, now: Instant): EventFact {
  return { type: "event", ...event, user: "", time: now, knownAt: now, originalTime: now, receivedAt: now, source: "people", attribution: "explicit" };
}
