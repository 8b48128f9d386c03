import { inDays } from "../../lib/duration.ts";
import { type Instant, localDay, midnightsBetween, shiftDays } from "../../lib/zone.ts";
import type { Aggregate } from "../aggregate.ts";

/** The local days that a sweep walks through: from the start of the earliest window to the last instant. */
export interface Calendar {
  readonly zone: string;
  /** Local midnights: day d is `[starts[d], starts[d + 1])`. The last one is the last instant. */
  readonly starts: readonly Instant[];
  /** Days since 1970-01-01 of day 0. */
  readonly firstDay: number;
  /** The day that begins at each instant. */
  readonly instantDays: Int32Array;
}

/** How many days before an instant the aggregate looks at. */
function reachDays(aggregate: Aggregate): number {
  if (!("window" in aggregate) || !aggregate.window) return 0;
  return inDays(aggregate.window.length) + (aggregate.window.back ? inDays(aggregate.window.back) : 0);
}

/** Undefined when an instant is not a local midnight: then days are not what windows are made of. */
export function calendarOf(instants: readonly Instant[], aggregates: readonly Aggregate[], zone: string): Calendar | undefined {
  const [first, last] = [instants[0], instants.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const reach = Math.ceil(Math.max(0, ...aggregates.map(reachDays)));
  const starts = midnightsBetween(shiftDays(first, -reach, zone), last, zone);
  const dayOf = new Map(starts.map((start, day) => [start, day]));
  if (!instants.every((instant) => dayOf.has(instant))) return undefined;
  const instantDays = Int32Array.from(instants, (instant) => dayOf.get(instant) as number);
  return { zone, starts, firstDay: localDay(starts[0] as Instant, zone), instantDays };
}
