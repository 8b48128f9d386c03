import type { Metrics } from "./plan.ts";
import { referencesOf } from "./references.ts";

/**
 * The definitions behind a metric; its own id is only a name, those that it refers to are part of it. As they stand, in the order in
 * which they stand: of target curves the first that applies counts.
 */
export function meaningOf(id: string, metrics: Metrics): unknown {
  const { [id]: own, ...others } = withReferred({ [id]: metrics[id] as Metrics[string] }, metrics);
  return { own, others };
}

/** Some metrics with all that they refer to, in the order of `all`. */
export function withReferred(some: Metrics, all: Metrics): Metrics {
  const wanted = new Set<string>();
  const visit = (id: string): void => {
    const metric = all[id];
    if (metric === undefined || wanted.has(id)) return;
    wanted.add(id);
    for (const { metric: referred } of referencesOf(metric)) visit(referred);
  };
  for (const id of Object.keys(some)) visit(id);
  return Object.fromEntries(Object.entries(all).filter(([id]) => wanted.has(id)));
}
