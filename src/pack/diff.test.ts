import { describe, expect, test } from "vitest";
import { packWith, packWithModel, soundSections } from "../../test/support/pack.ts";
import { exampleNames, examplePack } from "../../test/support/example-packs.ts";
import { diffPacks } from "./diff.ts";
import { packVersion } from "./identity.ts";

const sound = packWith();
const { metrics, model } = soundSections;
const { product, support } = model.categories;

describe("the difference of two packs", () => {
  test.each([
    ["a setting", packWith({ pack: { ...soundSections.pack, currency: "USD" } }), [{ kind: "settings", id: "currency", change: "changed", fields: [{ path: [], before: "EUR", after: "USD" }] }]],
    ["a new segment", packWith({ segments: { big: { when: { contract: "mrr", over: 5000 } } } }), [{ kind: "segment", id: "big", change: "added" }]],
    ["another window", packWith({ metrics: { ...metrics, seats_active: { ...metrics.seats_active, window: "14d" } } }), [{ kind: "metric", id: "seats_active", change: "changed", fields: [{ path: ["window"], before: { days: 30 }, after: { days: 14 } }] }]],
    ["another weight of a category", packWithModel({ categories: { product: { ...product, weight: 50 }, support } }), [{ kind: "weight", id: "product", change: "changed", fields: [{ path: [], before: 60, after: 50 }] }]],
    ["another weight and scale of a metric", packWithModel({ categories: { product: { ...product, metrics: { ...product.metrics, seats_active: { weight: 3, scale: { worst: 0, best: 1 } } } }, support } }), [
      { kind: "weight", id: "product/seats_active", change: "changed", fields: [{ path: [], before: 2, after: 3 }] },
      { kind: "scale", id: "product/seats_active", change: "changed" },
    ]],
    ["a metric that no longer counts", packWithModel({ categories: { product: { ...product, metrics: { seats_active: product.metrics.seats_active } }, support } }), [{ kind: "weight", id: "product/days_since_login", change: "removed", value: { weight: 1, scale: { worst: 30, best: 0 } } }]],
    ["a category that is gone, without its parts", packWithModel({ categories: { product } }), [{ kind: "category", id: "support", change: "removed" }]],
    ["another limit", packWithModel({ ...model, bands: { red_below: 30 } }), [{ kind: "bands", id: "overall", change: "changed", fields: [{ path: ["red_below"], before: 40, after: 30 }] }]],
    ["another floor", packWithModel({ coverage_floor: 60 }), [{ kind: "coverage_floor", id: "coverage_floor", change: "changed" }]],
    ["a variant", packWithModel({ variants: [{ stage: "onboarding", coverage_floor: 10 }] }), [{ kind: "variant", id: "1", change: "added" }]],
    ["a journey, without its stages", packWith({ journey: { based_on: "default" } }), [{ kind: "journey", id: "scores_use", change: "added" }]],
    ["what counts as falling", packWith({ revenue: { falling: 20 } }), [{ kind: "revenue", id: "revenue", change: "changed" }]],
  ])("%s", (_, after, expected) => {
    expect(diffPacks(sound, after)).toEqual(expected.map((change) => expect.objectContaining(change)));
  });

  test("the order of adjustments counts; that of segments and keys doesn't", () => {
    const [one, two] = [{ id: "one", add: -1, reason: "one" }, { id: "two", multiply: 0.5, reason: "two" }];
    expect(diffPacks(packWithModel({ adjustments: [one, two] }), packWithModel({ adjustments: [two, one] }))).toEqual([{ kind: "order", id: "adjustments", change: "changed", fields: [{ path: [], before: ["one", "two"], after: ["two", "one"] }] }]);
    expect(diffPacks(packWithModel({ adjustments: [one] }), packWithModel({ adjustments: [one, two] })).map(({ kind }) => kind)).toEqual(["adjustment"]);
    expect(diffPacks(sound, packWith({ metrics: Object.fromEntries(Object.entries(metrics).toReversed()) }))).toEqual([]);
  });
});

describe("of the example packs", () => {
  const packs = exampleNames.map((name) => ({ name, pack: examplePack(name) }));
  const pairs = packs.flatMap((one) => packs.map((other) => [one, other] as const));
  const mirrored = { added: "removed", removed: "added", changed: "changed" } as const;
  const version = (pack: (typeof packs)[number]["pack"]): string => packVersion(pack, (text) => text);

  test.each(pairs)("$0.name and $1.name: nothing differs exactly when the version is the same, and backwards it is the mirror", (one, other) => {
    const changes = diffPacks(one.pack, other.pack);
    expect(changes.length === 0).toBe(version(one.pack) === version(other.pack));
    const told = (change: { kind: string; id: string; change: keyof typeof mirrored }): string => `${change.kind} ${change.id} ${change.change}`;
    expect(diffPacks(other.pack, one.pack).map((change) => told({ ...change, change: mirrored[change.change] })).toSorted()).toEqual(changes.map(told).toSorted());
  });
});
