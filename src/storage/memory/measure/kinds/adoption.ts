import type { MetricOf } from "../../../../metrics/schema.ts";
import { present } from "../../../../metrics/value.ts";
import { adopters, regularUsers } from "../amount.ts";
import type { Clause } from "../clause.ts";
import { allUsers } from "../people.ts";
import { ratio } from "../ratio.ts";
import { windowOf } from "../window.ts";

export const adoption: Clause<MetricOf<"adoption">> = {
  feed: (metric) => metric.features,
  value: (metric, view) => {
    const window = windowOf(metric, view);
    switch (metric.measure) {
      case "users":
        return present(adopters(window, metric, view).size);
      case "share":
        return ratio(adopters(window, metric, view).size, allUsers(metric.of, window, view));
      case "breadth": {
        const used = metric.features.filter((feature) => regularUsers(feature, window, { metric, view }).size > 0);
        return ratio(used.length, metric.features.length);
      }
    }
  },
};
