import type { AccountTraitFact, EventFact } from "../events/fact.ts";
import { isWithdrawable } from "../events/vocabulary.ts";
import { compareText } from "../lib/text-order.ts";
import type { Instant } from "../lib/zone.ts";

/** Events that say who an account is and what people decided about it, as opposed to what its users did. */
export const accountEvents = [
  "contract_changed",
  "outcome_recorded",
  "owner_changed",
  "stage_set",
  "goal_set",
  "adjustment_set",
  "override_set",
  "withdrawn",
] as const;
export type AccountEvent = (typeof accountEvents)[number];

/** What the log says of one account beside what its users did. */
export interface AccountLog {
  readonly account: string;
  /** Earliest time of any of its facts. */
  readonly born: Instant;
  readonly events: readonly EventFact[];
  readonly traits: readonly AccountTraitFact[];
}

type Ordered = Pick<EventFact, "time" | "knownAt" | "messageId">;

/** The order in which facts replace each other: time, then when they were known, then the message id. */
export function inOrder(a: Ordered, b: Ordered): number {
  return a.time - b.time || a.knownAt - b.knownAt || compareText(a.messageId, b.messageId);
}

/** The events of one name before the instant, ascending; of those that people may take back, without what was taken back before it. */
export function eventsBefore(log: AccountLog, name: AccountEvent, asOf: Instant): EventFact[] {
  if (log.events.length === 0) return [];
  const visible = log.events.filter((event) => event.time < asOf);
  const named = visible.filter((event) => event.name === name).sort(inOrder);
  if (!isWithdrawable(name)) return named;
  const withdrawn = new Set(visible.filter((event) => event.name === "withdrawn").map((event) => event.properties["withdraws"]));
  return named.filter((event) => !withdrawn.has(event.messageId));
}

/** The latest value of each trait before the instant; null is known to be absent. */
export function traitsBefore(log: AccountLog, asOf: Instant): Map<string, string | number | null> {
  const latest = log.traits.filter((fact) => fact.time < asOf).sort(inOrder);
  return new Map(latest.map((fact) => [fact.trait, fact.value]));
}

export function textOf(event: EventFact | undefined, property: string): string | undefined {
  const value = event?.properties[property];
  return typeof value === "string" ? value : undefined;
}

export function numberOf(event: EventFact, property: string): number | undefined {
  const value = event.properties[property];
  return typeof value === "number" ? value : undefined;
}
