import { describe, expect, test } from "vitest";
import { type EffectiveModel, type Standing, effectiveModels, printableModel, withoutMetrics } from "./effective.ts";
import { modelSchema } from "./schema.ts";

const model = modelSchema.parse({
  bands: { red_below: 30 },
  categories: {
    product: {
      name: "Product",
      weight: 60,
      metrics: { seats: { weight: 2, scale: { worst: 0, best: 1 }, bands: { red_below: 50 } }, logins: { weight: 1, scale: [[0, 0], [9, 100]] } },
    },
    people: { weight: 40, metrics: { pulse: { weight: 1 } } },
  },
  adjustments: [
    { id: "no_review", when: { metric: "review", over: 182 }, multiply: 0.8, reason: "No review in six months" },
    { id: "acquired", when: { trait: "acquired", is: true }, add: -20, reason: "Was acquired" },
  ],
  variants: [
    {
      segment: "key",
      bands: { yellow_below: 80 },
      categories: { product: { metrics: { seats: { weight: 5 } } } },
      adjustments: [{ id: "no_review", when: { metric: "review", over: 122 } }, { id: "acquired", cap: 60 }, { id: "new", floor: 10, reason: "Never nothing" }],
    },
    { stage: ["onboarding", "handover"], coverage_floor: 30, categories: { product: { weight: 20, metrics: { seats: { weight: 7, scale: { worst: 0, best: 0.5 } } } } } },
    { segment: "small", stage: "renewal", categories: { money: { weight: 10, metrics: { paid: { weight: 1, scale: { worst: 30, best: 0 } } } } } },
  ],
});

const find = effectiveModels(model);
const of = (stage: string | null, ...segments: string[]): EffectiveModel =>
  find({ stage, segments: new Map(["key", "small"].map((name) => [name, segments.includes(name)])) });

describe("the effective model", () => {
  test("nobody special gets the base", () => {
    const { variants: _variants, ...base } = model;
    expect(of(null)).toEqual({ ...base, key: "base" });
  });

  test("a variant changes only what it names", () => {
    const { categories, bands, coverage_floor } = of("adoption", "key");
    expect(categories["product"]).toEqual({
      name: "Product",
      weight: 60,
      metrics: { seats: { weight: 5, scale: { worst: 0, best: 1 }, bands: { red_below: 50 } }, logins: { weight: 1, scale: [[0, 0], [9, 100]] } },
    });
    expect(bands).toEqual({ ...model.bands, yellow_below: 80 });
    expect(coverage_floor).toBe(50);
  });

  test("the later of two variants wins, and the key names both", () => {
    const both = of("onboarding", "key");
    expect(both.categories["product"]).toMatchObject({ weight: 20, metrics: { seats: { weight: 7, scale: { worst: 0, best: 0.5 } } } });
    expect(both).toMatchObject({ key: "base+1+2", coverage_floor: 30, bands: { yellow_below: 80 } });
  });

  test("adjustments change by id: another operation replaces the model's, and what is new comes last", () => {
    expect(of(null, "key").adjustments).toEqual([
      { id: "no_review", when: { metric: "review", over: 122 }, multiply: 0.8, reason: "No review in six months" },
      { id: "acquired", when: { trait: "acquired", is: true }, cap: 60, reason: "Was acquired" },
      { id: "new", floor: 10, reason: "Never nothing" },
    ]);
  });

  test("a variant for segment and stage needs both", () => {
    expect([of("renewal"), of("adoption", "small"), of("renewal", "small")].map(({ key }) => key)).toEqual(["base", "base", "base+3"]);
    expect(Object.keys(of("renewal", "small").categories)).toEqual(["product", "people", "money"]);
  });

  test("a segment that isn't known doesn't apply", () => {
    const unknown: Standing = { segments: new Map([["key", undefined]]) };
    expect(find(unknown).key).toBe("base");
  });

  test("one combination is one object", () => {
    expect(of("handover", "key")).toBe(of("onboarding", "key"));
  });

  test("it prints as it is written", () => {
    const printed = printableModel(of("onboarding", "key"));
    expect(printed).toMatchObject({ bands: { red_below: 30, yellow_below: 80, hysteresis: 3, dwell: "0d" }, coverage_floor: 30 });
    expect(modelSchema.safeParse(printed).success).toBe(true);
  });

  test("metrics can be left out, for the score without a judgement", () => {
    expect(Object.keys(withoutMetrics(of(null), new Set(["pulse"])).categories["people"]?.metrics ?? {})).toEqual([]);
  });
});
