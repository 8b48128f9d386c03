import * as fc from "fast-check";
import { noCircumstances } from "../../src/conditions/circumstances.ts";
import { dayFromText } from "../../src/lib/day.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { type MetricValue, missingReasons, stateOf } from "../../src/metrics/value.ts";
import { type PersonalAdjustment, operations } from "../../src/scores/adjustment.ts";
import type { ScoringRow } from "../../src/scores/card.ts";
import type { Override } from "../../src/scores/override.ts";
import { type Model, modelSchema } from "../../src/scores/schema.ts";

export const metricIds = ["m1", "m2", "m3", "m4", "m5", "m6"];
const stages = ["onboarding", "adoption"];
const segments = ["key", "small"];

const points = fc.integer({ min: 0, max: 100 });
const weight = fc.integer({ min: 0, max: 5 });
const raw = fc.integer({ min: -20, max: 120 });

const pairs = fc.uniqueArray(raw, { minLength: 2, maxLength: 5 }).chain((raws) => {
  const ascending = raws.toSorted((left, right) => left - right);
  return fc.tuple(...ascending.map((value) => fc.tuple(fc.constant(value), points)));
});
export const scale = fc.oneof(
  fc.constant(undefined),
  pairs,
  pairs.map((steps) => ({ steps })),
  fc.uniqueArray(raw, { minLength: 2, maxLength: 2 }).map(([worst, best]) => ({ worst, best })),
);

const operation = fc.oneof(
  fc.constantFrom(0.5, 0.8, 1.2).map((multiply) => ({ multiply })),
  fc.integer({ min: -30, max: 30 }).map((add) => ({ add })),
  points.map((cap) => ({ cap })),
  points.map((floor) => ({ floor })),
);
const condition = fc.oneof(
  fc.record({ metric: fc.constantFrom(...metricIds), over: raw }),
  fc.record({ score: fc.constantFrom("overall", "a", "b", ...metricIds), under: points }),
  fc.record({ stage: fc.constantFrom(...stages) }),
  fc.record({ segment: fc.constantFrom(...segments) }),
);
const expires = fc.constantFrom(undefined, "1970-04-01", "1970-05-01");
const adjustments = fc.uniqueArray(
  fc.tuple(fc.constantFrom("x", "y", "z"), fc.option(condition, { nil: undefined }), operation, expires),
  { maxLength: 3, selector: ([id]) => id },
);
const writtenAdjustments = adjustments.map((list) => list.map(([id, when, how, end]) => ({ id, when, ...how, reason: "because", expires: end })));

/** Each metric is in one category or in none, and so are those that variants add or change. */
const home = ["a", "a", "b", "b", "c", "c"];
const category = (place: string) =>
  fc.record({
    weight,
    metrics: fc.record(
      Object.fromEntries(metricIds.filter((_, index) => home[index] === place).map((id) => [id, fc.record({ weight, scale })])),
      { requiredKeys: [] },
    ),
  });
const categories = fc.record({ a: category("a"), b: category("b"), c: category("c") }, { requiredKeys: ["a"] });
const variant = fc.record({
  scope: fc.oneof(fc.constantFrom(...stages).map((stage) => ({ stage })), fc.constantFrom(...segments).map((segment) => ({ segment }))),
  categories,
  adjustments: writtenAdjustments,
});

/** Models that parse, with some weight somewhere. */
export const model: fc.Arbitrary<Model> = fc
  .record({ coverage_floor: points, categories, adjustments: writtenAdjustments, variants: fc.array(variant, { maxLength: 2 }) })
  .map(({ variants, ...base }) => modelSchema.safeParse({ ...base, variants: variants.map(({ scope, ...rest }) => ({ ...scope, ...rest })) }))
  .filter((parsed) => parsed.success)
  .map(({ data }) => data);

const value: fc.Arbitrary<MetricValue> = fc.oneof(
  { weight: 4, arbitrary: raw.map((found) => ({ value: found })) },
  { weight: 1, arbitrary: fc.constantFrom(...missingReasons).map((reason) => ({ missing: reason })) },
);
export const values: fc.Arbitrary<Record<string, MetricValue>> = fc.record(Object.fromEntries(metricIds.map((id) => [id, value])));

/** People's adjustments and overrides have their ids from when they were set, so that two rows can share some. */
const when = fc.integer({ min: 0, max: 150 });
const people = fc
  .uniqueArray(fc.record({ day: when, lasts: fc.option(fc.integer({ min: 1, max: 60 })), operation: fc.constantFrom(...operations) }), { selector: ({ day }) => day, maxLength: 3 })
  .map((list) => list.toSorted((left, right) => left.day - right.day).map(({ day, lasts, operation }): PersonalAdjustment => {
    const amount = operation === "multiply" ? 0.9 : (day * 7) % 100;
    return { id: `p${day}`, operation, amount, reason: "because", author: "kim", time: day * dayMs, ...(lasts === null ? {} : { expires: (day + lasts) * dayMs }) };
  }));
const overrides = fc
  .uniqueArray(fc.record({ day: when, score: fc.option(points) }), { selector: ({ day }) => day, maxLength: 2 })
  .map((list) => list.toSorted((left, right) => left.day - right.day).map(({ day, score }): Override => {
    return { id: `o${day}`, reason: "because", author: "kim", time: day * dayMs, ...(score === null ? { band: "red" } : { score }) };
  }));

/** Everything of one account at one of two instants, apart from its model. */
export interface Situation {
  readonly row: ScoringRow;
  readonly overrides: readonly Override[];
}

const first = dayFromText("1970-03-15");
export const situation: fc.Arbitrary<Situation> = fc
  .record({ values, people, overrides, stage: fc.constantFrom(null, ...stages), segments: fc.subarray(segments), day: fc.integer({ min: first, max: first + 60 }) })
  .map(({ values: found, stage, segments: joined, day, ...rest }) => {
    const circumstances = { ...noCircumstances, stage, segments: new Map(segments.map((name) => [name, joined.includes(name)])), dates: { today: day } };
    return { row: { ...rowOf(found), circumstances, asOf: day * dayMs, people: rest.people }, overrides: rest.overrides };
  });

/** Values as the columns of one row, in the order of {@link metricIds}. */
export function rowOf(found: Readonly<Record<string, MetricValue>>): ScoringRow {
  const list = metricIds.map((id) => found[id] as MetricValue);
  return {
    values: Float64Array.from(list, (one) => ("value" in one ? one.value : Number.NaN)),
    states: Uint8Array.from(list, stateOf),
    offset: 0,
    circumstances: noCircumstances,
    asOf: 0,
    people: [],
  };
}
