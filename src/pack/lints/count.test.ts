import { describe, expect, test } from "vitest";
import { findingsOf, packWith, packWithModel, soundSections } from "../../../test/support/pack.ts";
import type { Pack } from "../schema.ts";

const { metrics, model } = soundSections;

/** A pack whose model counts so many recencies. */
function packOf(count: number, weight = 1): Pack {
  const ids = Array.from({ length: count }, (_, index) => `m${index}`);
  const each = <T>(value: T): Record<string, T> => Object.fromEntries(ids.map((id) => [id, value]));
  return packWith({
    metrics: { ...metrics, ...each({ kind: "recency" }) },
    model: { categories: { one: { weight: 1, metrics: { satisfaction: { weight: 1, scale: { worst: 1, best: 5 } }, ...each({ weight, scale: { worst: 30, best: 0 } }) } } } },
  });
}

describe("too-many-metrics", () => {
  test.each([
    ["eight", packOf(7), []],
    ["nine", packOf(8), ["9 metrics count in the score"]],
    ["nine, of which eight weigh nothing", packOf(8, 0), []],
  ])("%s", (_name, pack, expected) => {
    expect(findingsOf("too-many-metrics", pack).map(({ message }) => message)).toEqual(expected);
  });
});

describe("too-few-metrics", () => {
  test.each([
    ["one", packOf(0), ["the score rests on one measurement"]],
    ["two", packOf(1), ["the score rests on 2 measurements"]],
    ["three", packOf(2), []],
  ])("%s", (_name, pack, expected) => {
    expect(findingsOf("too-few-metrics", pack).map(({ message }) => message)).toEqual(expected);
  });

  test("a recipe counts as what it is made of", () => {
    const when = { all: [{ metric: "satisfaction", over: 4 }, { metric: "tickets_open", under: 2 }, { trait: "plan", is: "pro" }] };
    const pack = packWith({
      metrics: { ...metrics, all: { kind: "recipe", cases: [{ when, points: 100 }], otherwise: 0 } },
      model: { categories: { one: { weight: 1, metrics: { all: { weight: 1 } } } } },
    });
    expect(findingsOf("too-few-metrics", pack)).toEqual([]);
  });
});

test("the sound pack is neither", () => {
  const pack = packWithModel(model);
  expect([...findingsOf("too-many-metrics", pack), ...findingsOf("too-few-metrics", pack)]).toEqual([]);
});
