import { describe, expect, test } from "vitest";
import { findingsOf, packWith, packWithModel, placesOf, soundSections } from "../../../test/support/pack.ts";

const weight = (points: number): object => ({ categories: { product: { weight: points } } });
const found = (variants: readonly object[], segments: Record<string, unknown> = {}): readonly string[] =>
  findingsOf("variants-overlap", packWith({ segments, journey: { stages: [{ id: "onboarding" }, { id: "adoption" }] }, model: { ...soundSections.model, variants } })).map(({ message }) => message);

const when = (one: object, other: object): Record<string, unknown> => ({ one: { when: one }, other: { when: other } });
const pair = [{ segment: "one", ...weight(10) }, { segment: "other", ...weight(20) }];

describe("variants-overlap", () => {
  test("names the setting and the earlier variant", () => {
    expect(found([{ segment: "one", ...weight(10) }, { stage: "adoption", ...weight(20) }], { one: { when: { trait: "plan", is: "pro" } } })).toEqual(["`product.weight` is changed here and in variant 1, and an account can be in both"]);
  });

  test.each<[string, readonly object[]]>([
    ["the same value", [{ segment: "one", ...weight(10) }, { segment: "other", ...weight(10) }]],
    ["different settings", [{ segment: "one", ...weight(10) }, { segment: "other", bands: { red_below: 30 } }]],
    ["different stages", [{ segment: "one", stage: "onboarding", ...weight(10) }, { segment: "one", stage: "adoption", ...weight(20) }]],
  ])("says nothing of %s", (_name, variants) => {
    expect(found(variants, when({ trait: "a", is: 1 }, { trait: "b", is: 1 }))).toEqual([]);
  });

  test.each<[string, object, object]>([
    ["two values of one trait", { trait: "plan", is: "pro" }, { trait: "plan", is: ["free", "trial"] }],
    ["ranges that don't meet", { contract: "mrr", under: 500 }, { contract: "mrr", at_least: 500 }],
    ["ranges within other clauses", { all: [{ trait: "eu", is: true }, { contract: "mrr", at_most: 499 }] }, { contract: "mrr", between: [500, 900] }],
  ])("says nothing where %s exclude each other", (_name, one, other) => {
    expect(found(pair, when(one, other))).toEqual([]);
  });

  test.each<[string, object, object]>([
    ["ranges that meet in one point", { contract: "mrr", at_most: 500 }, { contract: "mrr", at_least: 500 }],
    ["values that only may differ", { any: [{ trait: "plan", is: "pro" }, { trait: "eu", is: true }] }, { trait: "plan", is: "free" }],
    ["what isn't", { not: { trait: "plan", is: "pro" } }, { trait: "plan", is: "free" }],
  ])("asks about %s", (_name, one, other) => {
    expect(found(pair, when(one, other))).toHaveLength(1);
  });
});

describe("benchmarks", () => {
  const targets = [{ points: 70, segment: "one" }];
  const packOf = (benchmarks: object, segments: object): ReturnType<typeof packWith> => packWith({ benchmarks, segments });
  const overlapping = when({ trait: "a", is: 1 }, { trait: "b", is: 1 });

  test("benchmark-segment-order asks which segment counts, where an account can be in two", () => {
    expect(findingsOf("benchmark-segment-order", packOf({ targets }, overlapping)).map(({ help }) => help)).toEqual(["write the order in which they count: segments: [one, other]"]);
    expect(findingsOf("benchmark-segment-order", packOf({ targets, segments: ["one", "other"] }, overlapping))).toEqual([]);
    expect(findingsOf("benchmark-segment-order", packOf({ targets }, when({ trait: "a", is: 1 }, { trait: "a", is: 2 })))).toEqual([]);
    expect(findingsOf("benchmark-segment-order", packWithModel({}))).toEqual([]);
  });

  test("target-without-effect finds the target that a wider one hides", () => {
    const of = (list: readonly object[]): string[] => placesOf(findingsOf("target-without-effect", packOf({ targets: list }, overlapping)));
    expect(of([{ points: 70, segment: "one" }, { points: 60 }])).toEqual(["benchmarks.targets.0"]);
    expect(of([{ points: 60 }, { points: 70, segment: "one" }, { score: "product", points: 60 }])).toEqual([]);
  });
});
