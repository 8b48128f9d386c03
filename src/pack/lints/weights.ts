import type { ModelMetric } from "../../scores/schema.ts";
import type { Pack } from "../schema.ts";

/** A metric in the model, with its share of the overall score when nothing is missing. */
export interface Weighted {
  readonly id: string;
  readonly category: string;
  readonly path: readonly string[];
  readonly entry: ModelMetric;
  /** 0 to 1. */
  readonly share: number;
}

/** The metrics of the base model in written order. */
export function weighted(pack: Pack): Weighted[] {
  const categories = Object.entries(pack.model.categories);
  // A category whose metrics all weigh nothing takes no part; its weight goes to the others.
  const counted = categories.map(([, category]) => (total(Object.values(category.metrics)) > 0 ? category.weight : 0));
  const all = counted.reduce((sum, weight) => sum + weight, 0);
  return categories.flatMap(([category, { metrics }], index) => {
    const within = total(Object.values(metrics));
    return Object.entries(metrics).map(([id, entry]) => {
      const share = all > 0 && within > 0 ? ((counted[index] ?? 0) / all) * (entry.weight / within) : 0;
      return { id, category, path: ["model", "categories", category, "metrics", id], entry, share };
    });
  });
}

/** Those that count. */
export function scored(pack: Pack): Weighted[] {
  return weighted(pack).filter(({ share }) => share > 0);
}

function total(metrics: readonly ModelMetric[]): number {
  return metrics.reduce((sum, { weight }) => sum + weight, 0);
}

export const percent = (share: number): string => `${(share * 100).toLocaleString("en", { maximumFractionDigits: 1 })} %`;
