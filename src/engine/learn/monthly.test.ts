import { describe, expect, test } from "vitest";
import type { InsightState } from "../../contract/insights.ts";
import { dueAgain } from "./monthly.ts";

const [before, began, after] = [1000, 2000, 3000];
const run = (state: InsightState, askedAt: number) => ({ kind: "backtest", state, askedAt }) as const;

describe("questions of a month", () => {
  test.each([
    ["that nobody has asked are not asked", [], []],
    ["that were never answered are not asked again", [run("failed", before)], []],
    ["that were answered before are asked again", [run("done", before)], ["backtest"]],
    ["that were answered since are left", [run("done", began)], []],
    ["that wait or run are left", [run("running", after), run("done", before)], []],
    ["that failed since are left to people", [run("failed", after), run("done", before)], []],
    ["that were cancelled since are left to people", [run("cancelled", after), run("done", before)], []],
    ["that were cut off are asked once more", [run("cut_off", after), run("done", before)], ["backtest"]],
  ] as const)("%s", (_name, runs, due) => {
    expect(dueAgain(runs, began)).toEqual(due);
  });
});
