import type { EventFact } from "../../../events/fact.ts";
import { isReserved } from "../../../events/vocabulary.ts";
import { seats } from "./contracts.ts";
import type { View } from "./view.ts";
import { type Window, within } from "./window.ts";

/** The distinct users behind some events or memberships; what no user did has none. */
export function usersOf(facts: readonly { readonly user: string }[]): Set<string> {
  return new Set(facts.map((fact) => fact.user).filter((user) => user !== ""));
}

/** Users who did anything with the product in the window. */
export function activeUsers(window: Window, view: View): Set<string> {
  return usersOf(within(view.events, window).filter((event: EventFact) => !isReserved(event.name)));
}

/** Everybody who was ever seen with the account, by an event of any name or by a membership. */
export function knownUsers(view: View): Set<string> {
  return usersOf([...view.events, ...view.memberships]);
}

/** What a share of users is a share of; undefined when the account has no active contract that could say its seats. */
export function allUsers(of: "seats" | "known_users" | "active_users", window: Window, view: View): number | undefined {
  switch (of) {
    case "seats":
      return seats(view);
    case "known_users":
      return knownUsers(view).size;
    case "active_users":
      return activeUsers(window, view).size;
  }
}
