import type { EventClass, RetentionClass } from "../../events/retention-class.ts";
import { type Instant, localMidnight, shiftDays } from "../../lib/zone.ts";
import type { Reach } from "./reach.ts";
import type { Rules } from "./rules.ts";

/** So many days can always be computed anew: what charts of today compare with, and a little more. */
export const replayedDays = 35;

/** What a rule comes to at an instant. */
export interface Horizon {
  readonly class: RetentionClass;
  /** What is older than this may go. */
  readonly before: Instant;
  /** From when on everything is computed as if nothing had gone; -Infinity where nothing computed rests on it. */
  readonly replayFrom: Instant;
  /** The rule asks for less than the definition in use needs; so many days are kept instead. */
  readonly keptDays?: number;
}

/** Which classes scores are computed from. */
const isComputedFrom = (name: RetentionClass): name is EventClass | "traits" => name !== "scores" && name !== "journal" && name !== "dead_letters";

/** Where the rules end at an instant: at local midnights, and never so late that today's scores would miss something. */
export function horizonsAt(rules: Rules, { reach, now, zone }: { readonly reach: Reach; readonly now: Instant; readonly zone: string }): Horizon[] {
  const today = localMidnight(now, zone);
  return (Object.entries(rules) as [RetentionClass, number][]).map(([name, days]): Horizon => {
    if (!isComputedFrom(name)) return { class: name, before: shiftDays(today, -days, zone), replayFrom: Number.NEGATIVE_INFINITY };
    const reachDays = name === "traits" ? 0 : reach.days[name];
    const kept = Math.max(days, reachDays + replayedDays);
    const before = shiftDays(today, -kept, zone);
    return { class: name, before, replayFrom: shiftDays(before, reachDays, zone), ...(kept > days && { keptDays: kept }) };
  });
}
