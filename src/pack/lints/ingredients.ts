import { clausesOf } from "../../conditions/tree.ts";
import { referencesOf } from "../../metrics/references.ts";
import type { MetricDefinition } from "../../metrics/schema.ts";
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
  const inner = referencesOf(metric);
  const read = metric.kind === "recipe" ? directIngredients(metric) : [];
  if (inner.length === 0 && read.length === 0) return [{ from: "metric", id, metric }];
  const found = [...inner.flatMap((reference) => ingredientsOf(pack, reference.metric)), ...read];
  return [...new Map(found.map((ingredient) => [keyOf(ingredient), ingredient])).values()];
}

/** Equal for the same ingredient. */
export function keyOf(ingredient: Ingredient): string {
  switch (ingredient.from) {
    case "metric":
      return `metric ${ingredient.id}`;
    case "trait":
      return `trait ${ingredient.trait}`;
    case "contract":
      return `contract ${ingredient.figure}`;
  }
}

function directIngredients({ cases }: Extract<MetricDefinition, { kind: "recipe" }>): Ingredient[] {
  return cases.flatMap(({ when }) => clausesOf(when)).flatMap(({ subject: { kind, name } }): Ingredient[] => {
    if (kind === "trait") return [{ from: "trait", trait: name }];
    return kind === "contract" ? [{ from: "contract", figure: name }] : [];
  });
}
