import { expect, test } from "vitest";
import { readTodaySearch, whoseDay } from "./search.ts";

const ada = { email: "ada@example.com", role: "csm", books: ["csm-1"] };

test.each([
  ["the own book, and what was handed over by address", {}, ada, { kind: "own", owner: ["csm-1", "ada@example.com"] }],
  ["everybody's for who has no book", {}, { ...ada, books: [] }, { kind: "everybody" }],
  ["everybody's when asked", { of: "everybody" }, ada, { kind: "everybody" }],
  ["a teammate's", { of: "csm-2" }, ada, { kind: "owner", owner: ["csm-2"] }],
  ["everybody's while nobody knows who reads", {}, undefined, { kind: "everybody" }],
])("%s", (_name, search, me, whose) => {
  expect(whoseDay(readTodaySearch(search), me)).toEqual(whose);
});
