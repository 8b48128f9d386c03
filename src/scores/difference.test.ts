import { describe, expect, test } from "vitest";
import { noCircumstances } from "../conditions/circumstances.ts";
import { dayMs } from "../lib/zone.ts";
import { type MetricValue, missing, present, stateOf } from "../metrics/value.ts";
import { compileModel } from "./core.ts";
import { differenceOf } from "./difference.ts";
import { effectiveModels } from "./effective.ts";
import { takeSnapshot } from "./explain.ts";
import type { ScoringRow } from "./card.ts";
import type { Override } from "./override.ts";
import { type Model, modelSchema } from "./schema.ts";
import type { Snapshot } from "./snapshot.ts";

const written = {
  categories: { product: { weight: 1, metrics: { seats: { weight: 1 }, logins: { weight: 1 } } }, people: { weight: 1, metrics: { pulse: { weight: 1 } } } },
  adjustments: [
    { id: "no_review", when: { metric: "review", over: 182 }, multiply: 0.8, reason: "No review" },
    { id: "launch", add: 5, reason: "Launch", expires: "1970-01-21" },
  ],
  variants: [{ stage: "onboarding", categories: { people: { weight: 3 } } }],
};
const first = modelSchema.parse(written);
const second = modelSchema.parse({ ...written, categories: { ...written.categories, people: { weight: 0, metrics: { pulse: { weight: 1 } } } } });
const models: Record<string, Model> = { first, second, third: modelSchema.parse({ ...written, adjustments: [{ ...written.adjustments[0], multiply: 0.5 }, written.adjustments[1]] }) };
const metricIds = ["seats", "logins", "pulse", "review"];

interface Given {
  readonly values?: Record<string, MetricValue>;
  readonly day?: number;
  readonly version?: string;
  readonly stage?: string;
  readonly people?: ScoringRow["people"];
  readonly overrides?: Override[];
}

/** By default everything is at 60, nothing is wrong, ten days in. */
function snapshot({ values = {}, day = 10, version = "first", stage = "adoption", people = [], overrides = [] }: Given): Snapshot {
  const all: Record<string, MetricValue> = { seats: present(60), logins: present(60), pulse: present(60), review: present(1), ...values };
  const found = metricIds.map((id) => all[id] as MetricValue);
  const circumstances = { ...noCircumstances, stage, dates: { today: day } };
  const columns = { values: Float64Array.from(found, (value) => ("value" in value ? value.value : Number.NaN)), states: Uint8Array.from(found, stateOf) };
  const model = compileModel(effectiveModels(models[version] as Model)(circumstances), metricIds);
  const row = { ...columns, offset: 0, circumstances, asOf: day * dayMs, people };
  return takeSnapshot({ about: { account: "acme", knownAt: 0, version }, model, row, overrides, remembered: {}, zone: "UTC" });
}

function parts(was: Given, is: Given, of: "score" | "computed" = "score"): string[] {
  const [from, to] = [snapshot(was), snapshot(is)];
  const found = differenceOf({ from, to, models: { from: models[from.version] as Model, to: models[to.version] as Model }, of });
  const total = (found?.to ?? 0) - (found?.from ?? 0);
  expect(found?.parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(total, 9);
  expect(Object.values(found?.byCause ?? {}).reduce((sum, points) => sum + points, 0)).toBeCloseTo(total, 9);
  return (found?.parts ?? []).map(({ cause, subject, points }) => `${cause} ${subject ?? ""} ${Math.round(points * 100) / 100}`);
}

const acquired = { id: "p1", operation: "add", amount: -20, reason: "Acquired", author: "kim", time: 0 } as const;
const override = { id: "o1", score: 20, reason: "They told me", author: "kim", time: 0 } as const;

describe("what moved a score", () => {
  test.each<[string, Given, Given, string[]]>([
    ["nothing", {}, { day: 11 }, []],
    ["data, metric by metric, with the weights of today", {}, { values: { seats: present(80), pulse: present(40) } }, ["data seats 5", "data pulse -10"]],
    ["a metric goes missing", { values: { seats: present(20) } }, { values: { seats: missing("source_stale") } }, ["missing_data seats 10"]],
    ["a metric appears", { values: { seats: missing("too_young") } }, { values: { seats: present(20) } }, ["missing_data seats -10"]],
    ["a metric expires", { values: { pulse: present(0) } }, { values: { pulse: missing("expired") } }, ["expiry pulse 30"]],
    ["another reason for the same absence moves nothing", { values: { pulse: missing("never_seen") } }, { values: { pulse: missing("expired") } }, []],
    ["everything is replaced by something else", { values: { seats: present(20), logins: missing("too_young"), pulse: missing("too_young") } },
      { values: { seats: missing("expired"), logins: missing("too_young"), pulse: present(50) } }, ["missing_data pulse 15", "expiry seats 15"]],
    ["another version", { values: { pulse: present(0) } }, { version: "second", values: { pulse: present(0) } }, ["version  30"]],
    ["another stage", { values: { pulse: present(0) } }, { stage: "onboarding", values: { pulse: present(0) } }, ["stage_segment  -15"]],
    ["data counts with the weights of the later stage", {}, { stage: "onboarding", values: { pulse: present(40) } }, ["data pulse -15"]],
    ["an adjustment begins", {}, { values: { review: present(200) } }, ["adjustment no_review -12"]],
    ["an adjustment ends", { values: { review: present(200) } }, {}, ["adjustment no_review 12"]],
    ["an adjustment of the model expires", { day: 19 }, { day: 20 }, ["expiry launch -5"]],
    ["a version changes an adjustment", { values: { review: present(200) } }, { version: "third", values: { review: present(200) } }, ["version no_review -18"]],
    ["a person adjusts", {}, { people: [acquired] }, ["adjustment p1 -20"]],
    ["a person's adjustment expires", { people: [{ ...acquired, expires: 11 * dayMs }] }, { day: 11, people: [{ ...acquired, expires: 11 * dayMs }] }, ["expiry p1 20"]],
    ["a person's adjustment is withdrawn", { people: [acquired] }, {}, ["adjustment p1 20"]],
    ["an override is set", {}, { overrides: [override] }, ["override o1 -45"]],
    // The launch has ended by then as well; under the override that moved nothing.
    ["an override expires", { overrides: [override] }, { day: 31, overrides: [override] }, ["expiry o1 40"]],
    ["an override is withdrawn", { overrides: [override] }, {}, ["override o1 45"]],
    ["under an override, nothing else shows", { overrides: [override] }, { overrides: [override], values: { seats: present(0) } }, []],
  ])("%s", (_name, was, is, expected) => {
    expect(parts(was, is)).toEqual(expected);
  });

  test("of the computed score, overrides are no cause", () => {
    expect(parts({ overrides: [override] }, { values: { seats: present(0) } }, "computed")).toEqual(["data seats -15"]);
  });

  test("without a score there is nothing to split", () => {
    const gone = Object.fromEntries(metricIds.map((id) => [id, missing("never_seen")]));
    expect(differenceOf({ from: snapshot({ values: gone }), to: snapshot({}), models: { from: first, to: first }, of: "score" })).toBeUndefined();
  });

  test("a score that this release would compute otherwise differs by version", () => {
    const to = snapshot({});
    const from = { ...to, score: 50, computed: { ...to.computed, score: 50 } };
    expect(differenceOf({ from, to, models: { from: first, to: first }, of: "score" })?.parts).toEqual([{ cause: "version", points: 15 }]);
  });
});
