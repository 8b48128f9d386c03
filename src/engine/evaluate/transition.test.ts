import { expect, test } from "vitest";
import type { MetricValue } from "../../metrics/value.ts";
import type { Difference } from "../../scores/difference.ts";
import type { MetricPart } from "../../scores/snapshot.ts";
import { movedTellingly } from "./change.ts";
import { reasonOf, transitionKind } from "./transition.ts";

test.each([
  [50, 51, true], [50, 50.9, false], [50, 49, true], [0.1 + 0.2, 1.3, true], [null, 50, true], [50, null, true], [null, null, false],
])("from %s to %s is worth telling: %s", (before, after, expected) => {
  expect(movedTellingly(before, after)).toBe(expected);
});

test("a band that changes says more than the score that moved it", () => {
  expect(transitionKind({ score: 69, band: "yellow" }, { score: 74, band: "green" })).toBe("BandChanged");
  expect(transitionKind({ score: 69, band: "yellow" }, { score: 64, band: "yellow" })).toBe("ScoreMoved");
  expect(transitionKind({ score: 69, band: "yellow" }, { score: 69.5, band: "yellow" })).toBeUndefined();
});

const difference = (from: number, to: number, ...points: readonly number[]): Difference => ({
  from, to, byCause: {} as Difference["byCause"], parts: points.map((each, index) => ({ cause: "data", subject: `m${index}`, points: each })),
});

test.each([
  ["what moved most in its direction", difference(60, 50, 8, -12, -6), "m1"],
  ["and not what moved more the other way", difference(60, 55, 12, -9, -8), "m1"],
  ["what moved most, where the ends are equal", difference(60, 60, 3, -9, 6), "m1"],
])("the main cause is %s", (_name, split, subject) => {
  expect(reasonOf(split, { band: "red", metrics: [] }, { band: "yellow", metrics: [] }).main?.subject).toBe(subject);
});

const part = (metric: string, raw: MetricValue): MetricPart => ({ metric, category: "c", raw, score: null, band: "unknown", weight: 0, contribution: 0 });
const before = { band: "green", metrics: [part("stays", { value: 1 }), part("old", { value: 1 }), part("rare", { value: 1 })] } as const;
const after = { band: "unknown", metrics: [part("stays", { value: 2 }), part("old", { missing: "expired" }), part("rare", { missing: "not_applicable" })] } as const;

test("where no score can be told, the metrics that went are named", () => {
  const [first, second] = [{ cause: "expiry", subject: "old", points: 0 }, { cause: "missing_data", subject: "rare", points: 0 }];
  expect(reasonOf(undefined, before, after)).toEqual({ parts: [first, second], main: first });
});

test("where a band disappears they come before what moved the score more", () => {
  const moved = [{ cause: "data", subject: "stays", points: 18 }, { cause: "missing_data", subject: "rare", points: -1 }] as const;
  expect(reasonOf({ from: 60, to: 77, parts: moved }, before, after)).toEqual({ main: moved[1], parts: [moved[1], { cause: "expiry", subject: "old", points: 0 }, moved[0]] });
});
