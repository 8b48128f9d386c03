import { expect, test } from "vitest";
import { readRenewalsSearch, renewalsQuestion } from "./search.ts";

test("the address says how far ahead is looked and at whose renewals; what it can't mean is left out", () => {
  expect(readRenewalsSearch({ days: "180", owner: ["kim"], band: ["red", "blue"] })).toEqual({ days: "180", owner: ["kim"], band: ["red"] });
  expect(readRenewalsSearch({ days: "7" })).toEqual({});
});

test("without a choice it is three months", () => {
  expect(renewalsQuestion({})).toMatchObject({ days: 90 });
  expect(renewalsQuestion({ days: "30", asOf: "2026-03-01" })).toMatchObject({ days: 30, asOf: "2026-03-01" });
});
