import { expect, test } from "vitest";
import { readBoardSearch } from "./search.ts";

test.each([
  [{ of: "revenue", asOf: "2026-03-01" }, { of: "revenue", asOf: "2026-03-01" }],
  [{ of: "accounts" }, {}],
])("the address %j shows %j", (address, shown) => {
  expect(readBoardSearch(address)).toEqual(shown);
});
