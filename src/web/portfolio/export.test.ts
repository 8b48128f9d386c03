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

  test("metrics that are columns of the table are columns of the file", () => {
    const metrics = [{ metric: "seats", now: { value: 0.25, text: "25 %", missing: null }, points: 40 }, { metric: "pulse", now: { value: null, text: null, missing: "expired" as const }, points: null }];
    expect(csvOf([{ ...row, metrics }], { metrics: ["seats", "pulse", "gone"] }).split("\r\n").map((line) => line.split(",").slice(-3).join())).toEqual(["metric_seats,metric_pulse,metric_gone", "0.25,,", ""]);
  });

  test("traits are, too, and no name of one is a formula", () => {
    const traits = { "a,b": "=1+1", size: 7 };
    expect(csvOf([{ ...row, traits }], { traits: ["a,b", "size", "gone"] }).split("\r\n").map((line) => line.split(",100").at(-1))).toEqual([expect.stringMatching(/,"trait_a,b",trait_size,trait_gone$/), ",'=1+1,7,", ""]);
  });

  test("a negative number stays a number", () => {
    expect(cellsOf({ change7Days: -5 })).toContain(",-5,");
  });

  test("commas, quotes and lines stay in their cell", () => {
    expect(cellsOf({ name: 'a "b", c\nd' })).toContain('a-1,"a ""b"", c\nd",yellow');
  });
});
