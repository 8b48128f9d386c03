import { describe, expect, test } from "vitest";
import { type Changes, fileOf, problemPlaces, soundSections } from "../../test/support/pack.ts";
import { parsePack } from "./parse.ts";

const { metrics, model } = soundSections;

/** Messages of all problems of one file. */
const messages = (changes: Changes): string[] => parsePack([fileOf(changes)]).problems.map(({ message }) => message);
const file = (path: string, text: string): { path: string; text: string } => ({ path, text });

/** Metrics with one more. */
const withMetric = (id: string, metric: unknown): Changes => ({ metrics: { ...metrics, [id]: metric } });

describe("a sound pack", () => {
  test("has defaults filled in and durations read", () => {
    const { pack, problems } = parsePack([fileOf()]);
    expect(problems).toEqual([]);
    expect(pack).toMatchObject({ segments: {}, metrics: { seats_active: { window: { days: 30 } } }, model: { coverage_floor: 50 } });
  });

  test("may be spread over files, down to single definitions and categories", () => {
    const whole = parsePack([fileOf()]).pack;
    const parts = [
      file("about.yaml", "pack: { id: sound, name: Sound }\n"),
      file("where.yaml", "pack: { timezone: Europe/Berlin, currency: EUR }\n"),
      ...Object.entries(metrics).map(([id, metric]) => file(`${id}.yaml`, JSON.stringify({ metrics: { [id]: metric } }))),
      ...Object.entries(model.categories).map(([id, category]) => file(`${id}.yaml`, JSON.stringify({ model: { categories: { [id]: category } } }))),
      file("empty.yaml", "# later\n"),
    ];
    expect(parsePack(parts)).toMatchObject({ problems: [], pack: whole });
  });
});

describe("files that clash", () => {
  test("the same definition in two files is a problem of the second that names the first", () => {
    const second = file("more.yaml", "metrics:\n  seats_active:\n    kind: recency\n");
    const [problem, ...others] = parsePack([fileOf(), second]).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: "duplicate-key",
      message: "`metrics.seats_active` is already written in health.yaml:7",
      place: { file: "more.yaml", line: 2, column: 3 },
      related: [{ place: { file: "health.yaml", line: 7 }, note: "first written here" }],
    });
  });

  test("one definition, or a list, can't be put together from two files", () => {
    const more = file("more.yaml", "model: { categories: { support: { name: Support } }, variants: [] }");
    const first = fileOf({ model: { ...model, variants: [] } });
    expect(problemPlaces([first, more])).toEqual(["more.yaml:1:24 duplicate-key", "more.yaml:1:54 duplicate-key"]);
  });

  test.each([
    ["no file at all", [], "there is no file"],
    ["files without a section", [file("a.yaml", ""), file("b.yaml", "# b")], "the 2 files have no section"],
    ["a file that is no map", [file("a.yaml", "- metrics")], "a file of a pack is a map of sections"],
  ])("%s", (_name, files, message) => {
    expect(parsePack(files).problems.map((problem) => problem.message)).toEqual([message]);
  });
});

