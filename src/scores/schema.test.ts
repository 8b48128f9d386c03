import { describe, expect, test } from "vitest";
import { modelSchema } from "./model.ts";

const scale = { worst: 0, best: 1 };
const written = {
  categories: { product: { weight: 1, metrics: { seats: { weight: 1, scale } } }, people: { weight: 1, metrics: { pulse: { weight: 1 } } } },
  adjustments: [{ id: "old", add: -5, reason: "Old" }],
};
const problems = (changes: object): string[] =>
  (modelSchema.safeParse({ ...written, ...changes }).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
const withScale = (broken: unknown): object => ({ categories: { product: { weight: 1, metrics: { seats: { weight: 1, scale: broken } } } } });
const at = "categories.product.metrics.seats.scale";

test("defaults: red under 40, yellow under 70, hysteresis 3, no dwell, half of the weight present", () => {
  expect(modelSchema.parse(written)).toMatchObject({
    bands: { red_below: 40, yellow_below: 70, hysteresis: 3, dwell: { days: 0 } },
    coverage_floor: 50,
    variants: [],
  });
});

describe("a mistake is told at its place, with what to write", () => {
  const shapes = `${at}: write anchors such as [[0, 0], [0.6, 70], [0.9, 100]] with points from 0 to 100, { worst: 0, best: 0.9 }, or { steps: [[0, 0], [10, 50]] }`;
  test.each<[string, object, string[]]>([
    ["a scale that is none", withScale("linear"), [shapes]],
    ["half a scale", withScale({ worst: 0 }), [shapes]],
    ["one anchor", withScale([[0, 0]]), [`${at}: write at least two pairs of [raw value, points]`]],
    ["anchors out of order", withScale([[1, 0], [0, 100]]), [`${at}: the raw values must ascend`]],
    ["too many points", withScale([[0, 0], [1, 120]]), [`${at}.1.1: points go from 0 to 100`]],
    ["ends that are one", withScale({ worst: 1, best: 1 }), [`${at}: worst and best must differ`]],
    ["bands that overlap", { bands: { red_below: 80 } }, ["bands: red_below can't be above yellow_below: the bands would overlap"]],
    ["bands that overlap, once however many variants there are", { bands: { red_below: 80 }, variants: [{ segment: "a", categories: {} }] }, ["bands: red_below can't be above yellow_below: the bands would overlap"]],
    [
      "bands that overlap what they inherit",
      { categories: { product: { weight: 1, bands: { red_below: 80 }, metrics: { seats: { weight: 1 } } } } },
      ["categories.product.bands: red_below 80 is above yellow_below 70: the bands would overlap"],
    ],
    ["two operations", { adjustments: [{ id: "x", add: 1, cap: 5, reason: "y" }] }, ["adjustments.0: write one of multiply, add, cap and floor"]],
    ["no operation", { adjustments: [{ id: "x", reason: "y" }] }, ["adjustments.0: write one of multiply, add, cap and floor"]],
    [
      "one id for two adjustments",
      { adjustments: [{ id: "x", add: 1, reason: "y" }, { id: "x", add: 2, reason: "y" }] },
      ["adjustments.1.id: `x` is already the id of another adjustment"],
    ],
    [
      "one metric in two categories",
      { categories: { ...written.categories, more: { weight: 1, metrics: { seats: { weight: 1, scale } } } } },
      ["categories.more.metrics.seats: `seats` is already a metric of category `product`; each id stands for one score"],
    ],
    [
      "a category with the name of a metric",
      { categories: { seats: { weight: 1, metrics: { seats: { weight: 1 } } } } },
      ["categories.seats.metrics.seats: `seats` is already category `seats`; each id stands for one score"],
    ],
    [
      "no weight anywhere",
      { categories: { product: { weight: 0, metrics: { seats: { weight: 1 } } } } },
      ["categories: no metric has weight: write at least one category with one metric, both weighing more than 0"],
    ],
    ["a variant for nobody", { variants: [{}] }, ["variants.0: say for whom: segment, stage or both"]],
    [
      "a variant's new metric without weight",
      { variants: [{ stage: "s", categories: { product: { metrics: { logins: { scale } } } } }] },
      ["variants.0.categories.product.metrics.logins: `logins` is not in category `product` of the model; a new metric needs a weight"],
    ],
    [
      "a variant's new category without weight",
      { variants: [{ stage: "s", categories: { prodct: { metrics: {} } } }] },
      ["variants.0.categories.prodct: `prodct` is not a category of the model; a new one needs a weight and metrics"],
    ],
    [
      "a variant's new adjustment without reason",
      { variants: [{ stage: "s", adjustments: [{ id: "new", add: 1 }] }] },
      ["variants.0.adjustments.0: `new` is not an adjustment of the model; a new one needs a reason and one of multiply, add, cap, floor"],
    ],
    [
      "a variant that moves a metric",
      { variants: [{ stage: "s", categories: { people: { metrics: { seats: { weight: 1 } } } } }] },
      ["variants.0.categories.people.metrics.seats: `seats` is already a metric of category `product`; each id stands for one score"],
    ],
    [
      "a variant that leaves no weight",
      { variants: [{ stage: "s", categories: { product: { weight: 0 }, people: { weight: 0 } } }] },
      ["variants.0.categories: no metric has weight: write at least one category with one metric, both weighing more than 0"],
    ],
    [
      "a variant whose bands overlap the base's",
      { variants: [{ stage: "s", bands: { yellow_below: 30 } }] },
      ["variants.0.bands: red_below 40 is above yellow_below 30: the bands would overlap"],
    ],
  ])("%s", (_name, changes, messages) => {
    expect(problems(changes)).toEqual(messages);
  });
});
