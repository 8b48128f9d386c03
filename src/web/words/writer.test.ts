import { describe, expect, test } from "vitest";
import { usableLocale } from "./locale.ts";
import { type Writer, writerFor } from "./writer.ts";

const english = writerFor({ locale: "en-US", zone: "America/New_York" }, { zone: "Europe/Berlin" });
const german = writerFor({ locale: "de-DE", zone: "Europe/Berlin" }, { zone: "Europe/Berlin" });

/** Locales put narrow and non-breaking spaces where people see a space. */
const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, " ");

describe("values in words", () => {
  const midnight = "2026-03-28T23:00:00.000Z";
  test.each<[string, (write: Writer) => string, string, string]>([
    ["a score", (write) => write.score(69.6), "70", "70"],
    ["a score that can't be told", (write) => write.score(null), "–", "–"],
    ["a score to the point", (write) => write.exact(69.55), "69.6", "69,6"],
    ["a gain", (write) => write.change(4.6), "+5", "+5"],
    ["a loss with a true minus", (write) => write.change(-0.55, 1), "−0.6", "−0,6"],
    ["a change that rounds to nothing", (write) => write.change(-0.4), "0", "0"],
    ["no change that is known", (write) => write.change(null), "–", "–"],
    ["a count", (write) => write.count(100_000), "100,000", "100.000"],
    ["any number", (write) => write.number(1234.5678), "1,234.5678", "1.234,5678"],
    ["one of them", (write) => write.counted(1, "event", "events"), "1 event", "1 event"],
    ["a percentage", (write) => write.percent(89.4), "89%", "89 %"],
    ["a share", (write) => write.share(0.25), "25%", "25 %"],
    ["a small share, which is not none", (write) => write.share(0.004), "0.4%", "0,4 %"],
    ["a rate", (write) => write.rate(0.05), "5.0%", "5,0 %"],
    ["money", (write) => write.money({ amount: 1029.4, currency: "EUR" }), "€1,029", "1.029 €"],
    ["money in few characters", (write) => write.shortMoney({ amount: 204_354, currency: "EUR" }), "€204K", "204.000 €"],
    ["a measured value", (write) => write.measured("7.66 MB per seat") ?? "", "7.66 MB per seat", "7,66 MB per seat"],
    ["a large one", (write) => write.measured("−12,345.0") ?? "", "−12,345.0", "−12.345,0"],
    ["a year, which has no separators", (write) => write.measured("2026 days") ?? "", "2026 days", "2026 days"],
    ["a measured share", (write) => write.measured("+0.4 %") ?? "", "+0.4%", "+0,4 %"],
    ["a measured word", (write) => write.measured("red") ?? "", "red", "red"],
    ["what only begins like a number", (write) => write.measured("3rd party") ?? "", "3rd party", "3rd party"],
    ["no money", (write) => write.money(null), "–", "–"],
    ["a day in the definition's zone", (write) => write.day(midnight), "Mar 29, 2026", "29. März 2026"],
    ["a day of this year", (write) => write.shortDay(midnight, "2026-11-22T12:00:00Z"), "Mar 29", "29. März"],
    ["a day of another year", (write) => write.shortDay(midnight, "2027-01-01T12:00:00Z"), "Mar 29, 2026", "29. März 2026"],
    ["a time in the reader's zone", (write) => write.time(midnight), "Mar 28, 2026, 07:00 PM", "29. März 2026, 00:00"],
  ])("%s", (_name, say, inEnglish, inGerman) => {
    expect([plain(say(english)), plain(say(german))]).toEqual([inEnglish, inGerman]);
  });

  test.each([
    ["2026-11-22T12:00:00Z", "this minute"],
    ["2026-11-22T11:15:00Z", "45 minutes ago"],
    ["2026-11-22T02:00:00Z", "10 hours ago"],
    ["2026-11-21T12:00:00Z", "yesterday"],
    ["2026-11-13T12:00:00Z", "9 days ago"],
    ["2026-11-01T12:00:00Z", "3 weeks ago"],
    ["2026-06-22T12:00:00Z", "5 months ago"],
    ["2027-11-10T12:00:00Z", "in 11 months"],
    ["2024-01-01T12:00:00Z", "2 years ago"],
  ])("%s is %s", (instant, text) => {
    expect(english.distance(instant, "2026-11-22T12:00:00Z")).toBe(text);
  });
});

test.each([
  [["en-US@posix", "de"], "de"],
  [["en-US@posix"], "en"],
  [[], "en"],
  [["fr-CA", "fr"], "fr-CA"],
])("of the languages %j numbers are written in %s", (wanted, locale) => {
  expect(usableLocale(wanted)).toBe(locale);
});
