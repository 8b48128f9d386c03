import { dayNumber, hourOf, timeOfDay, wallClock, type WallClock } from "../../lib/wall-time.ts";
import { dayMs, hourMs, type Instant } from "../../lib/zone.ts";
import { patternParser } from "./date-pattern.ts";

/** Reads a text as an instant; NaN when it isn't written in the parser's format. */
export type ParseDate = (text: string) => Instant;

/** Named ways to write a time; anything else is a pattern such as `DD.MM.YYYY HH:mm`. */
export const dateFormats = ["iso", "day_first", "month_first", "unix", "unix_ms"] as const;
export type DateFormat = (typeof dateFormats)[number];

export function dateParser(format: string, zone: string): ParseDate {
  const clock = wallClock(zone);
  switch (format as DateFormat) {
    case "iso":
      return (text) => parseIso(text, clock);
    case "day_first":
      return (text) => parseSlashed(text, { clock, dayFirst: true });
    case "month_first":
      return (text) => parseSlashed(text, { clock, dayFirst: false });
    case "unix":
      return (text) => (unixSeconds.test(text) ? Number(text) * 1000 : Number.NaN);
    case "unix_ms":
      return (text) => (unixMilliseconds.test(text) ? Number(text) : Number.NaN);
    default:
      return patternParser(format, clock);
  }
}

const unixSeconds = /^\d{9,10}(\.\d+)?$/;
const unixMilliseconds = /^\d{12,13}$/;

/** `2026-01-31`, optionally with a time after a `T` or a blank, and optionally with an offset; without one the clock's zone holds. */
function parseIso(text: string, clock: WallClock): Instant {
  const { length } = text;
  if (length !== 10 && length !== 19) return parseLongIso(text, clock);
  const day = dayNumber(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return Number.NaN;
  if (length === 10) return clock(day, 0);
  const separator = text.charCodeAt(10);
  if ((separator !== blank && separator !== letterT) || text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon) return parseLongIso(text, clock);
  return clock(day, timeOfDay(digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)));
}

const dash = 45;
const blank = 32;
const colon = 58;
const letterT = 84;

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const longIso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:[.,]\d{1,9})?))?)?\s?(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/;

function parseLongIso(text: string, clock: WallClock): Instant {
  const found = longIso.exec(text);
  if (!found) return Number.NaN;
  const [, year, month, date, hour = "0", minute = "0", second = "0", offset] = found;
  const day = dayNumber(Number(year), Number(month), Number(date));
  const time = timeOfDay(Number(hour), Number(minute), Number(second.replace(",", ".")));
  const instant = offset === undefined ? clock(day, time) : day * dayMs + time - offsetMs(offset);
  return Math.floor(instant);
}

function offsetMs(offset: string): number {
  if (offset === "Z" || offset === "UTC") return 0;
  const sign = offset.startsWith("-") ? -1 : 1;
  return sign * (Number(offset.slice(1, 3)) * hourMs + Number(offset.slice(3).replace(":", "")) * 60_000);
}

/** Two numbers, of which either may be the day, and a year: `03/04/2026`, `3.4.2026`, `3-4-2026 5:06 PM`. */
export const slashed = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d{1,9})?))?\s?([AaPp])?\.?[Mm]?\.?)?$/;

function parseSlashed(text: string, reading: { readonly clock: WallClock; readonly dayFirst: boolean }): Instant {
  const found = slashed.exec(text);
  if (!found) return Number.NaN;
  const [, first, , second, year, hour = "0", minute = "0", seconds = "0", half] = found;
  const [day, month] = reading.dayFirst ? [first, second] : [second, first];
  const time = timeOfDay(hourOf(Number(hour), half), Number(minute), Number(seconds));
  return Math.floor(reading.clock(dayNumber(Number(year), Number(month), Number(day)), time));
}
