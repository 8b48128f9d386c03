import { describe, expect, test } from "vitest";
import { readRowsSearch, rowsOf, withMoreRows } from "./rows.ts";

describe("lines of a list", () => {
  test.each([["125", { rows: "125" }], ["0", {}], ["5000", {}], ["many", {}]])("the address says %s", (rows, read) => {
    expect(readRowsSearch({ rows })).toEqual(read);
  });

  test("are some at first, then more, and never more than there are", () => {
    expect(rowsOf({})).toBe(25);
    expect(withMoreRows<{ readonly stage: string; readonly rows?: string }>({ stage: "adoption" }, { shown: 25, total: 300 })).toEqual({ stage: "adoption", rows: "125" });
    expect(withMoreRows({ rows: "950" }, { shown: 950, total: 3000 })).toEqual({ rows: "1000" });
    expect(withMoreRows({ rows: "1000" }, { shown: 1000, total: 3000 })).toBe(undefined);
    expect(withMoreRows({}, { shown: 20, total: 20 })).toBe(undefined);
  });
});
