import type { Model } from "./schema.ts";

/** What is wrong with a model, and where in it. */
export interface ModelProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the shape of a model can't say: every name stands for one thing, and somewhere there is weight. */
export function baseProblems(model: Pick<Model, "categories" | "adjustments">): ModelProblem[] {
  return [...emptyProblems(model), ...nameProblems(model), ...adjustmentProblems(model)];
}

function emptyProblems({ categories }: Pick<Model, "categories">): ModelProblem[] {
  const counted = Object.values(categories).some(
    (category) => category.weight > 0 && Object.values(category.metrics).some((metric) => metric.weight > 0),
  );
  if (counted) return [];
  return [{ path: ["categories"], message: "no metric has weight: write at least one category with one metric, both weighing more than 0" }];
}

function nameProblems({ categories }: Pick<Model, "categories">): ModelProblem[] {
  const problems: ModelProblem[] = [];
  const owner = new Map<string, string>([["overall", "the overall score"]]);
  const claim = (name: string, what: string, path: readonly string[]): void => {
    const taken = owner.get(name);
    if (taken === undefined) owner.set(name, what);
    else problems.push({ path, message: `\`${name}\` is already ${taken}; conditions name scores by id, so each id stands for one` });
  };
  for (const name of Object.keys(categories)) claim(name, "a category", ["categories", name]);
  for (const [name, category] of Object.entries(categories)) {
    for (const metric of Object.keys(category.metrics)) {
      claim(metric, `a metric of category \`${name}\``, ["categories", name, "metrics", metric]);
    }
  }
  return problems;
}

function adjustmentProblems({ adjustments }: Pick<Model, "adjustments">): ModelProblem[] {
  const seen = new Set<string>();
  return adjustments.flatMap(({ id }, index) => {
    if (seen.has(id)) return [{ path: ["adjustments", index, "id"], message: `\`${id}\` is already the id of another adjustment` }];
    seen.add(id);
    return [];
  });
}
