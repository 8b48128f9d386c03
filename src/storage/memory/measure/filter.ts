import type { Scalar } from "../../../events/fact.ts";
import type { PropertyFilter, TraitFilter } from "../../../metrics/selection.ts";

type Comparisons = Omit<PropertyFilter, "property"> & Omit<TraitFilter, "trait">;

/**
 * Whether a property or trait is as the filter wants it; all comparisons that are written must hold.
 * What is absent (undefined, or null for a trait known to be absent) fits `is_set: false` written alone, and nothing else.
 * A number never equals a text; true and false are the texts `true` and `false`.
 */
export function fits(filter: Comparisons, value: Scalar | null | undefined): boolean {
  if (value === undefined || value === null) return filter.is_set === false && comparisonsOf(filter).length === 1;
  return comparisonsOf(filter).every((comparison) => holds(comparison, filter, value));
}

const names = ["is", "is_not", "over", "at_least", "under", "at_most", "is_set"] as const;
type Comparison = (typeof names)[number];

function comparisonsOf(filter: Comparisons): Comparison[] {
  return names.filter((name) => filter[name] !== undefined);
}

function holds(comparison: Comparison, filter: Comparisons, value: Scalar): boolean {
  switch (comparison) {
    case "is":
      return listed(filter.is).includes(value);
    case "is_not":
      return !listed(filter.is_not).includes(value);
    case "over":
      return typeof value === "number" && value > (filter.over ?? NaN);
    case "at_least":
      return typeof value === "number" && value >= (filter.at_least ?? NaN);
    case "under":
      return typeof value === "number" && value < (filter.under ?? NaN);
    case "at_most":
      return typeof value === "number" && value <= (filter.at_most ?? NaN);
    case "is_set":
      return filter.is_set === true;
  }
}

function listed(written: Comparisons["is"]): Scalar[] {
  const list = Array.isArray(written) ? written : [written ?? []].flat();
  return list.map((value) => (typeof value === "boolean" ? String(value) : value));
}
