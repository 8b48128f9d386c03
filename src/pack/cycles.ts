import { type Problem, errorAt } from "./problem.ts";
import type { Reference } from "./references.ts";

/** Metrics that need themselves in order to be computed; each cycle is reported once, where its first metric leads on. */
export function metricCycles(references: readonly Reference[]): Problem[] {
  const needs = Map.groupBy(references.filter(isNeed), ({ neededBy }) => neededBy);
  const problems: Problem[] = [];
  const finished = new Set<string>();
  const visit = (metric: string, trail: readonly Need[]): void => {
    for (const need of needs.get(metric) ?? []) {
      const steps = [...trail, need];
      const start = steps.findIndex(({ neededBy }) => neededBy === need.name);
      if (start >= 0) problems.push(cycleProblem(steps.slice(start)));
      else if (!finished.has(need.name)) visit(need.name, steps);
    }
    finished.add(metric);
  };
  for (const metric of needs.keys()) if (!finished.has(metric)) visit(metric, []);
  return problems;
}

type Need = Reference & Required<Pick<Reference, "neededBy">>;

function isNeed(reference: Reference): reference is Need {
  return reference.neededBy !== undefined && reference.noun === "metric";
}

function cycleProblem(steps: readonly Need[]): Problem {
  const [first, ...others] = steps as readonly [Need, ...Need[]];
  const trail = [...steps.map(({ neededBy }) => neededBy), first.neededBy].join(" -> ");
  const message = others.length === 0 ? `metric \`${first.neededBy}\` needs itself` : `metric \`${first.neededBy}\` needs itself: ${trail}`;
  const related = others.map(({ neededBy, place }) => ({ place, note: `needed by \`${neededBy}\` here` }));
  return { ...errorAt(first.place, "reference-cycle", message, "name something that doesn't depend on it"), ...(related.length > 0 && { related }) };
}
