import { expect, test } from "vitest";
import type { MetricPart } from "../../scores/snapshot.ts";
import { metricIn, rowMetricsOf } from "./row-metrics.ts";

const part = (metric: string, raw: MetricPart["raw"], score: number | null): MetricPart => ({ metric, category: "c", raw, score, band: "unknown", weight: 0, contribution: 0 });

test("a line gives back what the metrics said", () => {
  const metrics = rowMetricsOf([part("seats", { value: 0.1 + 0.2 }, 62.5), part("zero", { value: 0 }, 0), part("pulse", { missing: "expired" }, null)]);
  expect([metricIn(metrics, "seats"), metricIn(metrics, "zero"), metricIn(metrics, "pulse"), metricIn(metrics, "other")]).toEqual([
    { raw: { value: 0.1 + 0.2 }, points: 62.5 }, { raw: { value: 0 }, points: 0 }, { raw: { missing: "expired" }, points: null }, undefined,
  ]);
  expect(rowMetricsOf([part("seats", { value: 1 }, 1), part("zero", { value: 1 }, 1), part("pulse", { value: 1 }, 1)]).ids).toBe(metrics.ids);
});
