import { clausesOf } from "../conditions/tree.ts";
import type { FormulaTerm, MetricDefinition } from "./schema.ts";

/** Another metric that a metric names, and the keys that lead to the name. */
export interface MetricReference {
  readonly metric: string;
  readonly path: readonly (string | number)[];
}

/** The metrics that `definition` is made of, in the order written, repeated ones too. */
export function referencesOf(definition: MetricDefinition): MetricReference[] {
  switch (definition.kind) {
    case "trend":
    case "rate":
    case "attainment":
      return [{ metric: definition.metric, path: ["metric"] }];
    case "formula":
      return termReferences(definition.formula, ["formula"]);
    case "recipe":
      return definition.cases.flatMap(({ when }, index) =>
        clausesOf(when)
          .filter(({ subject }) => subject.kind === "metric")
          .map(({ subject, path }) => ({ metric: subject.name, path: ["cases", index, "when", ...path, "metric"] })),
      );
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

function termReferences(term: FormulaTerm, path: readonly (string | number)[]): MetricReference[] {
  if (typeof term === "number") return [];
  if (typeof term === "string") return [{ metric: term, path }];
  return Object.entries(term).flatMap(([operation, operands]: [string, FormulaTerm[]]) =>
    operands.flatMap((operand, index) => termReferences(operand, [...path, operation, index])),
  );
}

/**
 * All metrics so that each comes after those it is made of, and every way in which a metric refers to itself, as the
 * ids from it back to it: `["a", "b", "a"]`. Names that don't exist are left out; finding those is another check.
 */
export function dependencyOrder(metrics: Readonly<Record<string, MetricDefinition>>): { order: string[]; cycles: string[][] } {
  const byId = new Map(Object.entries(metrics));
  const done = new Set<string>();
  const [order, cycles, trail]: [string[], string[][], string[]] = [[], [], []];
  const visit = (id: string): void => {
    const definition = byId.get(id);
    if (definition === undefined || done.has(id)) return;
    if (trail.includes(id)) {
      cycles.push([...trail.slice(trail.indexOf(id)), id]);
      return;
    }
    trail.push(id);
    for (const { metric } of referencesOf(definition)) visit(metric);
    trail.pop();
    done.add(id);
    order.push(id);
  };
  for (const id of byId.keys()) visit(id);
  return { order, cycles: unique(cycles) };
}

/** `a -> b -> a` named twice by one metric is still one cycle. */
function unique(cycles: readonly string[][]): string[][] {
  return [...new Map(cycles.map((cycle) => [JSON.stringify(cycle), cycle])).values()];
}
