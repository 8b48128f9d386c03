import { measuredWriter } from "./measured.ts";

/** Who reads: numbers and money are written by the locale, times in the reader's zone, days in that of the health definition. */
export interface Reader {
  readonly locale: string;
  readonly zone: string;
}

export interface MoneyAmount {
  readonly amount: number;
  readonly currency: string;
}

/** Writes values for one reader. Whatever can't be told is a dash, never a zero. */
export interface Writer {
  readonly locale: string;
  readonly score: (score: number | null) => string;
  readonly exact: (score: number | null) => string;
  /** With its sign and a true minus; 0 without one. */
  readonly change: (points: number | null, digits?: number) => string;
  readonly count: (count: number) => string;
  /** Any number, as exactly as it was sent. */
  readonly number: (value: number) => string;
  readonly counted: (count: number, one: string, many: string) => string;
  /** Of a value in percent already. */
  readonly percent: (percent: number | null) => string;
  /** Of a share of 1. */
  readonly share: (share: number | null) => string;
  /** Of a share of 1, to the tenth of a percent: where a board asks about the last of them. */
  readonly rate: (share: number | null) => string;
  readonly money: (money: MoneyAmount | null) => string;
  /** In few characters: 1.2M. */
  readonly shortMoney: (money: MoneyAmount | null) => string;
  /** A measured value as the server wrote it; nothing where there is none. */
  readonly measured: (text: string | null) => string | null;
  readonly day: (instant: string | null) => string;
  /** Day and month, with the year only when it isn't that of `beside`. */
  readonly shortDay: (instant: string | null, beside?: string) => string;
  readonly month: (instant: string) => string;
  /** Day and time in the reader's own zone. */
  readonly time: (instant: string | null) => string;
  /** The same without the year, where it is that of `beside`. */
  readonly shortTime: (instant: string, beside: string) => string;
  /** How far from `to`, in the largest whole unit: 3 days ago, in 2 months. */
  readonly distance: (instant: string | null, to: string) => string;
}

const dash = "–";
const dayMs = 86_400_000;

export function writerFor({ locale, zone }: Reader, days: { readonly zone: string }): Writer {
  const number = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value) => format.format(value);
  };
  const [whole, one, percent, share, rate] = [number({ maximumFractionDigits: 0 }), number({ minimumFractionDigits: 1, maximumFractionDigits: 1 }), number({ style: "percent", maximumFractionDigits: 0 }), number({ style: "percent", maximumFractionDigits: 1 }), number({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 })];
  const date = (options: Intl.DateTimeFormatOptions): ((instant: string) => string) => {
    const format = new Intl.DateTimeFormat(locale, options);
    return (instant) => format.format(new Date(instant));
  };
  const day = date({ timeZone: days.zone, day: "numeric", month: "short", year: "numeric" });
  const bareDay = date({ timeZone: days.zone, day: "numeric", month: "short" });
  const year = date({ timeZone: days.zone, year: "numeric" });
  const month = date({ timeZone: days.zone, month: "short", year: "numeric" });
  const time = date({ timeZone: zone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
  const bareTime = date({ timeZone: zone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const known = <T>(write: (value: T) => string) => (value: T | null): string => (value === null ? dash : write(value));
  const [money, measured] = [moneyWriters(locale), measuredWriter(locale)];
  return {
    locale,
    score: known(whole),
    exact: known(one),
    change: (points, digits = 0) => (points === null ? dash : changeText(points, number({ minimumFractionDigits: digits, maximumFractionDigits: digits }), digits)),
    count: whole,
    number: number({ maximumFractionDigits: 6 }),
    counted: (count, single, many) => `${whole(count)} ${count === 1 ? single : many}`,
    percent: known((value: number) => percent(value / 100)),
    share: known((value: number) => (value === 0 || value >= 0.01 ? percent(value) : share(value))),
    rate: known(rate),
    money: known(({ amount, currency }: MoneyAmount) => money(currency, "standard")(amount)),
    shortMoney: known(({ amount, currency }: MoneyAmount) => money(currency, "compact")(amount)),
    measured: (text) => (text === null ? null : measured(text)),
    day: known(day),
    shortDay: (instant, beside) => (instant === null ? dash : beside !== undefined && year(beside) !== year(instant) ? day(instant) : bareDay(instant)),
    month,
    time: known(time),
    shortTime: (instant, beside) => (year(beside) === year(instant) ? bareTime(instant) : time(instant)),
    distance: (instant, to) => (instant === null ? dash : distanceText(Date.parse(instant) - Date.parse(to), relative)),
  };
}

/** Formats are slow to make and few. */
function moneyWriters(locale: string): (currency: string, notation: "standard" | "compact") => (amount: number) => string {
  const made = new Map<string, Intl.NumberFormat>();
  return (currency, notation) => {
    const key = `${currency} ${notation}`;
    const format = made.get(key) ?? new Intl.NumberFormat(locale, { style: "currency", currency, notation, ...(notation === "compact" ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 }) });
    made.set(key, format);
    return (amount) => format.format(amount);
  };
}

function changeText(points: number, write: (value: number) => string, digits: number): string {
  const rounded = Number(points.toFixed(digits));
  if (rounded === 0) return write(0);
  return `${rounded > 0 ? "+" : "−"}${write(Math.abs(rounded))}`;
}

const units = [["year", 365.25], ["month", 30.4375], ["week", 7], ["day", 1]] as const;

function distanceText(ms: number, relative: Intl.RelativeTimeFormat): string {
  const passed = Math.abs(ms) / dayMs;
  const [unit, length] = units.find(([name, size]) => passed >= (name === "week" ? 14 : size)) ?? ["day", 1];
  if (passed >= 1) return relative.format(Math.trunc(ms / dayMs / length), unit);
  const minutes = Math.trunc(ms / 60_000);
  return Math.abs(minutes) < 60 ? relative.format(minutes, "minute") : relative.format(Math.trunc(minutes / 60), "hour");
}
