import { describe, expect, test } from "vitest";
import type { Band } from "../../scores/bands.ts";
import { lopsidedMetrics } from "./lopsided-metrics.ts";
import { type SpreadSubject, scoresByTens, spreadBySegment } from "./spread.ts";
import { suggestBands } from "./suggest-bands.ts";

const subjects = (count: number, make: (index: number) => Partial<SpreadSubject>): SpreadSubject[] => Array.from({ length: count }, (_, index) => ({ band: "green", score: 80, segments: [], mrr: 10, ...make(index) }));

describe("the spread", () => {
  const [all, big, small] = spreadBySegment([...subjects(30, (index) => ({ segments: ["big"], score: 40 + index })), ...subjects(10, (index) => ({ segments: ["big", "small"], band: index < 5 ? "red" : "yellow", score: 10 + index }))], ["small", "big", "empty"]);

  test("is told of all accounts, then of each segment that has some, by id", () => {
    expect([all, big, small].map((one) => [one?.segment, one?.distribution.total, one?.distribution.counts.green])).toEqual([[null, 40, 30], ["big", 40, 30], ["small", 10, 0]]);
    expect(all?.mrr).toEqual({ unknown: 0, red: 50, yellow: 50, green: 300 });
  });

  test("is lopsided where one band holds most", () => {
    expect([all?.spread, small?.spread]).toEqual([{ kind: "lopsided", band: "green", share: 0.75 }, { kind: "spread" }]);
  });
});

test("accounts by tens of points; 100 belongs to the last ten, and who has no score to none", () => {
  const parts = scoresByTens([0, 9.9, 10, 99.9, 100, null].map((score) => ({ score })));
  expect(parts.filter(({ accounts }) => accounts > 0)).toEqual([{ from: 0, to: 10, accounts: 2 }, { from: 10, to: 20, accounts: 1 }, { from: 90, to: 100, accounts: 2 }]);
});

describe("suggested bands", () => {
  test("part the accounts into thirds, in whole points", () => {
    const suggested = suggestBands(Array.from({ length: 90 }, (_, index) => index + 0.5));
    expect(suggested).toMatchObject({ kind: "bands", red_below: 30, yellow_below: 60, distribution: { counts: { red: 30, yellow: 30, green: 30 } } });
  });

  test("of few accounts, or of accounts with nearly the same score, there are none", () => {
    expect(suggestBands([1, 2, 3])).toEqual({ kind: "too_few", accounts: 3, needed: 30 });
    expect(suggestBands(Array.from({ length: 60 }, (_, index) => (index < 50 ? 80 : index)))).toMatchObject({ kind: "too_close", low: 80, high: 80 });
  });
});

describe("lopsided metrics", () => {
  const parts = (metric: string, weight: number, bands: readonly Band[]): Parameters<typeof lopsidedMetrics>[0] => bands.map((band, index) => ({ metric, weight, band, raw: band === "unknown" ? { missing: "never_seen" } : { value: index } }));

  test("are those with most accounts in one band, the heaviest first, with where their values lie", () => {
    const one = parts("light", 0.2, Array.from({ length: 11 }, () => "green"));
    const other = parts("heavy", 0.8, [...Array.from({ length: 10 }, (): Band => "red"), "yellow", "unknown"]);
    expect(lopsidedMetrics([...one, ...other]).map(({ metric, band, accounts, quartiles }) => [metric, band, accounts, quartiles])).toEqual([["heavy", "red", 11, [2.5, 5, 7.5]], ["light", "green", 11, [2.5, 5, 7.5]]]);
  });

  test("aren't those that spread, nor those of few accounts", () => {
    expect(lopsidedMetrics([...parts("even", 1, Array.from({ length: 20 }, (_, index): Band => (index < 10 ? "red" : "green"))), ...parts("rare", 1, ["red", "red"])])).toEqual([]);
  });
});
