import { describe, expect, test } from "vitest";
import { usedColumnsText } from "./table.ts";

describe("a table for a screen", () => {
  test("leaves out columns in which no row says anything", () => {
    expect(usedColumnsText([{ head: "account" }, { head: "stage" }, { head: "score", align: "right" }], [["Acme", "", "7"], ["Zoë", "", "70"]])).toBe("account  score\nAcme         7\nZoë         70");
  });

  test("takes what is too wide from the columns that may be cut, and keeps 120", () => {
    const row = ["n".repeat(40), "c".repeat(60), "x".repeat(50)];
    const [head = "", line = ""] = usedColumnsText([{ head: "name", least: 20 }, { head: "cause", least: 15 }, { head: "fixed" }], [row]).split("\n");
    expect([line.length, head.startsWith("name")]).toEqual([120, true]);
    expect(line).toMatch(/^n{40} {2}c+… {2}x{50}$/);
  });

  test("what fits is left alone", () => {
    expect(usedColumnsText([{ head: "name", least: 1 }], [["as it is"]])).toBe("name\nas it is");
  });
});
