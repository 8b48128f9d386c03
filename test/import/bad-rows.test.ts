import { describe, expect, test } from "vitest";
import { importing } from "../support/importing.ts";

const mapping = `
files:
  - file: usage.csv
    events:
      account: account
      user: user
      name: { column: kind, map: { 0: post, 1: like } }
      time: time
      properties: { minutes: number, trial: boolean, plan: text }
`;
const header = "account,user,kind,time,minutes,trial,plan";
const good = "0,ann,0,2026-01-01,5,true,pro";

/** Rows that can't be kept: the others are, and the file of rejects names line, column and reason. */
describe("a row that is rejected", () => {
  test.each<[string, string, string, RegExp]>([
    ["too few columns", "0,ann,0,2026-01-01,5,true", "", /the row has 6 columns, the header 7/],
    ["too many columns", "0,ann,0,2026-01-01,5,true,pro,x", "", /the row has 8 columns, the header 7/],
    ["a number with a comma", '0,ann,0,2026-01-01,"1,5",true,pro', "minutes", /has a comma; say `decimal: "",""` or `decimal: ""\.""`/],
    ["an infinite number", "0,ann,0,2026-01-01,Infinity,true,pro", "minutes", /is not a finite number/],
    ["a number that isn't one", "0,ann,0,2026-01-01,NaN,true,pro", "minutes", /not a finite number; if it means no value, list it under `missing`/],
    ["a number beyond all numbers", "0,ann,0,2026-01-01,1e999,true,pro", "minutes", /is not a number/],
    ["a number in hexadecimal", "0,ann,0,2026-01-01,0x10,true,pro", "minutes", /is not a number/],
    ["a time of the year 0", "0,ann,0,0000-01-01,5,true,pro", "time", /is not a time written as iso/],
    ["a time of the year 9999", "0,ann,0,9999-12-31,5,true,pro", "time", /is outside the years 1990 to 2099/],
    ["a time before computers had customers", "0,ann,0,1969-12-31,5,true,pro", "time", /is outside the years 1990 to 2099/],
    ["a time in the future", "0,ann,0,2026-06-03,5,true,pro", "time", /lies more than 24 hours in the future/],
    ["a day that doesn't exist", "0,ann,0,2026-02-30,5,true,pro", "time", /is not a time written as iso/],
    ["no time", "0,ann,0,,5,true,pro", "time", /is empty, but is the time of the row/],
    ["an id of 10,000 characters", `${"x".repeat(10_000)},ann,0,2026-01-01,5,true,pro`, "account", /has 10000 characters, 512 at most/],
    ["a NUL in an id", "a\0b,ann,0,2026-01-01,5,true,pro", "account", /contains a NUL character/],
    ["a NUL in a property", "0,ann,0,2026-01-01,5,true,p\0ro", "plan", /contains a NUL character/],
    ["neither account nor user", ",,0,2026-01-01,5,true,pro", "account, user", /names neither an account nor a user/],
    ["a value that the map doesn't know", "0,ann,7,2026-01-01,5,true,pro", "kind", /is not among the values of its `map`/],
    ["neither true nor false", "0,ann,0,2026-01-01,5,perhaps,pro", "trial", /is neither true nor false/],
  ])("%s", async (_name, bad, column, reason) => {
    const outcome = await importing({ files: { "usage.csv": `${header}\n${good}\n${bad}\n1,bob,1,2026-01-02,7,false,free\n` }, mapping });
    const [, reject = "", ...others] = outcome.rejects.trimEnd().split("\n");
    expect(reject).toMatch(reason);
    expect(reject.startsWith(column.includes(",") ? `usage.csv,3,"${column}",` : `usage.csv,3,${column},`)).toBe(true);
    expect(others).toEqual([]);
    expect([outcome.code, outcome.events.length]).toEqual([2, 2]);
    expect(outcome.out).toMatch(/usage\.csv +3 +2 +0 +1\n/);
    expect(outcome.out).toMatch(/1 row rejected: .*rejects\.csv says why, with line and column\./);
  });

  test("every problem of a row is told, and the row is counted once", async () => {
    const outcome = await importing({ files: { "usage.csv": `${header}\n${good}\n0,ann,7,never,much,maybe,pro\n` }, mapping });
    expect(outcome.rejects.split("\n").filter((line) => line.startsWith("usage.csv,3,"))).toHaveLength(4);
    expect(outcome.out).toMatch(/usage\.csv +2 +1 +0 +1\n/);
  });

  test("what a spreadsheet would take for a formula is kept from being one", async () => {
    const outcome = await importing({ files: { "usage.csv": `${header}\n${good}\n0,ann,=cmd(),2026-01-01,5,true,pro\n` }, mapping });
    expect(outcome.rejects).toMatch(/,'=cmd\(\),/);
  });

  test("lines are those of an editor, through blank lines and quoted line breaks", async () => {
    const rows = [header, '0,ann,0,2026-01-01,5,true,"a\r\nb\r\nc"', "", "0,ann,7,2026-01-01,5,true,pro", '0,ann,0,2026-01-01,5,true,"x\ny"', "0,ann,8,2026-01-01,5,true,pro"];
    const outcome = await importing({ files: { "usage.csv": rows.join("\r\n") }, mapping });
    expect(outcome.rejects.split("\n").slice(1, 3).map((line) => line.split(",")[1])).toEqual(["6", "9"]);
  });

  test("a dry run shows the rejects and writes nothing", async () => {
    const outcome = await importing({ files: { "usage.csv": `${header}\n${good}\n0,ann,7,2026-01-01,5,true,pro\n` }, mapping, options: { dryRun: true } });
    expect(outcome.errors).toMatch(/usage\.csv:3: kind `7` is not among the values/);
    expect(outcome.out).toMatch(/This was a dry run: nothing was written\./);
    expect([outcome.code, outcome.facts.length, outcome.rejects]).toEqual([2, 0, ""]);
  });
});

describe("rows that only look bad", () => {
  test("account id 0, ids with blanks and unicode, and cells without a value", async () => {
    const rows = [good, " Müller & Söhne ,株式会社🙂,1,2026-01-01 23:59:59,,,", "0,NULL,0,2026-01-03,0,false,"];
    const outcome = await importing({ files: { "usage.csv": [header, ...rows].join("\n") }, mapping: mapping.replace("    events:", "    missing: [NULL]\n    events:") });
    expect(outcome.errors).toBe("");
    expect(outcome.events.map(({ account, user, name, properties }) => [account, user, name, properties])).toEqual([
      ["0", "ann", "post", { minutes: 5, trial: "true", plan: "pro" }],
      [" Müller & Söhne ", "株式会社🙂", "like", {}],
      ["0", "", "post", { minutes: 0, trial: "false" }],
    ]);
  });

  test.each([
    [",", "1.234,5", 1234.5],
    [",", "0,5", 0.5],
    [".", "1,234.5", 1234.5],
    [".", "-12", -12],
  ])("with decimal `%s` %s is %d", async (decimal, text, value) => {
    const outcome = await importing({ files: { "usage.csv": `${header.replaceAll(",", ";")}\n0;ann;0;2026-01-01;${text};true;pro` }, mapping: mapping.replace("    events:", `    decimal: "${decimal}"\n    events:`) });
    expect(outcome.events[0]?.properties["minutes"]).toBe(value);
  });
});
