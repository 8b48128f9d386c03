import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSearch, writeSearch } from "../route/search-text.ts";
import { type PortfolioSearch, filteredBy, filtersOf, firstOrder, isFiltered, readPortfolioSearch, sortedBy, sortingOf, withKnownOrder } from "./search.ts";

const read = (address: string): PortfolioSearch => readPortfolioSearch(readSearch(address));

describe("a portfolio's address", () => {
  test("can be read and written by people", () => {
    const search: PortfolioSearch = { asOf: "2026-03-01", band: ["red", "yellow"], owner: ["", "csm 4"], text: "Müller & Söhne", sort: "renewal" };
    const address = writeSearch({ ...search });
    expect(address).toBe("?asOf=2026-03-01&band=red&band=yellow&owner=&owner=csm+4&text=M%C3%BCller+%26+S%C3%B6hne&sort=renewal");
    expect(read(address)).toEqual(search);
  });

  test.each([
    ["?band=purple", {}],
    ["?band=purple&band=red", { band: ["red"] }],
    ["?sort=constructor", {}],
    ["?asOf=yesterday", {}],
    ["?asOf=2026-99-99", {}],
    ["?renewing=-5", {}],
    ["?show=all", { show: "all" }],
    ["?show=none", {}],
    ["?text=", {}],
    ["?utm_source=mail", {}],
    ["?__proto__=1&toString=2", {}],
  ])("%s opens the page as far as it makes sense", (address, search) => {
    expect(read(address)).toEqual(search);
  });

  test("says what was meant, for every search", () => {
    const texts = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 3 });
    const search = fc.record(
      { band: fc.uniqueArray(fc.constantFrom("red" as const, "green" as const), { minLength: 1 }), owner: texts, stage: texts, text: fc.string({ unit: "grapheme", minLength: 1 }), sort: fc.constantFrom(...(Object.keys(firstOrder) as (keyof typeof firstOrder)[])) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(search, (given) => {
        expect(read(writeSearch({ ...given }))).toEqual(given);
      }),
    );
  });
});

describe("what a portfolio shows", () => {
  test("the lowest scores first, unless asked otherwise", () => {
    expect(sortingOf({})).toEqual({ sort: "score", order: "ascending" });
    expect(sortingOf({ sort: "revenue" })).toEqual({ sort: "revenue", order: "descending" });
  });

  test("a column's head sorts its own way first, then the other way round", () => {
    const once = sortedBy({}, "revenue");
    expect(once).toEqual({ sort: "revenue", order: "descending" });
    expect(sortedBy(once, "revenue")).toEqual({ sort: "revenue", order: "ascending" });
    expect(sortedBy({}, "score")).toEqual({ sort: "score", order: "descending" });
  });

  test("a metric orders too, as long as the health definition has it", () => {
    const search = read("?sort=metric:seats&order=descending&band=red");
    expect(search).toEqual({ sort: "metric:seats", order: "descending", band: ["red"] });
    expect(sortingOf(read("?sort=metric:seats"))).toEqual({ sort: "metric:seats", order: "ascending" });
    expect([withKnownOrder(search, [{ metric: "seats" }]), withKnownOrder(search, [{ metric: "logins" }])]).toEqual([search, { band: ["red"] }]);
    expect([read("?sort=metric:"), read("?sort=metric:A'")]).toEqual([{}, {}]);
  });

  test("a filter without values is none", () => {
    expect(filteredBy({ band: ["red"], text: "a" }, "band", [])).toEqual({ text: "a" });
    expect(isFiltered(filteredBy({ band: ["red"] }, "band", []))).toBe(false);
  });

  test("renewals are counted from the day of the page", () => {
    expect(filtersOf({ renewing: "90" }, "2026-11-22")).toEqual({ renewalFrom: "2026-11-22", renewalBefore: "2027-02-20" });
    expect(filtersOf({ renewing: "90", asOf: "2026-01-01" }, "2026-11-22")).toEqual({ asOf: "2026-01-01", renewalFrom: "2026-01-01", renewalBefore: "2026-04-01" });
  });
});
