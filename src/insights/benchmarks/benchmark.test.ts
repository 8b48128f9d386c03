import { describe, expect, test } from "vitest";
import { pastOf, place, type Story } from "../../../test/support/past-standings.ts";
import { compileBenchmarks, type Benchmark } from "./benchmark.ts";
import { gapOf, isCompared } from "./gap.ts";
import { compilePlaces, tenureText } from "./place.ts";
import { benchmarksSchema } from "./settings.ts";
import { wentOnToRenew } from "./standings.ts";

const settings = (changes: object = {}): ReturnType<typeof benchmarksSchema.parse> => benchmarksSchema.parse({ at_least: 5, ...changes });
const named = (prefix: string, count: number, story: (index: number) => Omit<Story, "account">): Story[] => Array.from({ length: count }, (_, index) => ({ account: `${prefix}${index}`, ...story(index) }));
const numbers = (benchmark: Benchmark): object => (benchmark.kind === "base" ? { points: benchmark.points, under: benchmark.under, accounts: benchmark.group.accounts, by: benchmark.group.by, of: benchmark.group.of } : benchmark);

/** Five that renewed with 50, 60, 70, 80 and 90 points at last, two that were lost with 10, one that nobody knows about yet. */
const onboarding = place("onboarding", "key");
const past = pastOf([
  ...named("won", 5, (index) => ({ months: [[onboarding, 0, 0, 0], [onboarding, 50 + index * 10, 40, 100], undefined], decisions: [[2, "renewed"]] })),
  ...named("lost", 2, () => ({ months: [[onboarding, 10, 0, 0], [onboarding, 10, 0, 0], undefined], decisions: [[2, "lost"]] })),
  ...named("open", 1, () => ({ months: [undefined, undefined, [onboarding, 100, 100, 100]] })),
]);

describe("a benchmark", () => {
  test("is what those that renewed had at last, each account once", () => {
    expect(numbers(compileBenchmarks(past, settings())(onboarding))).toEqual({ points: 70, under: 60, accounts: 5, by: ["stage", "segment", "tenure"], of: "renewed" });
  });

  test("is of all where the pack says so: 10, 10, 50, 60, 70, 80, 90, 100", () => {
    expect(numbers(compileBenchmarks(past, settings({ of: "all", percentile: 50 }))(onboarding))).toMatchObject({ points: 65, under: 40, accounts: 8, of: "all" });
  });

  test("leaves out tenure, then the segment, then the stage, where a group is too small, and says which were", () => {
    const benchmark = compileBenchmarks(past, settings())(place("onboarding", "other", 3));
    expect(benchmark).toMatchObject({ kind: "base", group: { by: ["stage"], accounts: 5, of: "renewed" } });
    expect(benchmark.kind === "base" && benchmark.tooFew.map(({ by, accounts }) => [by.length, accounts])).toEqual([[3, 0], [2, 0]]);
  });

  test("is of all customers only when those that renewed are too few in every group", () => {
    const benchmark = compileBenchmarks(past, settings({ at_least: 6 }))(onboarding);
    expect(numbers(benchmark)).toMatchObject({ of: "all", accounts: 8, by: ["stage", "segment", "tenure"] });
    expect(benchmark.kind === "base" && benchmark.tooFew.every(({ of, accounts }) => of === "renewed" && accounts === 5)).toBe(true);
  });

  test("is none when all together are too few", () => {
    expect(compileBenchmarks(past, settings({ at_least: 9 }))(onboarding)).toEqual({ kind: "none", subject: "overall", accounts: 8, needed: 9 });
  });

  test("of a metric is of those that have it; of something without scores there is none", () => {
    const benchmarks = compileBenchmarks(past, settings());
    expect(numbers(benchmarks(onboarding, "use"))).toMatchObject({ points: 40, accounts: 5 });
    expect(benchmarks(onboarding, "never")).toMatchObject({ kind: "none", accounts: 0 });
  });

  test("can be a target of the pack: of those that apply, the last", () => {
    const targets = [{ points: 60 }, { points: 75, stage: ["onboarding", "handover"] }, { points: 80, segment: "other" }, { score: "use", points: 5 }];
    const benchmarks = compileBenchmarks(past, settings({ targets }));
    expect([benchmarks(onboarding), benchmarks(place(null)), benchmarks(place("onboarding", "other")), benchmarks(onboarding, "use")].map((one) => one.kind === "target" && one.points)).toEqual([75, 60, 80, 5]);
    expect(benchmarks(onboarding, "care").kind).toBe("base");
  });
});

