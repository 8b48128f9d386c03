import { describe, expect, test } from "vitest";
import { causalMetrics, companyStart, decoyMetrics, renewingCompany } from "../../../test/support/renewing-company.ts";
import { Random } from "../../lib/random.ts";
import { dayMs } from "../../lib/zone.ts";
import { anchorsFor, pointsFor, weightedScore } from "./feature.ts";
import { suggest, type Suggestion, type SuggestionInput } from "./suggest.ts";

const splitAt = companyStart + 500 * dayMs;
const inputOf = (seed: number, options: Parameters<typeof renewingCompany>[1] = {}): SuggestionInput => ({ ...renewingCompany(seed, { effect: 2, accounts: 300, ...options }), leadDays: 30, splitAt, zone: "UTC" });

function suggested(input: SuggestionInput): Suggestion {
  const result = suggest(input);
  if (!result.possible) throw new Error(result.reason);
  return result;
}

describe("a company whose truth is known", () => {
  const input = inputOf(3);
  const result = suggested(input);

  test("the cause carries the weight, decoys next to none, over twenty seeds", () => {
    const metrics = Array.from({ length: 20 }, (_, seed) => suggested(inputOf(seed)).change.metrics);
    const weightOf = (ids: readonly string[]): number => metrics.flat().filter(({ id }) => ids.includes(id)).reduce((sum, { weight }) => sum + weight, 0) / metrics.length;
    expect(metrics.every((chosen) => chosen.some(({ id }) => id === "logins"))).toBe(true);
    expect(weightOf(causalMetrics)).toBeGreaterThan(95);
    expect(weightOf(decoyMetrics)).toBeLessThan(5);
  });

  test("weights of 100 in fives, scales that can be written in a pack, bands that part the training period", () => {
    const { metrics, bands } = result.change;
    expect(metrics.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
    for (const { weight, scale, better } of metrics) {
      expect(weight % 5).toBe(0);
      const points = scale.map(([, one]) => one);
      expect(points).toEqual(points.toSorted((a, b) => (better === "more" ? a - b : b - a)));
      expect(scale.map(([raw]) => raw)).toEqual(scale.map(([raw]) => raw).toSorted((a, b) => a - b));
    }
    expect(bands.red_below).toBeLessThan(bands.yellow_below);
  });

  test("the gain is told for later rows only, beside the present model", () => {
    const { measured, metricIds } = { ...renewingCompany(3, { effect: 2, accounts: 300 }) };
    const noise = metricIds.indexOf("noise");
    const present = Float64Array.from({ length: measured.accounts.length * measured.instants.length }, (_, cell) => measured.values[cell * metricIds.length + noise]!);
    const { outOfTime, text } = suggested({ ...input, present });
    expect(outOfTime.gain!.low).toBeGreaterThan(0);
    expect(text).toMatch(/^logins \d+.*; on later data its AUC is 0\.\d\d, .*, better than the present model's 0\.\d\d \(difference 0\.\d\d to 0\.\d\d\)$/);
    expect(outOfTime.auc.positives + outOfTime.auc.negatives).toBeLessThan(input.decisions.filter(({ at }) => at > splitAt).length + 1);
  });

  test("what happened after the split can't change what was learned", () => {
    const random = Random.seeded("later");
    const later = input.decisions.map((decision) => (decision.knownAt > splitAt ? { ...decision, lost: random.unit() < 0.2 } : decision));
    const changed = suggest({ ...input, decisions: later });
    expect(changed.possible ? changed.change : changed.reason).toEqual(changed.possible ? result.change : expect.stringContaining("didn't hold after it"));
  });

  test("a suggestion never goes against what people know to be healthy", () => {
    const against = suggest({ ...input, better: { logins: "less" } });
    expect(against.possible ? against.change.metrics.map(({ id }) => id) : []).not.toContain("logins");
  });
});

describe("no suggestion, with the reason", () => {
  test.each<[string, SuggestionInput, string]>([
    ["nothing to learn", inputOf(1, { effect: 0 }), "no metric told those who left"],
    ["too few before", { ...inputOf(1), splitAt: companyStart + 190 * dayMs }, "at least 20 of each are needed to learn from"],
    ["too few after", { ...inputOf(1), splitAt: companyStart + 880 * dayMs }, "at least 10 of each are needed to judge by"],
  ])("%s", (_name, input, reason) => {
    expect(suggest(input)).toMatchObject({ possible: false, reason: expect.stringContaining(reason) });
  });
});

describe("points", () => {
  test("quantiles that coincide share an anchor", () => {
    const values = Float64Array.from([0, 0, 0, 0, 0, 0, 5, 8, 10, 20]);
    expect(anchorsFor(values, "more")).toEqual([[0, 25], [7.25, 75], [15.5, 100]]);
    expect(anchorsFor(values, "less")?.[0]).toEqual([0, 75]);
    expect(anchorsFor(new Float64Array(5), "more")).toBeUndefined();
  });

  test("a missing metric's weight is spread over the others", () => {
    const points = [pointsFor(Float64Array.from([0, 10, Number.NaN]), [[0, 0], [10, 100]]), Float64Array.from([50, Number.NaN, Number.NaN])];
    expect([...weightedScore(points, [75, 25])]).toEqual([12.5, 100, Number.NaN]);
  });
});
