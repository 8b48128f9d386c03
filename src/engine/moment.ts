import { type Instant, dateInstant, dayMs, localDate, localMidnight, shiftDays } from "../lib/zone.ts";

interface Calendar {
  readonly zone: string;
  readonly now: Instant;
}

/** The instant that a text names: a date (its local midnight), a time with its offset, or `now`. Undefined for others. */
export function instantAsked(asked: string, { zone, now }: Calendar): Instant | undefined {
  if (asked === "now") return now;
  const instant = /^\d{4}-\d\d-\d\dT/.test(asked) ? Date.parse(asked) : midnightOf(asked, zone);
  return Number.isNaN(instant) ? undefined : instant;
}

function midnightOf(date: string, zone: string): Instant {
  try {
    return dateInstant(date, zone);
  } catch {
    return Number.NaN;
  }
}

/** The instant to score at when none is asked for, and the last local day of the data where it isn't now. */
export interface StandardMoment {
  readonly asOf: Instant;
  readonly dataEnds?: string;
}

/** Now; but when the data ends more than a week ago, the midnight after its last fact, because everything would look abandoned today. */
export function standardMoment({ zone, now, dataTo }: Calendar & { readonly dataTo: Instant }): StandardMoment {
  if (now - dataTo <= 7 * dayMs) return { asOf: now };
  return { asOf: shiftDays(localMidnight(dataTo, zone), 1, zone), dataEnds: localDate(dataTo, zone) };
}

/** What whoever reads the scores has to know; undefined where they are of now. */
export const endedText = (dataEnds: string | undefined): string | undefined => (dataEnds === undefined ? undefined : `The data ends on ${dataEnds}, so the scores are of the midnight after it.`);
