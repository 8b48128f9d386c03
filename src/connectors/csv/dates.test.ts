import { describe, expect, test } from "vitest";
import { patternProblem } from "./date-pattern.ts";
import { dateParser } from "./dates.ts";

const iso = (text: string, format: string, zone = "UTC"): string => {
  const instant = dateParser(format, zone)(text);
  return Number.isNaN(instant) ? "no date" : new Date(instant).toISOString();
};

describe("times are read as they are written", () => {
  test.each([
    ["iso", "2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["iso", "2026-01-31 17:05:09", "2026-01-31T17:05:09.000Z"],
    ["iso", "2026-01-31T17:05", "2026-01-31T17:05:00.000Z"],
    ["iso", "2026-01-31T17:05:09.123456Z", "2026-01-31T17:05:09.123Z"],
    ["iso", "2026-01-31 17:05:09 UTC", "2026-01-31T17:05:09.000Z"],
    ["iso", "2026-01-31T17:05:09+05:30", "2026-01-31T11:35:09.000Z"],
    ["iso", "2026-01-31T17:05:09-0800", "2026-02-01T01:05:09.000Z"],
    ["iso", "2026-01-31 17:05:09+00", "2026-01-31T17:05:09.000Z"],
    ["iso", "0001-01-01", "0001-01-01T00:00:00.000Z"],
    ["iso", "9999-12-31", "9999-12-31T00:00:00.000Z"],
    ["day_first", "03/04/2026", "2026-04-03T00:00:00.000Z"],
    ["day_first", "31.12.2025 23:59", "2025-12-31T23:59:00.000Z"],
    ["month_first", "3/4/2026", "2026-03-04T00:00:00.000Z"],
    ["month_first", "12/31/2025 11:59:30 PM", "2025-12-31T23:59:30.000Z"],
    ["month_first", "12/31/2025 12:00 am", "2025-12-31T00:00:00.000Z"],
    ["unix", "1700000000", "2023-11-14T22:13:20.000Z"],
    ["unix_ms", "1700000000123", "2023-11-14T22:13:20.123Z"],
    ["YYYYMMDD", "20260131", "2026-01-31T00:00:00.000Z"],
    ["DD-MMM-YYYY", "31-Jan-2026", "2026-01-31T00:00:00.000Z"],
    ["MMMM D, YYYY h:mm A", "January 31, 2026 5:07 PM", "2026-01-31T17:07:00.000Z"],
    ["DD.MM.YY", "31.01.26", "2026-01-31T00:00:00.000Z"],
  ])("%s: %s", (format, text, expected) => {
    expect(iso(text, format)).toBe(expected);
  });

  test("without an offset the zone holds, with one it doesn't", () => {
    expect(iso("2026-07-01 12:00:00", "iso", "Asia/Kolkata")).toBe("2026-07-01T06:30:00.000Z");
    expect(iso("2026-07-01T12:00:00Z", "iso", "Asia/Kolkata")).toBe("2026-07-01T12:00:00.000Z");
    expect(iso("01.07.2026", "day_first", "Europe/Berlin")).toBe("2026-06-30T22:00:00.000Z");
  });
});

describe("what is no date is not bent into one", () => {
  test.each([
    ["iso", "2026-02-30"], ["iso", "0000-01-01"], ["iso", "2026-1-5"], ["iso", "2026-01-31 25:00:00"], ["iso", "03/04/2026"], ["iso", ""], ["iso", "20260131"],
    ["iso", "2026-01-31x17:05:09"], ["iso", "2026x01x31"], ["iso", "٢٠٢٦-٠١-٣١"],
    ["day_first", "04/13/2026"], ["month_first", "13/04/2026"], ["day_first", "3/4/26"], ["day_first", "3/4-2026"], ["month_first", "1/2/2026 13:00 PM"],
    ["unix", "1700000000000"], ["unix_ms", "1700000000"], ["unix", "-1"], ["unix", "1e9"],
    ["YYYYMMDD", "2026-01-31"], ["DD-MMM-YYYY", "31-Foo-2026"],
  ])("%s: %s", (format, text) => {
    expect(iso(text, format)).toBe("no date");
  });
});

describe("patterns", () => {
  test.each([["YYYY-MM", /needs a year/], ["DD/DD/YYYY", /the day twice/], ["dates", /needs a year/]])("%s is none", (pattern, problem) => {
    expect(patternProblem(pattern)).toMatch(problem);
  });
  test.each(["DD/MM/YYYY", "MMM D, YYYY", "YYYYMMDD HH:mm:ss", "M/D/YY h:mm A"])("%s is one", (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });
});
