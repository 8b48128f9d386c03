import { expect, test } from "vitest";
import { chosenOf, columnIdsIn, metricsOf, moved, standardIds, traitId, traitsOf } from "./column-ids.ts";

test("an address names columns, each once and only those that can be", () => {
  expect(columnIdsIn("owner,health,metric:seats_active,owner,nonsense,metric:Bad Id,__proto__")).toEqual(["owner", "health", "metric:seats_active"]);
  expect([columnIdsIn(undefined), columnIdsIn("")]).toEqual([[], []]);
  expect(metricsOf(["owner", "metric:seats_active"])).toEqual(["seats_active"]);
});

test.each([
  ["to the left", "b", -1, ["b", "a", "c"]],
  ["to the right", "b", 1, ["a", "c", "b"]],
  ["beyond the left end", "a", -1, ["a", "b", "c"]],
  ["beyond the right end", "c", 1, ["a", "b", "c"]],
  ["that isn't shown", "d", 1, ["a", "b", "c"]],
] as const)("a column moves %s", (_name, id, by, expected) => {
  expect(moved(["a", "b", "c"], id, by)).toEqual(expected);
});

test("the usual columns need no place in the address", () => {
  expect([chosenOf([...standardIds]), chosenOf(["owner"])]).toEqual([undefined, ["owner"]]);
});

test("traits are columns whatever they are called", () => {
  const ids = columnIdsIn(["health", traitId("Plan, type"), traitId("größe"), "trait:", "trait:%E0%A4%A"].join());
  expect(ids).toEqual(["health", "trait:Plan%2C%20type", "trait:gr%C3%B6%C3%9Fe"]);
  expect(traitsOf(ids)).toEqual(["Plan, type", "größe"]);
});
