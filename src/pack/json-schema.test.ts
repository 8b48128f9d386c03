import { describe, expect, test } from "vitest";
import { z } from "zod";
import { soundSections } from "../../test/support/pack.ts";
import { kindMeanings } from "../metrics/meanings.ts";
import { type JsonSchema, packJsonSchema } from "./json-schema.ts";

const schema = packJsonSchema();
/** The JSON Schema as an editor would apply it. */
const editor = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
const accepts = (file: unknown): boolean => editor.safeParse(file).success;

describe("an editor accepts", () => {
  test.each([
    ["a whole pack", soundSections],
    ["a file with one section", { metrics: soundSections.metrics }],
    ["part of a section", { pack: { name: "Sound" }, model: { coverage_floor: 60 } }],
    ["an empty file", {}],
    ["a condition within conditions", { segments: { s: { when: { all: [{ not: { any: [{ trait: "plan", is: ["a", 1, true] }] } }] } } } }],
    ["a formula within formulas", { metrics: { f: { kind: "formula", formula: { add: ["a", { divide: [1, { max: ["b", 2] }] }] } } } }],
    ["every form of a scale", { model: { categories: { c: { weight: 1, metrics: { a: { weight: 1, scale: [[0, 0], [1, 100]] }, b: { weight: 1, scale: { worst: 0, best: 1 } }, c: { weight: 1, scale: { steps: [[0, 0], [1, 100]] } } } } } } }],
  ])("%s", (_name, file) => {
    expect(accepts(file)).toBe(true);
  });
});

describe("an editor marks", () => {
  test.each([
    ["a section that isn't one", { metric: {} }],
    ["a kind that isn't one", { metrics: { a: { kind: "cout", window: "30d" } } }],
    ["a key of another kind", { metrics: { a: { kind: "recency", window: "30d" } } }],
    ["a missing key", { metrics: { a: { kind: "count" } } }],
    ["a window that isn't one", { metrics: { a: { kind: "count", window: "30 days" } } }],
    ["an operator that isn't one", { segments: { s: { when: { contract: "mrr", more_than: 5 } } } }],
    ["a weight that is a text", { model: { categories: { c: { weight: "5", metrics: {} } } } }],
    ["points over 100", { model: { categories: { c: { weight: 1, metrics: { a: { weight: 1, scale: [[0, 0], [1, 101]] } } } } } }],
    ["a scale of three numbers", { model: { categories: { c: { weight: 1, metrics: { a: { weight: 1, scale: [[0, 0, 0], [1, 1, 1]] } } } } } }],
  ])("%s", (_name, file) => {
    expect(accepts(file)).toBe(false);
  });
});

describe("the schema", () => {
  const definitions = schema.$defs ?? {};

  test("names and explains every kind of metric", () => {
    const kinds = Object.keys(kindMeanings).map((kind) => definitions[`metric_${kind}`]);
    expect(kinds.map((kind) => kind?.title)).toEqual(Object.keys(kindMeanings));
    expect(kinds.every((kind) => (kind?.description ?? "").length > 20)).toBe(true);
  });

  test("keeps descriptions and defaults", () => {
    expect(definitions["Model"]?.properties?.["coverage_floor"]).toMatchObject({ default: 50, description: expect.stringContaining("Percent") as string });
  });

  test("refers only to what it defines, and leaves nothing unnamed", () => {
    const names = referencesIn(schema).map((path) => path.replace("#/$defs/", ""));
    expect(names.filter((name) => definitions[name] === undefined)).toEqual([]);
    expect(Object.keys(definitions).filter((name) => name.startsWith("__"))).toEqual([]);
  });
});

function referencesIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  const own = (part as JsonSchema).$ref;
  return [...(own === undefined ? [] : [own]), ...Object.values(part).flatMap(referencesIn)];
}
