import type { Random } from "../lib/random.ts";
import { type Instant, hourMs } from "../lib/zone.ts";
import { weekday } from "./calendar.ts";
import type { Life } from "./life.ts";

/** A moment of a working day: between 7 and 19 o'clock, mostly in the middle. */
export function atWork({ world }: Life, day: number, random: Random): Instant {
  return world.calendar.midnight(day) + Math.floor((7 + 6 * (random.unit() + random.unit())) * hourMs);
}

/** The same day, or the Monday after a weekend: people of ours don't write on Sundays. */
export function workday(day: number): number {
  const of = weekday(day);
  if (of === 0) return day + 1;
  return of === 6 ? day + 2 : day;
}
