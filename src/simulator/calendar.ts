import { type Instant, dayMs, localDay, midnightsBetween, shiftDays } from "../lib/zone.ts";
import type { SimulationOptions } from "./options.ts";

/** How long before the simulated period the oldest contract may have begun, and how far after it one may end. */
const daysBack = 37 * 31;
const daysAhead = 13 * 31;

/**
 * The simulated days. A day is the number of days from 1970-01-01 to the local date, so that the work of
 * generating is done in integers and each midnight is asked of the time zone once.
 */
export interface Calendar {
  readonly firstDay: number;
  /** The first day that is no longer simulated. */
  readonly endDay: number;
  readonly midnight: (day: number) => Instant;
  /** How much people work on day `firstDay + i`: 1 on an ordinary working day. */
  readonly pace: Float64Array;
}

const byWeekday = [0.07, 1.04, 1.06, 1.04, 1, 0.86, 0.1];
const byMonth = [1, 1.02, 1.04, 0.97, 0.97, 0.98, 0.88, 0.8, 1.03, 1.05, 1.06, 0.92];
const holidays: Readonly<Record<string, number>> = {
  "1-1": 0.05, "1-6": 0.6, "5-1": 0.1, "10-3": 0.5, "11-1": 0.6,
  "12-24": 0.2, "12-25": 0.04, "12-26": 0.06, "12-27": 0.35, "12-28": 0.35, "12-29": 0.35, "12-30": 0.35, "12-31": 0.15,
};

/** 0 is Sunday: 1970-01-01 was a Thursday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;

function paceOf(day: number): number {
  const date = new Date(day * dayMs);
  const month = date.getUTCMonth();
  const holiday = holidays[`${month + 1}-${date.getUTCDate()}`] ?? 1;
  return (byWeekday[weekday(day)] ?? 1) * (byMonth[month] ?? 1) * holiday;
}

/** The same day of the month, `months` later; the last day of a shorter month. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * dayMs);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + months;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Math.round(Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / dayMs);
}

export function calendarOf({ from, to, zone }: Pick<SimulationOptions, "from" | "to" | "zone">): Calendar {
  const midnights = midnightsBetween(shiftDays(from, -daysBack, zone), shiftDays(to, daysAhead, zone), zone);
  const zero = localDay(midnights[0] ?? from, zone);
  const firstDay = zero + midnights.findIndex((midnight) => midnight >= from);
  const endDay = zero + midnights.findLastIndex((midnight) => midnight <= to);
  if (endDay <= firstDay) throw new RangeError(`a simulation needs a whole local day between its ends, in ${zone}`);
  return {
    firstDay,
    endDay,
    midnight: (day) => {
      const midnight = midnights[day - zero];
      if (midnight === undefined) throw new RangeError(`day ${day} lies outside the simulated calendar`);
      return midnight;
    },
    pace: Float64Array.from({ length: endDay - firstDay }, (_, index) => paceOf(firstDay + index)),
  };
}
