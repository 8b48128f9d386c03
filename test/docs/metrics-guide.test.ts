import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { referencesOf } from "../../src/metrics/references.ts";
import { type MetricDefinition, metricSchema } from "../../src/metrics/schema.ts";
import { missingReasons } from "../../src/metrics/value.ts";
import { type DocBlock, docBlocks } from "../support/doc-blocks.ts";

const page = "docs/guide/metrics.md";
const kinds = metricSchema.options.map((option) => option.shape.kind.value);
const blocks = docBlocks(page).filter(({ language }) => language === "yaml");

/** The metrics of a block, as they would stand under `metrics:` in a pack; an error names the metric and the block. */
function metricsOf({ text, place }: DocBlock): [string, MetricDefinition][] {
  return Object.entries<unknown>(parse(text)).map(([id, written]) => {
    const read = metricSchema.safeParse(written);
    if (!read.success) throw new Error(`${place}: ${id}\n${z.prettifyError(read.error)}`);
    return [id, read.data];
  });
}

test.each(blocks)("$place is a metric that a pack can hold", (block) => {
  expect(metricsOf(block).length).toBeGreaterThan(0);
});

test("every id is used once, and every metric referred to is on the page", () => {
  const metrics = blocks.flatMap(metricsOf);
  const ids = metrics.map(([id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
  const unknown = metrics.flatMap(([, metric]) => referencesOf(metric)).filter(({ metric }) => !ids.includes(metric));
  expect(unknown).toEqual([]);
});

describe("every kind", () => {
  test.each(kinds)("%s has a section with an example", (kind) => {
    const shown = blocks.filter(({ heading }) => heading === kind).flatMap(metricsOf);
    expect(shown.map(([, metric]) => metric.kind)).toContain(kind);
  });
});

test("every reason for a missing value is explained", () => {
  const text = readFileSync(page, "utf8");
  expect(missingReasons.filter((reason) => !text.includes(`| \`${reason}\` |`))).toEqual([]);
});
