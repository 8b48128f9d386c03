import { z } from "zod";
import { type Instant, dateInstant, shiftDays } from "../../lib/zone.ts";

const pattern = /^(-?\d{1,4})([dw])(?: ([01]\d|2[0-3]):([0-5]\d))?$/;

/** A time of a scenario: local days from its start, and perhaps a time of that day in minutes. */
export interface Moment {
  readonly days: number;
  readonly minutes?: number;
}

/** Reads `3d`, `-8w` or `3d 09:30`; undefined for anything else. */
export function parseMoment(text: string): Moment | undefined {
  const found = pattern.exec(text);
  if (!found) return undefined;
  const [, count, unit, hours, minutes] = found;
  const days = Number(count) * (unit === "w" ? 7 : 1);
  return hours === undefined ? { days } : { days, minutes: Number(hours) * 60 + Number(minutes) };
}

export const momentSchema = z
  .string()
  .regex(pattern, "write a time such as 3d, 8w or 3d 09:30, counted from the start")
  .transform((text): Moment => parseMoment(text) as Moment)
  .meta({ description: "Local days (`3d`) or weeks (`8w`) from the start, perhaps with a time of the day: `3d 09:30`." });

/** Where a scenario begins. */
export interface Start {
  readonly date: string;
  readonly zone: string;
}

const noon = 12 * 60;

/** What happens on a day without a time happens at noon, so that the next midnight has it behind it. */
export const whenHappens = (moment: Moment, start: Start): Instant => instantOf({ minutes: noon, ...moment }, start);

/** What is looked at on a day without a time is looked at as the day begins, as history does. */
export const whenSeen = (moment: Moment, start: Start): Instant => instantOf(moment, start);

function instantOf({ days, minutes = 0 }: Moment, { date, zone }: Start): Instant {
  return shiftDays(dateInstant(date, zone), days, zone) + minutes * 60_000;
}
