import { describe, expect, test } from "vitest";
import { importing } from "../support/importing.ts";

const mapping = (more = ""): string => `
files:
  - file: tickets.csv
    ${more}
    tickets: { account: firma, ticket: nr, opened: eröffnet }
`;
const rows = (...dates: string[]): Buffer => Buffer.from(["firma;nr;eröffnet", ...dates.map((date, index) => `Müller;${index};${date}`)].join("\r\n"), "latin1");

describe("day or month first, in Latin-1", () => {
  test("no row tells: a question with examples, and nothing is written", async () => {
    const outcome = await importing({ files: { "tickets.csv": rows("03/04/2026", "05/06/2025", "01/01/2026") }, mapping: mapping() });
    expect(outcome.errors).toMatch(
      /import\.yaml:7:52: tickets\.csv, column `eröffnet`: does the day or the month come first\? No row tells: line 2 has 03\/04\/2026, line 3 has 05\/06\/2025\. Say `format: day_first` or `format: month_first`/,
    );
    expect([outcome.code, outcome.facts.length]).toEqual([1, 0]);
  });

  test("rows contradict each other: both are shown", async () => {
    const outcome = await importing({ files: { "tickets.csv": rows("03/04/2026", "31/01/2026", "01/31/2026") }, mapping: mapping() });
    expect(outcome.errors).toMatch(/some dates begin with the day and others with the month: line 3 has 31\/01\/2026, line 4 has 01\/31\/2026/);
    expect(outcome.facts).toEqual([]);
  });

  test.each([
    ["the first row that can tell", "31/01/2026", "2026-04-03"],
    ["the same the other way round", "01/31/2026", "2026-03-04"],
  ])("%s settles it for all, even when it stands last", async (_name, telling, expected) => {
    const outcome = await importing({ files: { "tickets.csv": rows(...Array<string>(3000).fill("03/04/2026"), telling) }, mapping: mapping() });
    expect(outcome.errors).toBe("");
    expect(new Date(outcome.events[0]?.time ?? 0).toISOString().slice(0, 10)).toBe(expected);
    expect(outcome.events[0]?.account).toBe("Müller");
    expect(outcome.out).toMatch(/Note: tickets\.csv is read as Latin-1, because line 1 is not UTF-8\./);
  });

  test("dates whose day and month are equal leave no doubt", async () => {
    const outcome = await importing({ files: { "tickets.csv": rows("01/01/2026", "02/02/2026") }, mapping: mapping() });
    expect([outcome.code, outcome.events.length]).toEqual([0, 2]);
  });

  test("once the format is said, rows of the other kind are rejected", async () => {
    const outcome = await importing({ files: { "tickets.csv": rows("03/04/2026", "01/31/2026") }, mapping: mapping("dates: day_first") });
    expect(outcome.code).toBe(2);
    expect(outcome.rejects).toBe("file,line,column,value,reason\ntickets.csv,3,eröffnet,01/31/2026,is not a time written as day_first\n");
  });
});
