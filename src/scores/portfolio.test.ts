import { describe, expect, test } from "vitest";
import type { Band } from "./bands.ts";
import { distributionOf, nearlyThere, nextUp, pullsDownMost, spreadOf } from "./portfolio.ts";
import { bandsSchema } from "./schema.ts";

const thresholds = bandsSchema.parse({});
const times = (band: Band, count: number): Band[] => Array.from({ length: count }, () => band);

describe("spread", () => {
  test.each<[string, Band[], object]>([
    ["an even one", [...times("red", 4), ...times("yellow", 4), ...times("green", 4)], { kind: "spread" }],
    ["most are green", [...times("green", 13), ...times("red", 7)], { kind: "lopsided", band: "green", share: 0.65 }],
    ["most are unknown", [...times("unknown", 9), "red", "green"], { kind: "lopsided", band: "unknown", share: 9 / 11 }],
    ["too few to say", times("green", 9), { kind: "too_few", total: 9 }],
    ["nobody", [], { kind: "too_few", total: 0 }],
  ])("%s", (_name, bands, expected) => {
    expect(spreadOf(distributionOf(bands))).toEqual(expected);
  });

  test("counts and shares are of all accounts", () => {
    expect(distributionOf(["red", "green", "green", "unknown"])).toMatchObject({ total: 4, counts: { red: 1, green: 2 }, shares: { yellow: 0, unknown: 0.25 } });
  });
});

describe("what pulls a score down most", () => {
  test("the greatest weighted shortfall, not the lowest score", () => {
    const parts = [{ id: "a", weight: 0.1, score: 0 }, { id: "b", weight: 0.6, score: 70 }, { id: "c", weight: 0.3, score: null }];
    expect(pullsDownMost(parts)).toEqual({ part: parts[1], points: 0.6 * 30 });
  });

  test("nothing, when nothing falls short", () => {
    expect(pullsDownMost([{ weight: 1, score: 100 }])).toBeUndefined();
  });
});

describe("nearly there", () => {
  test.each<[Band, number | null, object | undefined]>([
    ["red", 35, { band: "yellow", points: 8 }],
    ["yellow", 72, { band: "green", points: 1 }],
    ["yellow", 80, { band: "green", points: 0 }],
    ["green", 80, undefined],
    ["unknown", 30, undefined],
    ["red", null, undefined],
  ])("%s at %d", (band, score, expected) => {
    expect(nextUp({ band, score }, thresholds)).toEqual(expected);
  });

  test("the top of yellow and the top of red first", () => {
    const accounts = [
      { id: "low", band: "red", score: 10 },
      { id: "top of red", band: "red", score: 42 },
      { id: "top of yellow", band: "yellow", score: 72 },
      { id: "fine", band: "green", score: 90 },
      { id: "yellow", band: "yellow", score: 50 },
    ] as const;
    expect(nearlyThere(accounts, () => thresholds).map(({ account }) => account.id)).toEqual(["top of yellow", "top of red", "yellow", "low"]);
  });
});
