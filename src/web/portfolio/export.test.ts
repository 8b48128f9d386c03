import { describe, expect, test } from "vitest";
import type { AccountRow } from "../../contract/account-row.ts";
import { csvOf } from "./export.ts";

const row: AccountRow = {
  account: "a-1", name: "Acme", owner: null, stage: null, stageName: null, stageStatus: null, stageDays: null, segments: [], score: 42.5, band: "yellow", since: null, isOverridden: false, coverage: 100, unknown: null,
  change7Days: -1, change30Days: null, cause: null, pulledDownBy: null, nextUp: null, isStuck: false, benchmark: null, mrr: { amount: 100, currency: "EUR" }, renewal: "2026-03-01T00:00:00.000Z",
};

const cellsOf = (over: Partial<AccountRow>): string => csvOf([{ ...row, ...over }]).split("\r\n").slice(1).join("\r\n");

describe("an export", () => {
  test("has a head line and a line for each account; what isn't known is empty", () => {
    expect(csvOf([row]).split("\r\n")).toEqual([
      "account,name,band,score,change_7_days,change_30_days,main_cause,pulled_down_by,stage,stage_status,days_in_stage,benchmark,benchmark_gap,segments,mrr,currency,renewal,owner,coverage_percent",
      "a-1,Acme,yellow,42.5,-1,,,,,,,,,,100,EUR,2026-03-01T00:00:00.000Z,,100",
      "",
    ]);
  });

  test.each(["=1+1", "+49 30", "-2", "@SUM(A1)", "\t=1", " =1", "|cmd", "＝1"])("the name %j is no formula", (name) => {
    expect(cellsOf({ name })).toContain(`a-1,'${name}`);
  });

  test("a negative number stays a number", () => {
    expect(cellsOf({ change7Days: -5 })).toContain(",-5,");
  });

  test("commas, quotes and lines stay in their cell", () => {
    expect(cellsOf({ name: 'a "b", c\nd' })).toContain('a-1,"a ""b"", c\nd",yellow');
  });
});
