import type { PersonState } from "../../accounts/person-health.ts";

/** How a person is doing, in a word or two. */
export const stateWords: Readonly<Record<PersonState, string>> = {
  never_seen: "Never seen",
  too_new: "Too new to tell",
  gone: "Gone quiet",
  quiet: "Much less than usual",
  slowing: "Less than usual",
  as_usual: "As usual",
  more: "More than usual",
};

/** What a health definition calls a role, as people read it. */
export const roleText = (role: string): string => role.replaceAll("_", " ");
