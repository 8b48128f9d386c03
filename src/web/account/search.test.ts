import { expect, test } from "vitest";
import { readSearch } from "../route/search-text.ts";
import { readAccountSearch } from "./search.ts";

test.each([
  ["?since=2026-01-01&metric=seats_active&range=all", { since: "2026-01-01", metric: "seats_active", range: "all" }],
  ["?since=lately&range=century", {}],
  ["?open=pulse", { open: "pulse" }],
  ["?open=constructor", {}],
  ["?asOf=2026-02-01", { asOf: "2026-02-01" }],
])("%s shows %j", (address, search) => {
  expect(readAccountSearch(readSearch(address))).toEqual(search);
});
