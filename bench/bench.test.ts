import { describe, expect, test } from "vitest";
import { type Figure, compare, medianOf } from "./bench.ts";
import { type Result, isOk, jsonLines, tableLines } from "./result.ts";

describe("medians", () => {
  test.each([
    ["one value", [3], 3],
    ["the middle of an odd number", [9, 1, 5], 5],
    ["the mean of the two in the middle", [4, 1, 3, 100], 3.5],
  ])("%s", (_name, values, median) => {
    expect(medianOf(values)).toBe(median);
  });

  test("of nothing there is none", () => {
    expect(() => medianOf([])).toThrow("a median needs at least one value");
  });
});

test("work and its reference are measured in turns, after one run each to be warm", async () => {
  const order: string[] = [];
  const { runs, ratio } = await compare(() => order.push("work"), () => order.push("reference"), 2);
  expect(order).toEqual(["reference", "work", "reference", "work", "reference", "work"]);
  expect(runs).toBe(2);
  expect(ratio).toBeGreaterThan(0);
});

const figure: Figure = { name: "rows per second", value: 120_000, unit: "1/s", target: "at least 100,000", ok: true, runs: 5, note: "twice a bare read" };
const results = {
  fine: { bench: "import.csv", figures: [figure] },
  missed: { bench: "import.csv", figures: [figure, { ...figure, ok: false }] },
  skipped: { bench: "import.csv", skipped: "the data set isn't there" },
  failed: { bench: "import.csv", failed: "the values differ" },
} satisfies Record<string, Result>;

describe("results", () => {
  test("a missed target and a failure are not ok; what was skipped is", () => {
    expect(Object.entries(results).filter(([, result]) => isOk(result)).map(([name]) => name)).toEqual(["fine", "skipped"]);
  });

  test("as JSON, one line for each figure", () => {
    expect(jsonLines(results.fine)).toEqual([
      '{"bench":"import.csv","value":120000,"unit":"1/s","target":"at least 100,000","ok":true,"runs":5,"figure":"rows per second","note":"twice a bare read"}',
    ]);
    expect(jsonLines(results.failed)).toEqual([]);
  });

  test("for people", () => {
    expect(tableLines(results.missed).join("\n")).toBe(`import.csv
  ok          120,000 1/s    at least 100,000; median of 5
          rows per second
          twice a bare read
  MISSED      120,000 1/s    at least 100,000; median of 5
          rows per second
          twice a bare read`);
    expect(tableLines(results.failed)).toEqual(["import.csv: failed, the values differ"]);
  });
});
