import type { Answer } from "../../contract/routes.ts";

export type User = Answer<"listUsers">["users"][number];

/** So many people of an account are asked about; whoever has a role is shown beside them. */
const mostShown = 5;
const told: ReadonlySet<string | null> = new Set(["executive_sponsor", "champion"]);

/** Whom to ask about: those who are active most, and those who are named already. */
export function peopleToAsk(users: readonly User[]): readonly User[] {
  // Nobody moves when they are named: the next one to be named stays where the eye is.
  return users.toSorted((left, right) => right.events30Days - left.events30Days).filter(({ role }, place) => place < mostShown || told.has(role));
}

/** How many of several accounts have a sponsor. */
export const sponsored = (accounts: readonly (readonly User[])[]): number => accounts.filter((users) => users.some(({ role }) => role === "executive_sponsor")).length;
