import type { SubjectKind } from "../conditions/schema.ts";
import { readable } from "../conditions/subjects.ts";
import { defaultMilestoneIds, defaultStageIds } from "../journey/default-stages.ts";
import type { ErrorCode } from "./error-codes.ts";
import { type Problem, errorAt } from "./problem.ts";
import { isCompleteCategory, lineTrees, type Noun, type Reference } from "./references.ts";
import { listed, unknownName } from "./suggest.ts";
import { type MapTree, type Tree, at, entriesOf, itemsOf, textOf } from "./tree.ts";

/** Names that are defined, by what they stand for. */
type Defined = Readonly<Record<Noun, ReadonlySet<string>>>;

const codes: Readonly<Record<Noun, ErrorCode>> = {
  metric: "unknown-metric",
  segment: "unknown-segment",
  stage: "unknown-stage",
  milestone: "unknown-milestone",
  line: "unknown-line",
  score: "unknown-score",
  category: "unknown-category",
};

/** In a condition these stand for something although no section defines them. */
const always: Readonly<Record<Noun, readonly string[]>> = { metric: [], segment: [], stage: ["any"], milestone: [], line: [], score: [], category: [] };

export function defined(root: MapTree): Defined {
  const keys = (...path: string[]): string[] => entriesOf(at(root, ...path)).map(([name]) => name);
  const categories = keys("model", "categories");
  const lines = lineTrees(at(root, "journey"));
  const listed = (list: "stages" | "milestones", usual: readonly string[]): string[] =>
    lines.flatMap((line) => [...(at(line, "based_on") ? usual : []), ...itemsOf(at(line, list)).flatMap((one) => textOf(at(one, "id")) ?? [])]);
  return {
    metric: new Set(keys("metrics")),
    segment: new Set(keys("segments")),
    stage: new Set(listed("stages", defaultStageIds)),
    milestone: new Set(listed("milestones", defaultMilestoneIds)),
    line: new Set(keys("journey", "lines")),
    score: new Set(["overall", ...[at(root, "model"), ...itemsOf(at(root, "model", "variants"))].flatMap(scoredBy)]),
    category: new Set(categories),
  };
}

/** The categories that a model or variant adds, and the metrics that it names in them. */
function scoredBy(owner: Tree | undefined): string[] {
  return entriesOf(at(owner, "categories")).flatMap(([category, { tree }]) => [
    ...(isCompleteCategory(tree) ? [category] : []),
    ...entriesOf(at(tree, "metrics")).map(([metric]) => metric),
  ]);
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
  return references.flatMap(({ condition, place }) => {
    if (condition === undefined) return [];
    const { owner, subject } = condition;
    const allowed: readonly SubjectKind[] = readable[owner];
    if (allowed.includes(subject)) return [];
    const reader = owner === "adjustment" ? "an adjustment" : `a ${owner}`;
    return [errorAt(place, "not-decided-yet", `${reader} can't read a ${subject}, which isn't decided by then`, `${reader} reads: ${listed(allowed)}`)];
  });
}
