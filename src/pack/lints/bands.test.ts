import { describe, expect, test } from "vitest";
import { findingsOf, packWith, packWithModel, placesOf, soundSections } from "../../../test/support/pack.ts";
import { reachableScores } from "./reach.ts";

const { metrics, model } = soundSections;
const { product, support } = model.categories;
const segments = { s: { when: { contract: "mrr", over: 1 } } };

describe("empty-band", () => {
  const withBands = (bands: unknown): unknown => ({ product: { ...product, metrics: { ...product.metrics, seats_active: { ...product.metrics.seats_active, bands } } }, support });
  test.each([
    ["the defaults", {}, []],
    ["red up to where yellow ends", { bands: { red_below: 70 } }, ["model.bands"]],
    ["a metric's red up to the model's yellow", { categories: withBands({ red_below: 70 }) }, ["model.categories.product.metrics.seats_active.bands"]],
    ["a metric's own two", { categories: withBands({ red_below: 80, yellow_below: 90 }) }, []],
    ["a category's yellow down to the model's red", { categories: { product: { ...product, bands: { yellow_below: 40 } }, support } }, ["model.categories.product.bands"]],
    ["a variant's red up to the model's yellow", { variants: [{ segment: "s", bands: { red_below: 70 } }] }, ["model.variants.0.bands"]],
    ["a variant's yellow down to a metric's red", { categories: withBands({ red_below: 60 }), variants: [{ segment: "s", bands: { yellow_below: 60 } }] }, ["model.variants.0.categories.product.metrics.seats_active.bands"]],
  ])("%s", (_name, changes, places) => {
    expect(placesOf(findingsOf("empty-band", packWith({ segments, model: { ...model, ...changes } })))).toEqual(places);
  });
});

describe("scores that can be reached", () => {
  const recipe = { kind: "recipe", cases: [{ when: { trait: "a", is: 1 }, points: 100 }, { when: { trait: "b", is: 1 }, points: 80 }], otherwise: 20 };
  const one = (scored: Record<string, unknown>, more: Record<string, unknown> = {}): ReturnType<typeof packWith> =>
    packWith({
      metrics: { ...metrics, r: recipe, r2: { ...recipe, cases: [{ when: { trait: "a", is: 1 }, points: 50 }], otherwise: 0 }, p: { kind: "pulse" } },
      model: { categories: { all: { weight: 1, metrics: scored } }, ...more },
    });
  const scale = [[0, 30], [1, 90]];
  const adjustments = (operation: unknown, when?: unknown): unknown => ({ adjustments: [{ id: "a", reason: "Because", ...(operation as object), ...(when === undefined ? {} : { when }) }] });
  test.each([
    ["a line", one({ satisfaction: { weight: 1, scale } }), [[30, 90]]],
    ["steps", one({ satisfaction: { weight: 1, scale: { steps: [[0, 10], [3, 60]] } } }), [[10, 10], [60, 60]]],
    ["a recipe", one({ r: { weight: 1 } }), [[20, 20], [80, 80], [100, 100]]],
    ["a pulse", one({ p: { weight: 1 } }), [[0, 0], [50, 50], [100, 100]]],
    ["two recipes", one({ r: { weight: 1 }, r2: { weight: 1 } }), [[10, 10], [35, 35], [40, 40], [50, 50], [65, 65], [75, 75]]],
    ["a cap for everybody", one({ satisfaction: { weight: 1, scale } }, adjustments({ cap: 50 }) as object as Record<string, unknown>), [[30, 50]]],
    ["a loss for some", one({ r: { weight: 1 } }, adjustments({ add: -50 }, { trait: "c", is: 1 }) as Record<string, unknown>), [[0, 0], [20, 20], [30, 30], [50, 50], [80, 80], [100, 100]]],
  ])("%s", (_name, pack, intervals) => {
    const found = reachableScores(pack).map(({ low, high }) => [low, high].map((score) => Math.round(score * 1e6) / 1e6));
    expect(found).toEqual(intervals);
  });

  test.each([
    ["a scale that starts at 30 and ends at 90", one({ satisfaction: { weight: 1, scale } }), []],
    ["a scale that never falls under 40", one({ satisfaction: { weight: 1, scale: [[0, 40], [1, 90]] } }), ["no customer can be red: overall scores can be 40 to 90"]],
    ["a recipe without a middle", one({ r: { weight: 1 } }), ["no customer can be yellow: overall scores can be 20, 80, 100"]],
    ["a cap under green", packWithModel(adjustments({ cap: 69 }) as Record<string, unknown>), ["no customer can be green: overall scores can be 0 to 69"]],
    ["red that ends at nothing", packWithModel({ bands: { red_below: 0 } }), ["no customer can be red: overall scores can be 0 to 100"]],
  ])("band-out-of-reach: %s", (_name, pack, expected) => {
    expect(findingsOf("band-out-of-reach", pack).map(({ message }) => message)).toEqual(expected);
  });
});