test("a standing went on to renew when the next decision after it was a renewal", () => {
  const { accounts, instants, decisions } = pastOf([{ account: "a", months: Array.from({ length: 5 }), decisions: [[1, "renewed"], [3, "lost"]] }]);
  expect([...wentOnToRenew({ accounts, instants, decisions })]).toEqual([1, 0, 0, 0, 0]);
});

describe("the gap of an account", () => {
  const snapshot = {
    computed: { score: 45, band: "yellow" as const, since: 0 },
    categories: [],
    metrics: [metric("use", 30, 0.75), metric("care", 60, 0.25), metric("unknown", null, 0)],
  };
  const gap = gapOf(snapshot, onboarding, compileBenchmarks(past, settings()));

  test("is the score less the benchmark, with its rank among those it is compared with", () => {
    expect(isCompared(gap) && gap.overall).toMatchObject({ score: 45, points: -25, isUnder: true, rank: 0 });
  });

  test("is explained by metrics, the most expensive first; one that is missing explains nothing", () => {
    expect(isCompared(gap) && gap.metrics.map(({ subject, points, effect }) => [subject, points, effect])).toEqual([["care", -40, -10], ["use", -10, -7.5]]);
  });

  test("isn't there without a score, or without a benchmark", () => {
    expect(gapOf({ ...snapshot, computed: { ...snapshot.computed, score: null } }, onboarding, compileBenchmarks(past, settings()))).toEqual({ kind: "no_score" });
    expect(gapOf({ ...snapshot, unknown: { kind: "low_coverage", coverage: 20, floor: 50 } }, onboarding, compileBenchmarks(past, settings()))).toEqual({ kind: "no_score" });
    expect(gapOf(snapshot, onboarding, compileBenchmarks(past, settings({ at_least: 100 })))).toMatchObject({ kind: "none" });
  });
});

function metric(id: string, score: number | null, weight: number): Parameters<typeof gapOf>[0]["metrics"][number] {
  return { metric: id, category: "all", raw: score === null ? { missing: "never_seen" } : { value: score }, score, band: "unknown", weight, contribution: (score ?? 0) * weight };
}

describe("where an account stands", () => {
  const about = { stage: "onboarding", segments: new Map([["big", true], ["alpha", true], ["old", undefined]]), contract: { months: 6 } };

  test("the first segment of the pack's list that it is in; without a list the first id", () => {
    expect(compilePlaces(settings({ segments: ["old", "big", "alpha"] }))(about)).toEqual({ stage: "onboarding", segment: "big", tenure: 2 });
    expect(compilePlaces(settings())(about).segment).toBe("alpha");
  });

  test("without stage, segment and contract it is in groups of their own", () => {
    expect(compilePlaces(settings())({ segments: new Map(), contract: { months: null } })).toEqual({ stage: null, segment: null, tenure: null });
  });

  test("equal places are one object", () => {
    const placeOf = compilePlaces(settings());
    expect(placeOf(about)).toBe(placeOf({ ...about, contract: { months: 11.9 } }));
  });

  test.each([[null, "without a contract"], [0, "months 0 to 3"], [2, "months 6 to 12"], [4, "month 24 and later"]])("part %s of tenure is %s", (part, words) => {
    expect(tenureText(part, [3, 6, 12, 24])).toBe(words);
  });
});
