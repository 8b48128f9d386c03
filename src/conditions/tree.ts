import { dayFromText } from "../lib/day.ts";
import type { Comparison, Condition, SubjectKind } from "./schema.ts";
import { type Operator, operators } from "./shape.ts";

/** What a comparison looks at. The stage has one subject, named `current`. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly name: string;
}

/** One comparison in one form: booleans are the words `true` and `false`, dates are days since 1970-01-01. */
export interface Clause {
  readonly subject: Subject;
  readonly operator: Operator;
  readonly operands: readonly (string | number)[];
  /** The keys that lead to the comparison in the condition as it was written. */
  readonly path: readonly (string | number)[];
}

/** A condition in one form: shorthands written out, every leaf a {@link Clause}. */
export type Tree =
  | { readonly kind: "all" | "any"; readonly parts: readonly Tree[] }
  | { readonly kind: "not"; readonly part: Tree }
  | { readonly kind: "clause"; readonly clause: Clause };

type Path = readonly (string | number)[];

export function treeOf(condition: Condition, path: Path = []): Tree {
  if ("all" in condition) return { kind: "all", parts: condition.all.map((part, index) => treeOf(part, [...path, "all", index])) };
  if ("any" in condition) return { kind: "any", parts: condition.any.map((part, index) => treeOf(part, [...path, "any", index])) };
  if ("not" in condition) return { kind: "not", part: treeOf(condition.not, [...path, "not"]) };
  return comparisonTree(condition, path);
}

function comparisonTree(comparison: Comparison, path: Path): Tree {
  if ("stage" in comparison) return stageTree(listOf(comparison.stage), path);
  if ("segment" in comparison) return segmentTree(listOf(comparison.segment), path);
  const subject = subjectOf(comparison);
  const operator = operators.find((name) => name in comparison) as Operator;
  const operand = (comparison as Partial<Record<Operator, unknown>>)[operator];
  const operands = listOf(operand as Written | readonly Written[]).map(subject.kind === "date" ? dayOrWord : scalar);
  return { kind: "clause", clause: { subject, operator, operands, path } };
}

type Written = string | number | boolean;
const listOf = <T extends Written>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);
const scalar = (value: Written): string | number => (typeof value === "boolean" ? String(value) : value);
const dayOrWord = (value: Written): string | number => (typeof value === "string" ? dayFromText(value) : scalar(value));

function subjectOf(comparison: Exclude<Comparison, { stage: unknown } | { segment: unknown }>): Subject {
  if ("metric" in comparison) return { kind: "metric", name: comparison.metric };
  if ("score" in comparison) return { kind: "score", name: comparison.score };
  if ("band" in comparison) return { kind: "band", name: comparison.band };
  if ("trait" in comparison) return { kind: "trait", name: comparison.trait };
  if ("contract" in comparison) return { kind: "contract", name: comparison.contract };
  if ("goals" in comparison) return { kind: "goals", name: comparison.goals };
  return { kind: "date", name: comparison.date };
}

/** `stage: any` asks whether the account is in a stage at all. */
function stageTree(stages: readonly string[], path: Path): Tree {
  const subject: Subject = { kind: "stage", name: "current" };
  if (stages.includes("any")) return { kind: "clause", clause: { subject, operator: "is_set", operands: ["true"], path } };
  return { kind: "clause", clause: { subject, operator: "is", operands: stages, path } };
}

/** An account can be in several segments, so each is a question of its own. */
function segmentTree(segments: readonly string[], path: Path): Tree {
  const parts = segments.map((name): Tree => {
    return { kind: "clause", clause: { subject: { kind: "segment", name }, operator: "is", operands: ["true"], path } };
  });
  return parts.length === 1 ? (parts[0] as Tree) : { kind: "any", parts };
}

/** Every clause of a condition in the order written, with its path: what reference checks and readers go through. */
export function clausesOf(condition: Condition): readonly Clause[] {
  const leaves = (tree: Tree): readonly Clause[] => {
    if (tree.kind === "clause") return [tree.clause];
    return tree.kind === "not" ? leaves(tree.part) : tree.parts.flatMap(leaves);
  };
  return leaves(treeOf(condition));
}