describe("names that nothing defines", () => {
  test.each([
    ["the metric of a trend", withMetric("growth", { kind: "trend", metric: "seats_actve" }), "unknown metric `seats_actve`; did you mean `seats_active`?"],
    ["the metric of a rate", withMetric("load", { kind: "rate", metric: "ticket", per: "seat" }), "unknown metric `ticket`"],
    ["the metric of an attainment", withMetric("on_track", { kind: "attainment", metric: "seat_active", target: [[0, 1]] }), "unknown metric `seat_active`; did you mean `seats_active`?"],
    ["the segment of a target", withMetric("on_track", { kind: "attainment", metric: "seats_active", target: [[0, 1]], segments: { small: [[0, 1]] } }), "unknown segment `small`"],
    ["a term deep in a formula", withMetric("f", { kind: "formula", formula: { add: [1, { divide: ["satisfactoin", 5] }] } }), "unknown metric `satisfactoin`; did you mean `satisfaction`?"],
    ["a condition of a recipe", withMetric("r", { kind: "recipe", cases: [{ when: { not: { any: [{ metric: "nothing", over: 1 }] } }, points: 1 }], otherwise: 0 }), "unknown metric `nothing`"],
    ["a metric in the model", { model: { categories: { product: { weight: 1, metrics: { seats: { weight: 1 } } } } } }, "unknown metric `seats`"],
    ["a score in an adjustment", adjustment({ score: "suport", under: 20 }), "unknown score `suport`; did you mean `support`?"],
    ["a metric outside the model as a score", { ...withMetric("spare", { kind: "recency" }), ...adjustment({ score: "spare", under: 20 }) }, "unknown score `spare`"],
    ["a stage in an adjustment", adjustment({ stage: ["any", "onboarding"] }), "unknown stage `onboarding`"],
    ["a segment of a variant", variant({ segment: ["key_accounts"] }), "unknown segment `key_accounts`"],
    ["a stage of a variant", { journey: { stages: [{ id: "adoption" }] }, ...variant({ stage: "adopted" }) }, "unknown stage `adopted`"],
    ["a category of a variant", variant({ segment: "s", categories: { prodct: { weight: 1 } } }, { s: {} }), "unknown category `prodct`; did you mean `product`?"],
    ["a metric of a variant", variant({ segment: "s", categories: { product: { metrics: { seat: { weight: 1, scale: { worst: 0, best: 1 } } } } } }, { s: {} }), "unknown metric `seat`"],
  ])("%s", (_name, changes, message) => {
    expect(messages(changes)).toEqual([message]);
  });

  test("`overall`, categories and metrics have scores, and `any` is a stage in conditions", () => {
    const conditions = ["overall", "support", "satisfaction"].map((score) => ({ score, under: 20 }));
    expect(messages(adjustment({ all: [...conditions, { stage: "any" }] }))).toEqual([]);
    expect(messages({ journey: { stages: [{ id: "adoption" }] }, ...variant({ stage: "any" }) })).toEqual(["unknown stage `any`"]);
  });

  test("a variant may add a category of its own", () => {
    const own = { weight: 1, metrics: { tenure: { weight: 1, scale: { worst: 0, best: 9 } } } };
    expect(messages({ ...withMetric("tenure", { kind: "recency" }), ...variant({ segment: "s", categories: { extra: own } }, { s: {} }) })).toEqual([]);
  });
});

describe("a pack that refers to itself", () => {
  test.each([
    ["directly", { a: { kind: "formula", formula: { add: ["a", 1] } } }, ["metric `a` needs itself"]],
    [
      "in a circle",
      { a: { kind: "rate", metric: "b", per: "seat" }, b: { kind: "formula", formula: { add: ["c", "c"] } }, c: { kind: "recipe", cases: [{ when: { metric: "a", over: 1 }, points: 1 }], otherwise: 0 } },
      ["metric `a` needs itself: a -> b -> c -> a"],
    ],
    ["in two circles", { a: { kind: "formula", formula: { add: ["b", "a"] } }, b: { kind: "formula", formula: { add: ["a", 1] } } }, ["metric `a` needs itself: a -> b -> a", "metric `a` needs itself"]],
  ])("%s", (_name, more, expected) => {
    expect(new Set(messages({ metrics: { ...metrics, ...more } }))).toEqual(new Set(expected));
  });
});

describe("what is read before it is decided", () => {
  test.each([
    ["a segment that reads a metric", { segments: { s: { when: { metric: "satisfaction", under: 2 } } } }, "a segment can't read a metric, which isn't decided by then"],
    ["a recipe that reads a stage", { journey: { stages: [{ id: "adoption" }] }, ...withMetric("r", { kind: "recipe", cases: [{ when: { stage: "adoption" }, points: 1 }], otherwise: 0 }) }, "a recipe can't read a stage, which isn't decided by then"],
    ["an adjustment that reads a band", adjustment({ band: "support", is: "red" }), "an adjustment can't read a band, which isn't decided by then"],
  ])("%s", (_name, changes, message) => {
    expect(messages(changes)).toEqual([message]);
  });
});

