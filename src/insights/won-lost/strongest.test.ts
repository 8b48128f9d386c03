import { expect, test } from "vitest";
import type { FindingVerdict } from "./finding.ts";
import { grownWith, strongest } from "./strongest.ts";

test("each metric stands once, where it told most; leaks and what was not found don't", () => {
  const finding = (metric: string, verdict: FindingVerdict, value: number) => ({ metric, verdict, auc: { value } });
  const found = strongest([finding("a", "possible", 0.9), finding("b", "consistent", 0.6), finding("b", "consistent", 0.3), finding("c", "nothing_found", 0.5), finding("leak", "consistent", 1), finding("d", "unstable", 0.7)], new Set(["leak"]));
  expect(found.map(({ metric, auc }) => [metric, auc.value])).toEqual([["b", 0.3], ["a", 0.9], ["d", 0.7]]);
});

test("each metric stands once beside growth, where it went with it most; luck and the few don't", () => {
  const finding = (metric: string, value: number, { q = 0.01, n = 60 } = {}): Parameters<typeof grownWith>[0][number] => ({ metric, growth: { value, q, n } });
  const found = grownWith([finding("a", 0.2), finding("a", -0.5), finding("b", 0.4), finding("luck", 0.9, { q: 0.06 }), finding("few", 0.9, { n: 49 }), { metric: "unasked" }]);
  expect(found.map(({ metric, growth }) => [metric, growth?.value])).toEqual([["a", -0.5], ["b", 0.4]]);
});
