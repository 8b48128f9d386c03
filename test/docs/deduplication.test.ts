import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { filterBytes } from "../../src/lib/bloom.ts";

/** As the guide says it: a filter for each day of the window and for the one that has begun. */
const memoryText = (perSecond: number): string => `${((8 * filterBytes(perSecond * 86_400)) / 1e6).toLocaleString("en", { maximumFractionDigits: 0 })} MB`;

test("the memory that the guide states for a rate is what filters take", () => {
  const rows = [...readFileSync("docs/guide/serving.md", "utf8").matchAll(/^\| ([\d,]+) \| ([\d,]+ MB) \|$/gm)].map(([, rate = "", memory]) => [Number(rate.replaceAll(",", "")), memory] as const);
  expect(rows.length).toBe(4);
  for (const [rate, memory] of rows) expect(memory).toBe(memoryText(rate));
});