describe("metrics made of what they can't be made of", () => {
  test.each([
    ["a trend of a recency", withMetric("t", { kind: "trend", metric: "days_since_login" }), "`days_since_login` is of kind recency; no trend can be made of it"],
    ["a trend of a share of adopters", { metrics: { ...metrics, a: { kind: "adoption", measure: "share", window: "30d", features: [{}] }, t: { kind: "trend", metric: "a" } } }, "`a` measures a share; a trend is made of counts"],
    ["an attainment of a formula", { metrics: { ...metrics, f: { kind: "formula", formula: { add: [1, 2] } }, t: { kind: "attainment", metric: "f", target: [[0, 1]] } } }, "`f` is of kind formula; no attainment can be made of it"],
    ["a metric without scale", { model: { categories: { product: { weight: 1, metrics: { satisfaction: { weight: 1 } } } } } }, "`satisfaction` has no `scale`"],
  ])("%s", (_name, changes, message) => {
    expect(messages(changes)).toEqual([message]);
  });
});

describe("wrong values", () => {
  const about = soundSections.pack;
  test.each([
    ["a zone that isn't one", { pack: { ...about, timezone: "Europe/Berln" } }, "unknown time zone `Europe/Berln`; did you mean `Europe/Berlin`?"],
    ["a zone in other letters", { pack: { ...about, timezone: "europe/berlin" } }, "unknown time zone `europe/berlin`; did you mean `Europe/Berlin`?"],
    ["an offset", { pack: { ...about, timezone: "+05:30" } }, "`+05:30` is no time zone; write the name of a region, such as Europe/Berlin"],
    ["a currency that isn't one", { pack: { ...about, currency: "EURO" } }, "unknown currency `EURO`; write a code of ISO 4217, such as EUR"],
    ["a currency of a rate", { pack: { ...about, rates: { usd: [["2024-01-01", 0.9]] } } }, "`usd` can't be a key here"],
    ["rates out of order", { pack: { ...about, rates: { USD: [["2024-02-01", 0.9], ["2024-01-01", 0.9]] } } }, "the dates must ascend"],
    ["an id with a capital", { metrics: { ...metrics, Tickets: { kind: "recency" } } }, "`Tickets` can't be a key here"],
    ["a category with a name for an id", { model: { categories: { "Our product": { weight: 1, metrics: model.categories.support.metrics } } } }, "`Our product` can't be a key here"],
    ["a section that isn't one", { metric: {}, segments: {} }, "unknown key `metric`; did you mean `metrics`?"],
    ["a lint that isn't one", { pack: { ...about, accept: { "too-few-metric": "one is enough" } } }, "unknown key `too-few-metric`; did you mean `too-few-metrics`?"],
    ["a stage twice", { journey: { stages: [{ id: "a" }, { id: "a" }] } }, "`a` is already the id of another stage"],
    ["nothing where a map belongs", { metrics: { ...metrics, empty: null } }, "expected a map, but nothing is written here"],
    ["a text for a number", { model: { ...model, coverage_floor: "50" } }, "expected a number, found the text `50`"],
  ])("%s", (_name, changes, message) => {
    expect(messages(changes)).toEqual([message]);
  });

  test("a missing section", () => {
    expect(parsePack([file("a.yaml", "metrics: {}\n")]).problems.map(({ message }) => message)).toEqual(["the section `pack` is missing", "the section `model` is missing"]);
  });
});

describe("a file with broken syntax", () => {
  const broken = file("broken.yaml", "metrics:\n  growth: { kind: trend, metric: satisfactoin }\n  odd: {\n  late: { kind: recency }\nstages: 5\n");

  test("what was written before is checked, what may follow is given the benefit of the doubt", () => {
    const uses = fileOf({ model: { categories: { product: { weight: 1, metrics: { late: { weight: 1 }, csat: { weight: 1 } } } } } });
    const codes = parsePack([broken, uses]).problems.map(({ code, message }) => `${code}: ${message}`);
    expect(codes).toContain("unknown-metric: unknown metric `satisfactoin`; did you mean `satisfaction`?");
    expect(codes).toContain("unknown-metric: unknown metric `csat`");
    expect(codes.filter((code) => code === "unknown-metric: unknown metric `late`" || code.includes("stages"))).toEqual([]);
  });
});

function adjustment(when: unknown): { model: unknown } {
  return { model: { ...model, adjustments: [{ id: "a", when, multiply: 0.8, reason: "Because" }] } };
}

function variant(changes: unknown, segments: Record<string, unknown> = {}): { model: unknown; segments: unknown } {
  const defined = Object.keys(segments).map((id) => [id, { when: { contract: "mrr", over: 1 } }]);
  return { model: { ...model, variants: [changes] }, segments: Object.fromEntries(defined) };
}
