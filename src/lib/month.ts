import { Temporal } from "temporal-polyfill";
import type { Instant } from "./zone.ts";

const monthOf = (instant: Instant, zone: string): Temporal.PlainYearMonth =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth();

const startOf = (month: Temporal.PlainYearMonth, zone: string): Instant => month.toPlainDate({ day: 1 }).toZonedDateTime(zone).epochMilliseconds;

/** The latest start of a local calendar month that is not after `instant`. */
export function monthStart(instant: Instant, zone: string): Instant {
  return startOf(monthOf(instant, zone), zone);
}

/** Every start `m` of a local month with `from < m <= to`, ascending. */
export function monthStartsBetween(from: Instant, to: Instant, zone: string): Instant[] {
  const starts: Instant[] = [];
  for (let month = monthOf(from, zone); ; month = month.add({ months: 1 })) {
    const start = startOf(month, zone);
    if (start > to) return starts;
    if (start > from) starts.push(start);
  }
}

/** The local calendar month of `instant`, as `2026-03`. */
export function localMonth(instant: Instant, zone: string): string {
  return monthOf(instant, zone).toString();
}

/** The same local wall time `years` calendar years earlier. */
export function yearsBefore(instant: Instant, years: number, zone: string): Instant {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).subtract({ years }).epochMilliseconds;
}
