import { expect, test } from "vitest";
import { packWith, soundSections } from "../../test/support/pack.ts";
import { ratesOf } from "./rates.ts";

test("a rate counts from the local midnight of its date", () => {
  const pack = packWith({ pack: { ...soundSections.pack, rates: { USD: [["2026-01-01", 0.9], ["2026-07-01", 0.85]] } } });
  expect(ratesOf(pack)).toEqual({ USD: [[Date.UTC(2025, 11, 31, 23), 0.9], [Date.UTC(2026, 5, 30, 22), 0.85]] });
});
