import type { Segment } from "../../accounts/segment.ts";
import type { Condition } from "../../conditions/schema.ts";
import { type Clause, type Tree, treeOf } from "../../conditions/tree.ts";

/** Whether no account can be in both segments, as far as their conditions tell: they ask for different values of one thing. */
export function segmentsApart(one: Segment | undefined, other: Segment | undefined): boolean {
  return one !== undefined && other !== undefined && conditionsApart(one.when, other.when);
}

type Needed = Pick<Clause, "subject" | "operator" | "operands">;

/** Whether both can't hold: clauses that must hold in each ask for different values, or for ranges that don't meet. */
function conditionsApart(one: Condition, other: Condition): boolean {
  return needed(one).some((clause) => needed(other).some((against) => clause.subject.kind === against.subject.kind && clause.subject.name === against.subject.name && clausesApart(clause, against)));
}

/** The clauses that have to hold for the condition to hold. */
function needed(condition: Condition): readonly Needed[] {
  const parts = (tree: Tree): readonly Needed[] => {
    if (tree.kind === "clause") return [tree.clause];
    return tree.kind === "all" || (tree.kind === "any" && tree.parts.length === 1) ? tree.parts.flatMap(parts) : [];
  };
  return parts(treeOf(condition));
}

function clausesApart(one: Needed, other: Needed): boolean {
  if (one.operator === "is" && other.operator === "is") return one.operands.every((value) => !other.operands.includes(value));
  const [left, right] = [rangeOf(one), rangeOf(other)];
  return left !== undefined && right !== undefined && (below(left, right) || below(right, left));
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** Whether the ends themselves are meant. */
  readonly open: { readonly from: boolean; readonly to: boolean };
}

const below = (left: Range, right: Range): boolean => left.to < right.from || (left.to === right.from && (left.open.to || right.open.from));

function rangeOf({ operator, operands: [first, second] }: Needed): Range | undefined {
  if (typeof first !== "number") return undefined;
  const range = (from: number, to: number, open = { from: false, to: false }): Range => ({ from, to, open });
  switch (operator) {
    case "is":
      return range(first, first);
    case "over":
      return range(first, Infinity, { from: true, to: false });
    case "at_least":
      return range(first, Infinity);
    case "under":
      return range(-Infinity, first, { from: false, to: true });
    case "at_most":
      return range(-Infinity, first);
    case "between":
      return typeof second === "number" ? range(first, second) : undefined;
    case "is_not":
    case "is_set":
      return undefined;
  }
}
