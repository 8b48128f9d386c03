import { type EventClass, reservedIn } from "../../../events/retention-class.ts";
import { reservedNames } from "../../../events/vocabulary.ts";
import type { Removal } from "../../../engine/retention/ports.ts";
import type { Binder } from "../measure/binder.ts";

/** In which events are removed one by one; withdrawals follow what they took back. */
const ruled = ["usage", "conversations", "tickets", "opinions"] as const satisfies readonly EventClass[];
type Ruled = (typeof ruled)[number];

export const instant = (binder: Binder, at: number): string => `fromUnixTimestamp64Milli(${binder.bind(at, "Int64")})`;

/** What counts is when something was known as well: what came late is read for as long as if it had just happened. */
export const olderThan = (binder: Binder, at: number): string => `time < ${instant(binder, at)} AND known_at < ${instant(binder, at)}`;

export function namesOf(binder: Binder, name: EventClass): string {
  const own = reservedIn(name).filter((reserved) => reserved !== "withdrawn");
  const listed = `name IN ${binder.bind(own, "Array(String)")}`;
  return name === "usage" ? `(name NOT IN ${binder.bind(reservedNames, "Array(String)")} OR ${listed})` : listed;
}

/** The classes of events for which a removal has a rule. */
export const ruledIn = ({ before }: Removal): Ruled[] => ruled.filter((name) => before[name] !== undefined);

/** Events that are older than the rule of their class. */
export function stale(binder: Binder, removal: Removal): string {
  const parts = ruledIn(removal).map((name) => `${namesOf(binder, name)} AND ${olderThan(binder, removal.before[name] as number)}`);
  return parts.length === 0 ? "false" : `(${parts.map((part) => `(${part})`).join(" OR ")})`;
}
