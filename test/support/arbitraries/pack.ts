import * as fc from "fast-check";
import { type MetricDefinition, type MetricKind, metricSchema } from "../../../src/metrics/schema.ts";
import type { MetricInput } from "../metric-input.ts";
import { baseMetric, baseMetrics, rateableMetric, trendableMetric } from "./metrics.ts";
import { formulaTree, recipeTree, withIds } from "./trees.ts";
import { maybe, pick, quarters, written } from "./pick.ts";
import { windowLength } from "./time.ts";

/** A metric together with those that it refers to, by the ids under which they will be in the pack. */
interface Family {
  readonly members: readonly MetricInput[];
  readonly head: (memberIds: readonly string[]) => MetricInput;
}

const about = { complete: maybe(40, fc.boolean()), min_tenure: maybe(10, windowLength) };
const alone = (metric: fc.Arbitrary<MetricInput>): fc.Arbitrary<Family> => metric.map((own) => ({ members: [], head: () => own }));

/** A metric over one other. */
function over(other: fc.Arbitrary<MetricInput>, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Family> {
  return fc
    .tuple(other, fc.record({ ...about, ...fields }))
    .map(([member, own]) => ({ members: [member], head: ([id]) => ({ ...written(own), metric: id }) as unknown as MetricInput }));
}

const trend = over(trendableMetric, {
  kind: fc.constant("trend"),
  back: maybe(40, windowLength),
  min_base: maybe(50, pick([0.25, 1, 2])),
  min_history: maybe(40, windowLength),
});

const rate = over(rateableMetric, { kind: fc.constant("rate"), per: fc.constantFrom("user", "month", "seat", "revenue") });

const points = fc.uniqueArray(fc.tuple(quarters(0, 3), quarters(0, 4)), { minLength: 1, maxLength: 3, selector: ([month]) => month });
const target = points.map((curve) => curve.toSorted(([a], [b]) => a - b));
const attainment = over(baseMetric, { kind: fc.constant("attainment"), target });

/** A metric over one to three others, which its tree names by place, so that one can be named twice. */
function overSome(kind: MetricKind, tree: fc.Arbitrary<object>): fc.Arbitrary<Family> {
  return fc.tuple(fc.array(baseMetric, { minLength: 1, maxLength: 3 }), tree, fc.record(about)).map(([members, fields, own]) => ({
    members,
    head: (ids) => ({ ...written(own), kind, ...(withIds(fields, ids) as object) }) as unknown as MetricInput,
  }));
}

/** One arbitrary for each kind, so that a new kind can't be forgotten here. */
const families: Readonly<Record<MetricKind, fc.Arbitrary<Family>>> = {
  count: alone(baseMetrics.count),
  active_users: alone(baseMetrics.active_users),
  active_days: alone(baseMetrics.active_days),
  share_of_users: alone(baseMetrics.share_of_users),
  adoption: alone(baseMetrics.adoption),
  trend,
  recency: alone(baseMetrics.recency),
  sum: alone(baseMetrics.sum),
  average: alone(baseMetrics.average),
  last: alone(baseMetrics.last),
  open_items: alone(baseMetrics.open_items),
  rate,
  trait: alone(baseMetrics.trait),
  survey: alone(baseMetrics.survey),
  milestones: alone(baseMetrics.milestones),
  attainment,
  pulse: alone(baseMetrics.pulse),
  manual: alone(baseMetrics.manual),
  formula: overSome("formula", formulaTree),
  recipe: overSome("recipe", recipeTree),
};

/** A pack's metrics by id, as the schema reads them: up to twenty of any kinds, with those that they refer to. */
export const packMetrics: fc.Arbitrary<Readonly<Record<string, MetricDefinition>>> = fc
  .array(fc.oneof(...Object.values(families)), { minLength: 1, maxLength: 20, size: "max" })
  .map((chosen) => {
    const metrics: Record<string, MetricDefinition> = {};
    chosen.forEach(({ members, head }, index) => {
      const memberIds = members.map((_, place) => `m${index}_of_${place}`);
      members.forEach((member, place) => (metrics[memberIds[place] ?? ""] = metricSchema.parse(member)));
      metrics[`m${index}`] = metricSchema.parse(head(memberIds));
    });
    return metrics;
  });
