import { dayNumber, hourOf, timeOfDay, type WallClock } from "../../lib/wall-time.ts";
import type { Instant } from "../../lib/zone.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** What each token of a pattern matches. Longer ones come first, so that `MMM` isn't read as `MM` and `M`. */
const tokens: Readonly<Record<string, readonly [part: string, expression: string]>> = {
  YYYY: ["year", "\\d{4}"],
  YY: ["shortYear", "\\d\\d"],
  MMMM: ["monthName", "\\p{L}+"],
  MMM: ["monthName", "\\p{L}+"],
  MM: ["month", "\\d\\d"],
  M: ["month", "\\d{1,2}"],
  DD: ["day", "\\d\\d"],
  D: ["day", "\\d{1,2}"],
  HH: ["hour", "\\d\\d"],
  H: ["hour", "\\d{1,2}"],
  hh: ["hour", "\\d\\d"],
  h: ["hour", "\\d{1,2}"],
  mm: ["minute", "\\d\\d"],
  ss: ["second", "\\d\\d(?:\\.\\d{1,9})?"],
  A: ["half", "[AaPp]\\.?[Mm]\\.?"],
};
const tokenExpression = new RegExp(Object.keys(tokens).join("|"), "g");

/** Why a text is no pattern for dates; undefined when it is one. */
export function patternProblem(pattern: string): string | undefined {
  const parts = (pattern.match(tokenExpression) ?? []).map((token) => tokens[token]?.[0] ?? "");
  const repeated = parts.find((part, index) => parts.indexOf(part) !== index);
  if (repeated !== undefined) return `has the ${repeated} twice`;
  const has = (...names: readonly string[]): boolean => names.some((name) => parts.includes(name));
  if (has("year", "shortYear") && has("month", "monthName") && has("day")) return undefined;
  return "needs a year (YYYY), a month (MM or MMM) and a day (DD)";
}

/** Reads dates of a pattern such as `DD-MMM-YYYY` or `YYYYMMDD HH:mm`; month names are English. */
export function patternParser(pattern: string, clock: WallClock): (text: string) => Instant {
  const escaped = pattern.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const source = escaped.replaceAll(tokenExpression, (token) => {
    const [part, expression] = tokens[token] ?? ["", ""];
    return `(?<${part}>${expression})`;
  });
  const expression = new RegExp(`^${source}$`, "u");
  return (text) => {
    const parts = expression.exec(text)?.groups;
    return parts ? instantOf(parts, clock) : Number.NaN;
  };
}

function instantOf(parts: Readonly<Record<string, string | undefined>>, clock: WallClock): Instant {
  const { hour = "0", minute = "0", second = "0", half } = parts;
  const month = parts["month"] === undefined ? months.indexOf((parts["monthName"] ?? "").slice(0, 3).toLowerCase()) + 1 : Number(parts["month"]);
  const day = dayNumber(yearOf(parts), month, Number(parts["day"]));
  return Math.floor(clock(day, timeOfDay(hourOf(Number(hour), half?.charAt(0)), Number(minute), Number(second))));
}

/** Two digits are 1970 to 2069, as POSIX reads them but for one year. */
function yearOf(parts: Readonly<Record<string, string | undefined>>): number {
  if (parts["year"] !== undefined) return Number(parts["year"]);
  const short = Number(parts["shortYear"]);
  return short < 70 ? 2000 + short : 1900 + short;
}
