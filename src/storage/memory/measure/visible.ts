import type { EventFact, Fact } from "../../../events/fact.ts";
import type { Instant } from "../../../lib/zone.ts";

/** What a person put into the log by judgement, and may take back. */
const withdrawable: readonly string[] = ["pulse_set", "adjustment_set", "override_set", "measurement_recorded", "goal_set", "stage_set"];

/** The facts that were known at `knownAt`; without it, all of them. */
export function knownFacts(facts: readonly Fact[], knownAt: Instant | undefined): readonly Fact[] {
  return knownAt === undefined ? facts : facts.filter((fact) => fact.knownAt <= knownAt);
}

export function earlierFacts(known: readonly Fact[], asOf: Instant): readonly Fact[] {
  return known.filter((fact) => fact.time < asOf);
}

/**
 * The facts before an instant without what a person took back before it. A withdrawal names a message id; the accounts
 * of the two play no part, and nothing but people's events can be withdrawn.
 */
export function standingFacts(earlier: readonly Fact[]): readonly Fact[] {
  const withdrawn = new Set(earlier.filter(isWithdrawal).map((event) => event.properties["withdraws"]));
  return earlier.filter((fact) => !(isWithdrawable(fact) && withdrawn.has(fact.messageId)));
}

function isWithdrawal(fact: Fact): fact is EventFact {
  return fact.type === "event" && fact.name === "withdrawn";
}

function isWithdrawable(fact: Fact): boolean {
  return fact.type === "event" && withdrawable.includes(fact.name);
}
