import type { SubjectKind } from "../conditions/schema.ts";
import { type Problem, errorAt } from "./problem.ts";
import type { ConditionOwner, Noun, Reference } from "./references.ts";
import { unknownName } from "./suggest.ts";
import { type MapTree, at, entriesOf, itemsOf, textOf } from "./tree.ts";
import type { ErrorCode } from "./error-codes.ts";

/** Names that are defined, by what they stand for. */
type Defined = Readonly<Record<Noun, ReadonlySet<string>>>;

const codes: Readonly<Record<Noun, ErrorCode>> = {
  metric: "unknown-metric",
  segment: "unknown-segment",
  stage: "unknown-stage",
  score: "unknown-score",
  category: "unknown-category",
};

/** In a condition these stand for something although no section defines them. */
const always: Readonly<Record<Noun, readonly string[]>> = { metric: [], segment: [], stage: ["any"], score: ["overall"], category: [] };

/** What each place may read: only what is decided before it. */
const decidedBefore: Readonly<Record<ConditionOwner, { readonly reads: readonly SubjectKind[]; readonly help: string }>> = {
  segment: { reads: ["trait", "contract", "date", "segment"], help: "a segment reads traits, contracts, dates and other segments" },
  metric: { reads: ["trait", "contract", "date", "segment", "metric"], help: "a metric reads traits, contracts, dates, segments and other metrics" },
  model: { reads: ["trait", "contract", "date", "segment", "metric", "stage", "score", "band"], help: "" },
};

export function defined(root: MapTree): Defined {
  const keys = (...path: string[]): string[] => entriesOf(at(root, ...path)).map(([name]) => name);
  const categories = keys("model", "categories");
  const scored = categories.flatMap((category) => keys("model", "categories", category, "metrics"));
  const stages = itemsOf(at(root, "stages")).flatMap((stage) => textOf(at(stage, "id")) ?? []);
  return {
    metric: new Set(keys("metrics")),
    segment: new Set(keys("segments")),
    stage: new Set(stages),
    score: new Set([...categories, ...scored, ...addedByVariants(root)]),
    category: new Set(categories),
  };
}

function addedByVariants(root: MapTree): string[] {
  return itemsOf(at(root, "model", "variants")).flatMap((variant) => entriesOf(at(variant, "categories")).flatMap(([, { tree }]) => entriesOf(at(tree, "metrics")).map(([name]) => name)));
}

/** Names that nothing defines. `maybeDefined` says whether a file that could not be read may define a name. */
export function unknownNames(references: readonly Reference[], names: Defined, maybeDefined: (name: string) => boolean): Problem[] {
  return references.flatMap(({ noun, name, place, condition }) => {
    const known = [...names[noun]];
    if (known.includes(name) || (condition && always[noun].includes(name)) || maybeDefined(name)) return [];
    const { message, help } = unknownName(noun, name, known);
    return [errorAt(place, codes[noun], message, help)];
  });
}

/** Conditions that read what is decided only after them. */
export function readTooEarly(references: readonly Reference[]): Problem[] {
  return references.flatMap(({ condition, from, place }) => {
    if (condition === undefined || from === undefined) return [];
    const { reads, help } = decidedBefore[condition.owner];
    if (reads.includes(condition.subject)) return [];
    return [errorAt(place, "not-decided-yet", `${from.noun} \`${from.name}\` reads a ${condition.subject}, which is decided only later`, help)];
  });
}
