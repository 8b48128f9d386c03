import { localDate, type Instant } from "../../lib/zone.ts";

/** The local calendar year of each instant, and its quarter as a number that grows by one each quarter. */
export interface Periods {
  readonly years: readonly string[];
  readonly quarters: readonly number[];
}

export function periodsOf(instants: readonly Instant[], zone: string): Periods {
  // Dates are slow to make and few are different.
  const dates = new Map<Instant, string>();
  const dateOf = (instant: Instant): string => {
    const date = dates.get(instant) ?? localDate(instant, zone);
    dates.set(instant, date);
    return date;
  };
  return {
    years: instants.map((instant) => dateOf(instant).slice(0, 4)),
    quarters: instants.map((instant) => quarterOf(dateOf(instant))),
  };
}

const quarterOf = (date: string): number => Number(date.slice(0, 4)) * 4 + Math.floor((Number(date.slice(5, 7)) - 1) / 3);
