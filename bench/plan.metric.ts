import { metricSchema } from "../src/metrics/schema.ts";
import type { Bench } from "./bench.ts";
import { planned, running } from "./planned.ts";

const metric = metricSchema.parse({ kind: "share_of_users", name: "Reporting share", owner: "product", of: "active_users", events: ["report_viewed"], window: "30d" });
const category = { name: "Reporting", weight: 50, metrics: { reporting: { weight: 1, scale: { worst: 0, best: 1 } } } };

export const bench: Bench = {
  run: (options) => planned({ what: "a plan with a new metric", after: { ...running, metrics: { ...running.metrics, reporting: metric }, model: { ...running.model, categories: { ...running.model.categories, reporting: category } } }, mostSeconds: 20 }, options),
};
