import { Temporal } from "temporal-polyfill";

/** A point in time: epoch milliseconds, UTC. Always an argument, never read from a clock in here. */
export type Instant = number;

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;

/** The average month of the Gregorian calendar, in days. */
export const monthDays = 30.4375;

const zoned = (instant: Instant, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

/**
 * The instant with the same local wall time `days` calendar days later (earlier when negative).
 * A wall time that a daylight-saving gap skips moves forward by the gap, as RFC 5545 says. The start of a day stays
 * the start of a day, also where the clocks change at midnight and some days start at 01:00.
 */
export function shiftDays(instant: Instant, days: number, zone: string): Instant {
  // Where the clocks don't change on either day, the difference of the two offsets is all there is to know.
  const offset = dayOffset(instant, zone);
  const plain = instant + days * dayMs;
  const shifted = plain + offset - dayOffset(plain, zone);
  if (!Number.isNaN(shifted) && dayOffset(shifted, zone) - offset === plain - shifted) return shifted;
  const from = zoned(instant, zone);
  const to = from.add({ days });
  return (from.equals(from.startOfDay()) ? to.startOfDay() : to).epochMilliseconds;
}

/** The latest start of a local day that is not after `instant`. */
export function localMidnight(instant: Instant, zone: string): Instant {
  return zoned(instant, zone).startOfDay().epochMilliseconds;
}

/** Whole days from 1970-01-01 to the local calendar date of `instant`. */
export function localDay(instant: Instant, zone: string): number {
  const offset = dayOffset(instant, zone);
  return Math.floor((instant + (Number.isNaN(offset) ? offsetAt(instant, zone) : offset)) / dayMs);
}

/** The offset in milliseconds all through the day of UTC in which the instant lies, NaN when it changes in it. */
function dayOffset(instant: Instant, zone: string): number {
  const day = Math.floor(instant / dayMs);
  const offsets = offsetsOf(zone);
  let offset = offsets.get(day);
  if (offset === undefined) offsets.set(day, (offset = offsetThrough(day, zone)));
  return offset;
}

/** Days are asked for by the million and calendars are slow: each zone's offset is looked up once for each day of UTC. */
const knownOffsets = new Map<string, Map<number, number>>();
const mostKnownDays = 100_000;

function offsetsOf(zone: string): Map<number, number> {
  let offsets = knownOffsets.get(zone);
  if (!offsets || offsets.size >= mostKnownDays) knownOffsets.set(zone, (offsets = new Map()));
  return offsets;
}

const offsetAt = (instant: Instant, zone: string): number => zoned(instant, zone).offsetNanoseconds / 1e6;

function offsetThrough(day: number, zone: string): number {
  const offset = offsetAt(day * dayMs, zone);
  return offset === offsetAt((day + 1) * dayMs, zone) ? offset : Number.NaN;
}

/** Every local midnight `m` with `from <= m <= to`, ascending. */
export function midnightsBetween(from: Instant, to: Instant, zone: string): Instant[] {
  let day = zoned(from, zone).startOfDay();
  if (day.epochMilliseconds < from) day = day.add({ days: 1 }).startOfDay();
  const midnights: Instant[] = [];
  while (day.epochMilliseconds <= to) {
    midnights.push(day.epochMilliseconds);
    day = day.add({ days: 1 }).startOfDay();
  }
  return midnights;
}

/** The local calendar date of `instant`, as `2026-03-29`. */
export function localDate(instant: Instant, zone: string): string {
  return zoned(instant, zone).toPlainDate().toString();
}

/** The local date and time of `instant` to the second, as `2026-03-29 14:05:00`. */
export function localTime(instant: Instant, zone: string): string {
  return zoned(instant, zone).toPlainDateTime().toString({ smallestUnit: "second" }).replace("T", " ");
}

/** Local midnight of a calendar date such as `2026-03-29`; throws RangeError on anything else. */
export function dateInstant(date: string, zone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** True when `zone` is a name of the IANA time zone database. */
export function isZone(zone: string): boolean {
  try {
    zoned(0, zone);
    return true;
  } catch {
    return false;
  }
}
