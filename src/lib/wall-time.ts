import { Temporal } from "temporal-polyfill";
import { type Instant, dayMs, hourMs } from "./zone.ts";

/** The instant of a wall-clock time: whole days since 1970-01-01 of the calendar date, and milliseconds since its 00:00. */
export type WallClock = (day: number, timeOfDayMs: number) => Instant;

/** Days from 1970-01-01 to a date of the Gregorian calendar, NaN when there is no such date. Year 1 to 9999. */
export function dayNumber(year: number, month: number, day: number): number {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month, year))) return Number.NaN;
  // Counts from March, so that the leap day is the last of its year (Howard Hinnant, days_from_civil).
  const shifted = month <= 2 ? year - 1 : year;
  const century = Math.floor(shifted / 400);
  const yearOfCentury = shifted - century * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return century * 146_097 + yearOfCentury * 365 + Math.floor(yearOfCentury / 4) - Math.floor(yearOfCentury / 100) + dayOfYear - 719_468;
}

function daysOf(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Milliseconds since 00:00; NaN for a time that no clock shows. A leap second counts as the second before it. */
export function timeOfDay(hour: number, minute: number, second: number): number {
  if (!(hour <= 23 && minute <= 59 && second < 61)) return Number.NaN;
  return hour * hourMs + minute * 60_000 + Math.min(second, 59.999) * 1000;
}

/** 12 AM is midnight, 12 PM is noon. */
export function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

/**
 * A clock of one zone for many readings: days without a change of offset are looked up once and then only added.
 * A time that a daylight-saving gap skips moves forward by the gap; of a time that comes twice the first is meant
 * (RFC 5545).
 */
export function wallClock(zone: string): WallClock {
  const utc: WallClock = (day, timeOfDayMs) => day * dayMs + timeOfDayMs;
  if (zone === "UTC") return utc;
  const offsets = new Map<number, number>();
  return (day, timeOfDayMs) => {
    let offset = offsets.get(day);
    if (offset === undefined) {
      offset = offsetOf(day, zone);
      offsets.set(day, offset);
    }
    return Number.isNaN(offset) ? exactly(day * dayMs + timeOfDayMs, zone) : day * dayMs + timeOfDayMs - offset;
  };
}

/** The zone's offset in milliseconds all through a calendar day, NaN when it changes in it. */
function offsetOf(day: number, zone: string): number {
  const start = exactly(day * dayMs, zone) - day * dayMs;
  const end = exactly((day + 1) * dayMs, zone) - (day + 1) * dayMs;
  return start === end ? -start : Number.NaN;
}

function exactly(wallMs: number, zone: string): Instant {
  return Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO("UTC").toPlainDateTime().toZonedDateTime(zone).epochMilliseconds;
}

export const periods = ["day", "week", "month", "quarter", "year"] as const;
export type Period = (typeof periods)[number];

const lengths: Readonly<Record<Period, { readonly days?: number; readonly months?: number }>> = {
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { months: 12 },
};

/** The instant at which a period of the calendar ends that starts at `start`. */
export function periodEnd(start: Instant, period: Period, zone: string): Instant {
  return Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone).add(lengths[period]).epochMilliseconds;
}
