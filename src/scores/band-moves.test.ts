import { describe, expect, test } from "vitest";
import { type Judged, rejudge } from "./band-moves.ts";
import type { Band } from "./bands.ts";

const judged = (account: string, band: Band, score: number | null, { mrr = null, coverage = 100 }: { mrr?: number | null; coverage?: number } = {}): Judged => ({ account, name: account.toUpperCase(), band, score, mrr, coverage });

describe("accounts judged twice", () => {
  const before = [judged("a", "red", 30, { mrr: 100 }), judged("b", "green", 80, { mrr: 300 }), judged("c", "yellow", 50), judged("d", "red", 20, { coverage: 60 }), judged("gone", "red", 1)];
  const after = [judged("new", "green", 99), judged("d", "unknown", null, { coverage: 40 }), judged("c", "yellow", 50), judged("b", "yellow", 69, { mrr: 300 }), judged("a", "yellow", 41, { mrr: 100 })];
  const found = rejudge(before, after);

  test("those that only one judged are left out", () => {
    expect([found.accounts, found.mrr]).toEqual([4, 400]);
    expect([found.before.counts, found.after.counts]).toEqual([{ unknown: 0, red: 2, yellow: 1, green: 1 }, { unknown: 1, red: 0, yellow: 3, green: 0 }]);
  });

  test("who changes band comes by revenue; what isn't known counts as none", () => {
    expect(found.moves.map(({ account, name, from, to, mrr }) => [account, name, from, to, mrr])).toEqual([["b", "B", "green", "yellow", 300], ["a", "A", "red", "yellow", 100], ["d", "D", "red", "unknown", null]]);
  });

  test("groups begin with the worst band", () => {
    expect(found.groups).toEqual([
      { from: "red", to: "unknown", accounts: 1, mrr: 0 },
      { from: "red", to: "yellow", accounts: 1, mrr: 100 },
      { from: "green", to: "yellow", accounts: 1, mrr: 300 },
    ]);
  });

  test("scores count where there is one before and after", () => {
    expect(found.score).toEqual({ rises: 1, falls: 1, stays: 1, before: 160 / 3, after: 160 / 3 });
    expect(found.coverage).toEqual({ rises: 0, falls: 1, stays: 3, before: 90, after: 85 });
  });

  test("the last digits of a sum are no change", () => {
    expect(rejudge([judged("a", "green", 0.1 + 0.2)], [judged("a", "green", 0.3)]).score).toMatchObject({ rises: 0, falls: 0, stays: 1 });
  });

  test("of nobody there is no mean", () => {
    expect(rejudge([], []).score).toEqual({ rises: 0, falls: 0, stays: 0, before: null, after: null });
  });
});
