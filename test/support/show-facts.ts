import { Temporal } from "temporal-polyfill";
import type { Fact } from "../../src/events/fact.ts";
import type { Instant } from "../../src/lib/zone.ts";

/** One line for each fact, in the order of time, with local times: to read when a property test fails. */
export function showFacts(facts: readonly Fact[], zone: string): string {
  return facts
    .toSorted((a, b) => a.time - b.time || a.knownAt - b.knownAt)
    .map((fact) => {
      const late = fact.knownAt === fact.time ? "" : `, known ${showInstant(fact.knownAt, zone)}`;
      return `${showInstant(fact.time, zone)}${late}: ${whatHappened(fact)} [${fact.messageId}]`;
    })
    .join("\n");
}

/** An instant as the people of the zone write it; `no time` when it isn't finite. */
export function showInstant(instant: Instant, zone: string): string {
  if (!Number.isFinite(instant)) return "no time";
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toString({ timeZoneName: "never" });
}

function whatHappened(fact: Fact): string {
  const words = JSON.stringify;
  switch (fact.type) {
    case "event":
      return `event ${words(fact.name)} of account ${words(fact.account)} by user ${words(fact.user)} ${words(fact.properties)}`;
    case "account_trait":
      return `account ${words(fact.account)} has ${words(fact.trait)} = ${words(fact.value)}`;
    case "user_trait":
      return `user ${words(fact.user)} has ${words(fact.trait)} = ${words(fact.value)}`;
    case "membership":
      return `user ${words(fact.user)} joins account ${words(fact.account)}`;
  }
}
