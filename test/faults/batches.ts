import type { Fact } from "../../src/events/fact.ts";
import { accountTraitFact, eventFact, membershipFact, userTraitFact } from "../support/facts.ts";

const events = 200;

/** A batch of every type of fact, the same whenever it is asked for. */
export function batchOf(number: number): Fact[] {
  const own = Array.from({ length: events }, (_, index) => eventFact(`${number}-e${index}`, { name: `event ${number % 5}`, account: `account ${index % 7}` }));
  return [accountTraitFact(`${number}-a`), userTraitFact(`${number}-u`), membershipFact(`${number}-m`), ...own];
}
