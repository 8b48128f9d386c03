import { dayMs } from "./zone.ts";

/** Whole days from 1970-01-01 to a calendar date such as `2026-03-29`; NaN for what is no date. */
export function dayFromText(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/** The inverse of {@link dayFromText}. */
export function textFromDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
