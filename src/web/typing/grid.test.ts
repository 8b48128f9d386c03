import { describe, expect, test } from "vitest";
import type { DueItem } from "../../contract/judgement.ts";
import { gridOf, moveBy, typedInto } from "./grid.ts";

const item = (account: string, metric: string | null, over: Partial<DueItem> = {}): DueItem => ({
  account, name: account.toUpperCase(), owner: "ann", responsible: "ann", kind: metric === null || metric === "pulse" ? "pulse" : "measurement", measurement: metric === null || metric === "pulse" ? null : `the ${metric}`,
  metric, metricName: metric ?? "Pulse", state: "current", dueAt: null, daysOverdue: 0, last: null, ...over,
});

test("a line for each account, a column for each thing that is asked", () => {
  const grid = gridOf([item("b", "value"), item("b", "pulse", { state: "due" }), item("a", null, { state: "optional" }), item("a", "value"), item("a", "advocacy")]);
  expect(grid.columns.map(({ id, measurement }) => [id, measurement])).toEqual([["pulse", null], ["advocacy", "the advocacy"], ["value", "the value"]]);
  expect(grid.rows.map(({ name, cells, isAsked }) => [name, cells.map((cell) => cell?.metricName), isAsked])).toEqual([
    ["A", ["Pulse", "advocacy", "value"], false],
    ["B", ["pulse", undefined, "value"], true],
  ]);
});

describe("what was typed", () => {
  const [pulse, value] = [{ id: "pulse", name: "Pulse", measurement: null }, { id: "value", name: "Value", measurement: "the value" }];
  test.each([
    [pulse, "g", { kind: "pulse", body: { band: "green" } }],
    [pulse, " R the sponsor  left ", { kind: "pulse", body: { band: "red", reason: "the sponsor  left" } }],
    [pulse, "yellow they are slow", { kind: "pulse", body: { band: "yellow", reason: "they are slow" } }],
    [pulse, "r", { kind: "wrong", text: "Say why behind it: r and a reason" }],
    [pulse, "b", { kind: "wrong", text: "Begin with g, y or r" }],
    [pulse, "toString", { kind: "wrong", text: "Begin with g, y or r" }],
    [pulse, "  ", { kind: "nothing" }],
    [value, "3,5", { kind: "measurement", body: { measurement: "the value", value: 3.5 } }],
    [value, "much", { kind: "wrong", text: "Write a number" }],
    [value, "", { kind: "nothing" }],
  ])("%o %s", (column, text, expected) => {
    expect(typedInto(column, text)).toEqual(expected);
  });
});

test.each([
  ["ArrowDown", false, { row: 2, column: 1 }],
  ["Enter", true, { row: 2, column: 1 }],
  ["ArrowUp", true, { row: 0, column: 1 }],
  ["ArrowLeft", false, { row: 1, column: 0 }],
  ["ArrowLeft", true, undefined],
  ["ArrowRight", false, { row: 1, column: 1 }],
  ["a", false, undefined],
] as const)("%s, with letters on that side: %s", (key, isWithin, to) => {
  expect(moveBy(key, { row: 1, column: 1 }, { rows: 3, columns: 2, isWithin })).toEqual(to);
});
