import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type LaidOut, layOut, othersIn, windowsOf } from "./group-layout.ts";

const group = (id: string, accounts: number, isOpen = true): LaidOut => ({ id, accounts, isOpen });

test("a closed group is its head alone", () => {
  const layout = layOut([group("red", 2), group("yellow", 5, false), group("green", 1)]);
  expect(layout.lines).toBe(6);
  expect(Array.from({ length: 6 }, (_one, line) => layout.at(line))).toEqual([
    { kind: "head", group: 0 }, { kind: "account", group: 0, place: 0 }, { kind: "account", group: 0, place: 1 },
    { kind: "head", group: 1 }, { kind: "head", group: 2 }, { kind: "account", group: 2, place: 0 },
  ]);
});

test("windows are those of what is seen", () => {
  const layout = layOut([group("a", 250), group("b", 3)]);
  expect(windowsOf(layout, [0, 1, 99])).toEqual([{ group: 0, window: 0 }]);
  expect(windowsOf(layout, [99, 101, 250, 251, 252])).toEqual([{ group: 0, window: 0 }, { group: 0, window: 1 }, { group: 0, window: 2 }, { group: 1, window: 0 }]);
});

test("every account of an open group has one line", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ accounts: fc.nat(30), isOpen: fc.boolean() }), { minLength: 1, maxLength: 12 }), (sizes) => {
      const groups = sizes.map(({ accounts, isOpen }, index) => group(String(index), accounts, isOpen));
      const layout = layOut(groups);
      const told = Array.from({ length: layout.lines }, (_one, line) => layout.at(line));
      const expected = groups.flatMap(({ accounts, isOpen }, index) => [{ kind: "head", group: index }, ...(isOpen ? Array.from({ length: accounts }, (_one, place) => ({ kind: "account", group: index, place })) : [])]);
      expect(told).toEqual(expected);
    }),
  );
});

test("a group whose sums moved has other accounts; a new one is read by itself", () => {
  const summed = (id: string, accounts: number, amount: number) => ({ id, accounts, mrr: { amount } });
  expect([...othersIn([summed("red", 2, 10), summed("yellow", 1, 5), summed("green", 3, 7)], [summed("red", 2, 10), summed("yellow", 1, 6), summed("green", 2, 7), summed("unknown", 1, 0)])]).toEqual(["yellow", "green"]);
});
