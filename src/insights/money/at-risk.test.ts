import { describe, expect, test } from "vitest";
import { type RiskSubject, revenueAtRisk, risksInWords, risksOf } from "./at-risk.ts";
import { revenueSchema } from "./settings.ts";

const settings = revenueSchema.parse({});
const zone = "Europe/Berlin";
const account = (changes: Partial<RiskSubject>): RiskSubject => ({
  account: "a", band: "green", score: 80, scoreBefore: 80, isUnderBenchmark: false, isStuck: false, mrr: 100, stage: "adoption", segments: ["key"], owner: "kim", renewal: Date.parse("2026-06-30T22:00:00Z"), ...changes,
});

describe("an account is at risk", () => {
  test.each<[string, Partial<RiskSubject>, string[]]>([
    ["never when it is green and where others are", {}, []],
    ["when it is red", { band: "red", score: 20 }, ["red"]],
    ["when it is yellow and fell by five points", { band: "yellow", score: 55, scoreBefore: 60 }, ["falling"]],
    ["not when it is yellow and fell by less", { band: "yellow", score: 55.1, scoreBefore: 60 }, []],
    ["not when it is yellow and nobody knows where it was", { band: "yellow", score: 55, scoreBefore: undefined }, []],
    ["not when it is green and fell", { score: 75, scoreBefore: 95 }, []],
    ["when it is under its benchmark, whatever the band", { isUnderBenchmark: true }, ["under_benchmark"]],
    ["when it is stuck on its journey", { isStuck: true }, ["stuck"]],
    ["for several reasons", { band: "red", score: 5, isUnderBenchmark: true }, ["red", "under_benchmark"]],
  ])("%s", (_name, changes, risks) => {
    expect(risksOf(account(changes), settings)).toEqual(risks);
  });
});

describe("revenue at risk", () => {
  const subjects = [
    account({ account: "a", band: "red", mrr: 100, isUnderBenchmark: true, segments: ["key", "bank"] }),
    account({ account: "b", mrr: 300, owner: null, stage: null, segments: [], renewal: null }),
    account({ account: "c", mrr: 50, band: "yellow", score: 50, scoreBefore: 70, owner: "lee", renewal: Date.parse("2026-06-30T21:59:59Z") }),
    account({ account: "d", mrr: null, band: "red" }),
  ];
  const { all, atRisk, byRisk, by, unknown } = revenueAtRisk(subjects, settings, zone);

  test("counts each account once in the total, and for each of its reasons beside", () => {
    expect([all, atRisk, unknown]).toEqual([{ accounts: 3, mrr: 450 }, { accounts: 2, mrr: 150 }, 1]);
    expect(byRisk).toEqual({ red: { accounts: 1, mrr: 100 }, falling: { accounts: 1, mrr: 50 }, under_benchmark: { accounts: 1, mrr: 100 }, stuck: { accounts: 0, mrr: 0 } });
  });

  test("by stage and owner adds up to the total; by segment it overlaps", () => {
    const sum = (lines: typeof by.stage): number => lines.reduce((total, line) => total + line.atRisk.mrr, 0);
    expect([sum(by.stage), sum(by.owner), sum(by.renewal), sum(by.segment)]).toEqual([150, 150, 150, 250]);
    expect(by.segment.map(({ key, atRisk: risky }) => [key, risky.mrr])).toEqual([["key", 150], ["bank", 100], [null, 0]]);
  });

  test("by renewal is by local month, and what has no end agreed comes last", () => {
    expect(by.renewal.map(({ key, atRisk: risky }) => [key, risky.mrr])).toEqual([["2026-06", 50], ["2026-07", 100], [null, 0]]);
  });

  test("says what it counts, with the pack's own number", () => {
    expect(risksInWords(revenueSchema.parse({ falling: 8 })).falling).toBe("Falling: yellow, and 8 points or more lower than 30 days ago.");
  });
});
