import type { EventFact, Scalar } from "../../../events/fact.ts";
import { isReserved } from "../../../events/vocabulary.ts";
import type { Selection, UserFilter } from "../../../metrics/selection.ts";
import { fits } from "./filter.ts";
import { latest } from "./order.ts";
import type { View } from "./view.ts";

/** Events, and what is known of the people behind them. */
type People = Pick<View, "events" | "userTraits">;

/** The account's events that a selection picks, of all its time up to the instant. */
export function selected(selection: Selection, view: People): EventFact[] {
  return view.events.filter(
    (event) =>
      isNamed(selection, event.name) &&
      (selection.where ?? []).every((filter) => fits(filter, property(event, filter.property))) &&
      (selection.users === undefined || (event.user !== "" && userFits(selection.users, event.user, view))),
  );
}

/** False when nobody in the workspace ever sent an event of these names: then there is no feed, and zero would be a lie. */
export function feedExists(selections: readonly Selection[], view: View): boolean {
  return [...view.namesSeen].some((name) => selections.some((selection) => isNamed(selection, name)));
}

function isNamed(selection: Selection, name: string): boolean {
  return selection.events === undefined ? !isReserved(name) : selection.events.includes(name);
}

/** Roles and traits as they were at the instant, also for events long before it. */
function userFits(filter: UserFilter, user: string, view: People): boolean {
  const role = userTrait(user, "role", view);
  if (filter.role !== undefined && !(typeof role === "string" && filter.role.includes(role))) return false;
  return (filter.traits ?? []).every((wanted) => fits(wanted, userTrait(user, wanted.trait, view)));
}

function userTrait(user: string, trait: string, view: People): Scalar | null | undefined {
  return latest(view.userTraits.filter((fact) => fact.user === user && fact.trait === trait))?.value;
}

/** A property of an event; undefined when the event doesn't have it. */
export function property(event: EventFact, name: string): Scalar | undefined {
  return Object.hasOwn(event.properties, name) ? event.properties[name] : undefined;
}

export function numericProperty(event: EventFact, name: string): number | undefined {
  const value = property(event, name);
  return typeof value === "number" ? value : undefined;
}

/** The numeric values of a property; events that lack it or have a text there have no part. */
export function numbersOf(events: readonly EventFact[], name: string): number[] {
  return events.map((event) => numericProperty(event, name)).filter((value) => value !== undefined);
}
