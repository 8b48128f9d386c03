import { describe, expect, test } from "vitest";
import { editPack, isEditable } from "./edits.ts";
import { parsePack } from "./parse.ts";
import { pathTo } from "./tree.ts";

const files = [
  { path: "model.yaml", text: "# Ours\nmodel:\n  bands: { red_below: 40 } # as ever\n  categories:\n    product: # first\n      weight: 50   # half\n      metrics:\n        logins: { weight: 2, scale: [[0, 0], [9, 100]] }\n        seats: { weight: 1, scale: { worst: 0, best: 1 } }\n" },
  { path: "more.yaml", text: "model:\n  variants:\n    - segment: big\n      categories: { product: { weight: 30 } }\n    - stage: begun # new ones\n      coverage_floor: 40\n" },
];

const edited = (path: string, value: number | [number, number][]): string[] => {
  const texts = editPack(files, [{ path: path.split("."), value }]).map(({ text }) => text);
  return texts.flatMap((text, place) => text.split("\n").filter((line) => !files[place]?.text.split("\n").includes(line)));
};

describe("an edit changes the line of its thing, and nothing else", () => {
  test.each([
    ["model.categories.product.weight", 60, ["      weight: 60   # half"]],
    ["model.bands.red_below", 35, ["  bands: { red_below: 35 } # as ever"]],
    ["model.bands.yellow_below", 75, ["  bands: { red_below: 40, yellow_below: 75 } # as ever"]],
    ["model.coverage_floor", 60, ["  coverage_floor: 60"]],
    ["model.categories.product.metrics.logins.weight", 0.5, ["        logins: { weight: 0.5, scale: [[0, 0], [9, 100]] }"]],
    ["model.categories.product.metrics.logins.scale", [[0, 10], [5, 100]] as [number, number][], ["        logins: { weight: 2, scale: [[0, 10], [5, 100]] }"]],
    ["model.categories.product.metrics.seats.scale.best", 0.8, ["        seats: { weight: 1, scale: { worst: 0, best: 0.8 } }"]],
    ["model.variants.0.categories.product.weight", 20, ["      categories: { product: { weight: 20 } }"]],
    ["model.variants.0.categories.product.metrics.logins.weight", 9, ["      categories: { product: { weight: 30, metrics: {logins: {weight: 9}} } }"]],
    ["model.variants.1.coverage_floor", 45, ["      coverage_floor: 45"]],
    ["model.variants.1.bands.red_below", 30, ["      bands: { red_below: 30 }"]],
  ] as const)("%s", (path, value, lines) => {
    expect(edited(path, value as number)).toEqual(lines);
  });
});

test.each([
  ["model.categories.product.weight", true],
  ["model.variants.3.categories.a.metrics.b.scale.steps", true],
  ["model.categories.product.name", false],
  ["model.variants.x.coverage_floor", false],
  ["pack.owned_by", false],
  ["model.adjustments.0.multiply", false],
  ["model.categories.product", false],
])("%s may be edited: %s", (path, may) => {
  expect(isEditable({ path: path.split(".") })).toBe(may);
});

test("a key with a dot in it can't pass for another place", () => {
  expect(isEditable({ path: ["model.categories", "product", "weight"] })).toBe(false);
});

test("what stands at a place is found again", () => {
  const { tree } = parsePack(files);
  expect(pathTo(tree, { file: "model.yaml", line: 6, column: 7 })).toEqual(["model", "categories", "product", "weight"]);
  expect(pathTo(tree, { file: "more.yaml", line: 6, column: 23 })).toEqual(["model", "variants", "1", "coverage_floor"]);
  expect(pathTo(tree, { file: "more.yaml", line: 90, column: 1 })).toBeUndefined();
});
