import { clausesOf } from "../../conditions/tree.ts";
import { referencesOf } from "../../metrics/references.ts";
import type { MetricDefinition } from "../../metrics/schema.ts";
import type { Pack } from "../schema.ts";

/** What a metric's value finally rests on. */
export type Ingredient =
  | { readonly from: "metric"; readonly id: string; readonly metric: MetricDefinition }
  | { readonly from: "trait"; readonly trait: string }
  | { readonly from: "contract"; readonly figure: string };

/** Follows trends, rates, formulas and recipes down to what is measured. Each ingredient once. */
export function ingredientsOf(pack: Pack, id: string): Ingredient[] {
  const found = new Map<string, Ingredient>();
  const visited = new Set<string>();
  const visit = (name: string): void => {
    const metric = pack.metrics[name];
    if (metric === undefined || visited.has(name)) return;
    visited.add(name);
    const inner = referencesOf(metric);
    const read = metric.kind === "recipe" ? directIngredients(metric) : [];
    const own: Ingredient[] = inner.length + read.length === 0 ? [{ from: "metric", id: name, metric }] : read;
    for (const ingredient of own) found.set(keyOf(ingredient), ingredient);
    for (const reference of inner) visit(reference.metric);
  };
  visit(id);
  return [...found.values()];
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
