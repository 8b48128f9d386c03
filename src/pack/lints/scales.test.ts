import { describe, expect, test } from "vitest";
import { findingsOf, packWithMetric, packWith, placesOf, soundSections } from "../../../test/support/pack.ts";

const recency = { kind: "recency" };
const where = "model.categories.other.metrics.extra.scale";

describe("flat and uneven scales", () => {
  test.each([
    ["anchors that rise", [[0, 0], [1, 100]], [], []],
    ["anchors that fall", [[0, 100], [1, 0]], [], []],
    ["a plateau within", [[0, 0], [1, 50], [2, 50], [3, 100]], [], []],
    ["worst and best", { worst: 5, best: 1 }, [], []],
    ["the same points everywhere", [[0, 50], [1, 50]], [where], []],
    ["steps to the same points", { steps: [[0, 50], [1, 50]] }, [where], []],
    ["points that rise and fall", [[0, 0], [1, 100], [2, 40]], [], [where]],
    ["steps down and up", { steps: [[0, 60], [1, 20], [2, 40]] }, [], [where]],
  ])("%s", (_name, scale, flat, uneven) => {
    const pack = packWithMetric(recency, { scale });
    expect(placesOf(findingsOf("flat-scale", pack))).toEqual(flat);
    expect(placesOf(findingsOf("uneven-scale", pack))).toEqual(uneven);
  });

  test("those of variants too", () => {
    const variants = [{ segment: "s", categories: { support: { metrics: { satisfaction: { scale: [[1, 7], [5, 7]] } } } } }];
    const pack = packWith({ segments: { s: { when: { contract: "mrr", over: 1 } } }, model: { ...soundSections.model, variants } });
    expect(findingsOf("flat-scale", pack)).toMatchObject([{ path: ["model", "variants", 0, "categories", "support", "metrics", "satisfaction", "scale"], message: "`satisfaction` is worth 7 points whatever its value" }]);
  });
});
