import type { Comparison, Condition } from "../../conditions/schema.ts";
import type { FormulaTerm, MetricDefinition } from "../../metrics/schema.ts";
import type { Pack } from "../schema.ts";

/** What a metric's value finally rests on. */
export type Ingredient =
  | { readonly from: "metric"; readonly id: string; readonly metric: MetricDefinition }
  | { readonly from: "trait"; readonly trait: string }
  | { readonly from: "contract"; readonly figure: string };

/** Follows trends, rates, formulas and recipes down to what is measured. Each ingredient once; expects no cycle. */
export function ingredientsOf(pack: Pack, id: string): Ingredient[] {
  const metric = pack.metrics[id];
  if (metric === undefined) return [];
  const inner = metricsIn(metric);
  const conditions = conditionsIn(metric).flatMap(comparisonsIn);
  if (inner.length === 0 && conditions.length === 0) return [{ from: "metric", id, metric }];
  const found = [...inner.flatMap((name) => ingredientsOf(pack, name)), ...conditions.flatMap(directIngredients)];
  return [...new Map(found.map((ingredient) => [JSON.stringify(ingredient), ingredient])).values()];
}

/** The metrics that a metric is made of, directly. */
export function metricsIn(metric: MetricDefinition): string[] {
  switch (metric.kind) {
    case "trend":
    case "rate":
    case "attainment":
      return [metric.metric];
    case "formula":
      return metricsInTerm(metric.formula);
    case "recipe":
      return conditionsIn(metric).flatMap(comparisonsIn).flatMap((comparison) => ("metric" in comparison ? comparison.metric : []));
    case "count":
    case "active_users":
    case "active_days":
    case "share_of_users":
    case "adoption":
    case "recency":
    case "sum":
    case "average":
    case "last":
    case "open_items":
    case "trait":
    case "survey":
    case "milestones":
    case "pulse":
    case "manual":
      return [];
  }
}

function metricsInTerm(term: FormulaTerm): string[] {
  if (typeof term === "number") return [];
  if (typeof term === "string") return [term];
  return Object.values(term).flat().flatMap(metricsInTerm);
}

function conditionsIn(metric: MetricDefinition): Condition[] {
  return metric.kind === "recipe" ? metric.cases.map(({ when }) => when) : [];
}

/** Every comparison of a condition, however it is joined. */
export function comparisonsIn(condition: Condition): Comparison[] {
  if ("all" in condition) return condition.all.flatMap(comparisonsIn);
  if ("any" in condition) return condition.any.flatMap(comparisonsIn);
  if ("not" in condition) return comparisonsIn(condition.not);
  return [condition];
}

function directIngredients(comparison: Comparison): Ingredient[] {
  if ("trait" in comparison) return [{ from: "trait", trait: comparison.trait }];
  if ("contract" in comparison) return [{ from: "contract", figure: comparison.contract }];
  return [];
}
