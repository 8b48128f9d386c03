import { expect, test } from "vitest";
import { benchmarksQuestion, readBenchmarksSearch, shadeOf } from "./search.ts";

test("the address says which place is open; none is asked for as an empty text", () => {
  expect(readBenchmarksSearch({ score: "product", stage: "adoption", segment: "-" })).toEqual({ score: "product", stage: "adoption", segment: "-" });
  expect(benchmarksQuestion({ stage: "adoption", segment: "-" }, 20)).toEqual({ stage: "adoption", segment: "", limit: 20 });
});

test.each([[-10, "far_under"], [-3, "under"], [0, "usual"], [3, "above"], [12, "far_above"], [null, "usual"]] as const)("%s points from what is usual are %s", (gap, shade) => {
  expect(shadeOf(gap)).toBe(shade);
});
