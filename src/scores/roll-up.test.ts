import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Family, membersOf } from "../accounts/hierarchy.ts";
import { type Own, rollUp } from "./roll-up.ts";
import { rollUps } from "./schema.ts";

const family: Family = { account: "group", children: [{ account: "north", children: [{ account: "oslo", children: [] }] }, { account: "south", children: [] }] };
const company: Readonly<Record<string, Own>> = {
  group: { score: 90, mrr: 100 },
  north: { score: 80, mrr: 300 },
  oslo: { score: 20, mrr: 600 },
  south: { score: null, mrr: 5000 },
};
const own = (account: string): Own | undefined => company[account];

describe("the roll-up of a group with two branches", () => {
  test("by revenue: (90 × 100 + 80 × 300 + 20 × 600) / 1000, and who has no score doesn't count", () => {
    const { score, parts, accounts, members, mrr, basis } = rollUp(family, "revenue", own);
    expect([score, accounts, members, mrr, basis]).toEqual([45, 3, 4, 6000, "revenue"]);
    expect(parts.map(({ account, is, weight, contribution, score: part }) => [account, is, weight, part, contribution])).toEqual([
      ["group", "own", 0.1, 90, 9],
      ["north", "child", 0.9, 40, 36],
      ["south", "child", 0, null, 0],
    ]);
  });

  test.each([
    ["mean", (90 + 80 + 20) / 3],
    ["worst", 20],
    ["own", 90],
  ] as const)("by %s", (by, expected) => {
    expect(rollUp(family, by, own).score).toBeCloseTo(expected, 9);
  });

  test("where no revenue is known each account counts once, and that is said", () => {
    const poor = (account: string): Own => ({ score: own(account)?.score ?? null, mrr: null });
    expect(rollUp(family, "revenue", poor)).toMatchObject({ basis: "mean_for_lack_of_revenue", score: expect.closeTo(190 / 3, 9) as number });
  });

  test("of a parent that is no customer is that of its children; of nobody there is none", () => {
    expect(rollUp(family, "worst", (account) => (account === "group" ? undefined : own(account)))).toMatchObject({ own: null, score: 20, accounts: 2 });
    expect(rollUp(family, "mean", () => undefined)).toMatchObject({ score: null, accounts: 0, members: 4 });
  });
});

const tree = fc.letrec<{ family: Family }>((tie) => ({
  family: fc.record({ account: fc.uuid(), children: fc.oneof({ depthSize: "small" }, fc.constant([]), fc.array(tie("family"), { maxLength: 3 })) }),
})).family;
const world = fc.record({ family: tree, by: fc.constantFrom(...rollUps), seed: fc.array(fc.record({ score: fc.option(fc.integer({ min: 0, max: 100 })), mrr: fc.option(fc.integer({ min: 0, max: 1000 })) }), { minLength: 1, maxLength: 12 }) });

describe("any family", () => {
  test("adds up: contributions are the score, weights are 1", () => {
    fc.assert(
      fc.property(world, ({ family: any, by, seed }) => {
        const { score, parts } = rollUp(any, by, numbered(any, seed));
        if (score === null) return;
        expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9);
        expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  test("the roll-up of branches is that of all accounts, however they are grouped", () => {
    fc.assert(
      fc.property(world, ({ family: any, by, seed }) => {
        if (by === "own") return;
        const ownOf = numbered(any, seed);
        const [first, ...others] = membersOf(any);
        const flat: Family = { account: first as string, children: others.map((account) => ({ account, children: [] })) };
        const [deep, wide] = [rollUp(any, by, ownOf), rollUp(flat, by, ownOf)];
        expect([deep.basis, deep.accounts, deep.mrr]).toEqual([wide.basis, wide.accounts, wide.mrr]);
        if (deep.score === null || wide.score === null) expect(deep.score).toBe(wide.score);
        else expect(deep.score).toBeCloseTo(wide.score, 9);
      }),
    );
  });
});

function numbered(any: Family, seed: readonly Own[]): (account: string) => Own | undefined {
  const places = new Map(membersOf(any).map((account, place) => [account, place]));
  return (account) => seed[(places.get(account) ?? 0) % seed.length];
}
