import { isWithdrawable, reservedNames, withdrawableNames } from "../../../events/vocabulary.ts";
import type { Selection } from "../../../metrics/selection.ts";
import { propertyFilter, userFilter } from "./filters.ts";
import { type Scope, visible } from "./scope.ts";

/** People's events that a later event withdrew don't exist. */
function notWithdrawn(scope: Scope, events: readonly string[]): string {
  const { binder } = scope;
  const id = binder.several ? "(message_id, i)" : "message_id";
  const standing = `${id} NOT IN (
    SELECT texts['withdraws']${binder.keys} FROM events${binder.join()}
    WHERE workspace = ${binder.text(scope.workspace)} AND name = 'withdrawn' AND ${visible(scope)})`;
  return events.every(isWithdrawable) ? standing : `(name NOT IN ${binder.bind(withdrawableNames, "Array(String)")} OR ${standing})`;
}

/**
 * The condition that an event is one of the selected. Whoever follows withdrawals through time asks for the withdrawn too.
 */
export function selected(scope: Scope, { events, where = [], users }: Selection, which: "standing" | "withdrawn too" = "standing"): string {
  const { binder } = scope;
  const parts = [
    events
      ? events.length === 1
        ? `name = ${binder.text(events[0] as string)}`
        : `name IN ${binder.bind(events, "Array(String)")}`
      : `name NOT IN ${binder.bind(reservedNames, "Array(String)")}`,
    ...where.map((filter) => propertyFilter(filter, binder)),
  ];
  if (which === "standing" && events?.some(isWithdrawable)) parts.push(notWithdrawn(scope, events));
  if (users && (users.role || users.traits)) parts.push(userFilter(scope, users));
  return parts.join(" AND ");
}
