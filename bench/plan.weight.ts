import type { Bench } from "./bench.ts";
import { planned, running } from "./planned.ts";

const [first = ""] = Object.keys(running.model.categories);
const category = running.model.categories[first];
const [metric = ""] = Object.keys(category?.metrics ?? {});
if (!category?.metrics[metric]) throw new Error("the pack of the benches has no category with a metric");
const metrics = { ...category.metrics, [metric]: { ...category.metrics[metric], weight: 3 * category.metrics[metric].weight } };

export const bench: Bench = {
  run: (options) => planned({ what: "a plan with a changed weight", after: { ...running, model: { ...running.model, categories: { ...running.model.categories, [first]: { ...category, metrics } } } }, mostSeconds: 5 }, options),
};
