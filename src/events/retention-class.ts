import { type ReservedName, isReserved } from "./vocabulary.ts";

/** What a workspace holds, in the kinds for which it can be said how long they are kept. */
export const retentionClasses = ["usage", "conversations", "tickets", "opinions", "relationship", "traits", "scores", "journal", "dead_letters"] as const;
export type RetentionClass = (typeof retentionClasses)[number];

/** Those of which events are. */
export type EventClass = Extract<RetentionClass, "usage" | "conversations" | "tickets" | "opinions" | "relationship">;

const classes: Readonly<Record<ReservedName, EventClass>> = {
  usage_total: "usage",
  survey_answered: "conversations",
  interaction_logged: "conversations",
  review_held: "conversations",
  ticket_opened: "tickets",
  ticket_closed: "tickets",
  pulse_set: "opinions",
  measurement_recorded: "opinions",
  adjustment_set: "opinions",
  override_set: "opinions",
  note_written: "opinions",
  // A withdrawal goes after what it took back.
  withdrawn: "opinions",
  contract_changed: "relationship",
  outcome_recorded: "relationship",
  owner_changed: "relationship",
  stage_set: "relationship",
  goal_set: "relationship",
  record_matched: "relationship",
};

/** The class of an event; whatever the vocabulary doesn't know is use of the product. */
export const classOfEvent = (name: string): EventClass => (isReserved(name) ? classes[name] : "usage");

/** The reserved names of a class. */
export const reservedIn = (wanted: EventClass): ReservedName[] => (Object.keys(classes) as ReservedName[]).filter((name) => classes[name] === wanted);

/** What each class is, in words. */
export const retentionWords: Readonly<Record<RetentionClass, string>> = {
  usage: "use of the product",
  conversations: "surveys, interactions, reviews",
  tickets: "support tickets",
  opinions: "pulses, typed-in values, adjustments, overrides, notes",
  relationship: "contracts, outcomes, owners, stages, goals, memberships",
  traits: "traits that others replaced",
  scores: "scores at midnights, and their changes",
  journal: "calls as they were sent",
  dead_letters: "calls that couldn't be stored",
};
