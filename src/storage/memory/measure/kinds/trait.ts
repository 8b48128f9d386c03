import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import type { Clause } from "../clause.ts";
import { latest } from "../order.ts";
import { isOlderThan } from "../window.ts";

/**
 * The latest value of an account's trait. What isn't a number and stands for none is not_applicable, however old it is:
 * it would not become a number by being typed in again.
 */
export const trait: Clause<MetricOf<"trait">> = {
  value: (metric, view) => {
    const fact = latest(view.traits.filter((fact) => fact.trait === metric.trait));
    if (fact === undefined) return missing("never_seen");
    const value = numberFor(fact.value, metric);
    if (value === undefined) return missing("not_applicable");
    return isOlderThan(fact.time, metric.max_age, view) ? missing("expired") : present(value);
  },
};

function numberFor(value: string | number | null, metric: MetricOf<"trait">): number | undefined {
  if (typeof value === "number") return value;
  const { values = {} } = metric;
  return value !== null && Object.hasOwn(values, value) ? values[value] : undefined;
}
