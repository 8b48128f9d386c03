const dayMs = 86_400_000;

/** A day of the calendar some days earlier. */
export const dayBefore = (date: string, days: number): string => new Date(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);

/** A day of the calendar some days later. */
export const dayAfter = (date: string, days: number): string => dayBefore(date, -days);

/** The day that an instant falls on in a zone. */
export function dayIn(zone: string, instant: number): string {
  const parts = new Map(new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}
