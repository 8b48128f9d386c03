import { clausesOf } from "../../conditions/tree.ts";
import { conditionsOf } from "../../journey/schema.ts";
import { referencesOf } from "../../metrics/references.ts";
import type { Adjustment } from "../../scores/schema.ts";
import type { Finding, Lint, Subject } from "./lint.ts";
import { percent, weighted } from "./weights.ts";

/** Under this share a metric that goes from 100 to 0 moves the score by less than two points. */
const leastShare = 0.02;

export const weightWithoutEffect: Lint = {
  code: "weight-without-effect",
  severity: "warning",
  notices: "A metric makes less than 2 % of the overall score, or a category weighs nothing.",
  reason: "Such a metric can go from best to worst without anybody seeing it in the score. It costs trust (\"support burnt and the score stayed green\") and adds nothing. A metric with weight 0 is shown on purpose and not reported.",
  check: (subject) => [...lightMetrics(subject), ...emptyCategories(subject)],
};

export const adjustmentWithoutEffect: Lint = {
  code: "adjustment-without-effect",
  severity: "warning",
  notices: "An adjustment can't change any score, or leaves nothing of every score.",
  reason: "Multiplying by 1, adding 0, a cap of 100 and a floor of 0 do nothing. Without a condition, multiplying by 0, a cap of 0 and a floor of 100 make every score the same, and every metric irrelevant.",
  check: ({ pack }) =>
    pack.model.adjustments.flatMap((adjustment, index): Finding[] => {
      const path = ["model", "adjustments", index, "id"];
      if (doesNothing(adjustment)) return [{ path, message: `adjustment \`${adjustment.id}\` changes no score`, help: "write another amount, or remove it" }];
      if (adjustment.when !== undefined || !levelsAll(adjustment)) return [];
      return [{ path, message: `adjustment \`${adjustment.id}\` makes every score the same`, help: "say when it applies: `when: …`" }];
    }),
};

export const unusedMetric: Lint = {
  code: "unused-metric",
  severity: "warning",
  notices: "A metric that neither the model, nor another metric, nor a condition uses.",
  reason: "It is computed for every account and every day, and nobody sees it. Often its weight was forgotten.",
  check: ({ pack }) => {
    const used = new Set([...weighted(pack).map(({ id }) => id), ...Object.values(pack.metrics).flatMap(referencesOf).map(({ metric }) => metric), ...usedByVariants(pack), ...usedByConditions(pack)]);
    const unused = Object.keys(pack.metrics).filter((id) => !used.has(id));
    return unused.map((id) => ({ path: ["metrics", id], message: `metric \`${id}\` is used nowhere`, help: "give it a weight in the model (0 shows it without counting it), or remove it" }));
  },
};

function lightMetrics({ pack }: Subject): Finding[] {
  return weighted(pack).flatMap(({ id, share, path, entry, category }) => {
    const counts = entry.weight > 0 && (pack.model.categories[category]?.weight ?? 0) > 0;
    if (!counts || share >= leastShare || raisedByVariant(pack, category, id)) return [];
    return [{ path, message: `\`${id}\` makes ${percent(share)} of the score`, help: "give it more weight, weight 0 to show it without counting it, or take it out" }];
  });
}

function emptyCategories({ pack }: Subject): Finding[] {
  return Object.entries(pack.model.categories).flatMap(([id, { weight }]) => {
    if (weight > 0 || raisedByVariant(pack, id)) return [];
    return [{ path: ["model", "categories", id], message: `category \`${id}\` weighs nothing`, help: "give it a weight, or remove it" }];
  });
}

/** Whether some segment or stage gives the category or metric a weight of its own: there it may matter. */
function raisedByVariant(pack: Subject["pack"], category: string, metric?: string): boolean {
  return pack.model.variants.some(({ categories }) => {
    const changed = categories?.[category];
    return (changed?.weight ?? 0) > 0 || (metric !== undefined && (changed?.metrics?.[metric]?.weight ?? 0) > 0);
  });
}

function doesNothing({ multiply, add, cap, floor }: Adjustment): boolean {
  return multiply === 1 || add === 0 || cap === 100 || floor === 0;
}

function levelsAll({ multiply, cap, floor }: Adjustment): boolean {
  return multiply === 0 || cap === 0 || floor === 100;
}

function usedByVariants(pack: Subject["pack"]): string[] {
  return pack.model.variants.flatMap(({ categories = {} }) => Object.values(categories).flatMap(({ metrics = {} }) => Object.keys(metrics)));
}

function usedByConditions({ model, journey }: Subject["pack"]): string[] {
  const adjustments = [...model.adjustments, ...model.variants.flatMap(({ adjustments: own = [] }) => own)].flatMap(({ when }) => when ?? []);
  const conditions = [...adjustments, ...(journey ? conditionsOf(journey) : [])];
  return conditions.flatMap(clausesOf).filter(({ subject }) => subject.kind !== "trait").map(({ subject }) => subject.name);
}
