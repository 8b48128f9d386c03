import { type Problem, errorAt } from "./problem.ts";
import type { Reference } from "./references.ts";

/** Metrics and segments that need themselves in order to be computed; each cycle is reported once. */
export function referenceCycles(references: readonly Reference[]): Problem[] {
  const needs = Map.groupBy(references.filter(isNeed), ({ from }) => nodeOf(from.noun, from.name));
  const problems: Problem[] = [];
  const finished = new Set<string>();
  const visit = (node: string, trail: readonly Need[]): void => {
    for (const need of needs.get(node) ?? []) {
      const next = nodeOf(need.noun, need.name);
      const start = trail.findIndex(({ from }) => nodeOf(from.noun, from.name) === next);
      const steps = [...trail, need];
      if (next === node) problems.push(cycleProblem([need]));
      else if (start >= 0) problems.push(cycleProblem(steps.slice(start)));
      else if (!finished.has(next)) visit(next, steps);
    }
    finished.add(node);
  };
  for (const node of needs.keys()) if (!finished.has(node)) visit(node, []);
  return problems;
}

/**
 * The names in an order in which each comes after those that it needs; of the others the order is kept.
 * Expects no cycle.
 */
export function inOrderOfNeed(names: readonly string[], needs: ReadonlyMap<string, readonly string[]>): string[] {
  const ordered = new Set<string>();
  const place = (name: string): void => {
    if (ordered.has(name)) return;
    for (const needed of needs.get(name) ?? []) if (needed !== name) place(needed);
    ordered.add(name);
  };
  names.forEach(place);
  return [...ordered];
}

type Need = Reference & Required<Pick<Reference, "from">>;

/** References to what is computed for its own sake; a name of a stage or score is no need of a metric. */
function isNeed(reference: Reference): reference is Need {
  return reference.from !== undefined && reference.noun === reference.from.noun;
}

const nodeOf = (noun: string, name: string): string => `${noun} ${name}`;

function cycleProblem(steps: readonly Need[]): Problem {
  const [first] = steps as readonly [Need, ...Need[]];
  const { noun, name } = first.from;
  const related = steps.slice(1).map(({ from, place }) => ({ place, note: `\`${from.name}\` needs it here` }));
  const trail = [...steps.map(({ from }) => from.name), name].join(" -> ");
  const message = steps.length === 1 ? `${noun} \`${name}\` needs itself` : `${noun} \`${name}\` needs itself: ${trail}`;
  return { ...errorAt(first.place, "reference-cycle", message, "name something that doesn't depend on it"), ...(related.length > 0 && { related }) };
}
