import * as fc from "fast-check";
import { smallNumber } from "./pick.ts";

/** A metric named by its place among some that are chosen later. */
const reference = fc.nat({ max: 5 }).map((place) => ({ place }));

/** The tree with ids in place of the places. */
export function withIds(tree: unknown, ids: readonly string[]): unknown {
  if (typeof tree !== "object" || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map((branch) => withIds(branch, ids));
  if ("place" in tree) return ids[Number(tree.place) % ids.length];
  return Object.fromEntries(Object.entries(tree).map(([key, branch]) => [key, withIds(branch, ids)]));
}

const several = { minLength: 2, maxLength: 3 };

const { formula } = fc.letrec<{ formula: object; term: unknown }>((tie) => ({
  formula: fc.oneof(
    { depthSize: "small" },
    ...["add", "multiply", "min", "max"].map((operation) => fc.array(tie("term"), several).map((terms) => ({ [operation]: terms }))),
    ...["subtract", "divide"].map((operation) => fc.tuple(tie("term"), tie("term")).map((terms) => ({ [operation]: terms }))),
  ),
  term: fc.oneof({ depthSize: "small" }, reference, smallNumber, tie("formula")),
}));

const operator = fc.oneof(
  ...["over", "at_least", "under", "at_most", "is", "is_not"].map((name) => smallNumber.map((limit) => ({ [name]: limit }))),
  fc.tuple(smallNumber, smallNumber).map((limits) => ({ between: limits.toSorted((a, b) => a - b) })),
  fc.array(smallNumber, { minLength: 1, maxLength: 3 }).map((listed) => ({ is: listed })),
  fc.boolean().map((wanted) => ({ is_set: wanted })),
);

const { condition } = fc.letrec<{ condition: object }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small" },
    fc.tuple(reference, operator).map(([metric, compared]) => ({ metric, ...compared })),
    fc.array(tie("condition"), several).map((all) => ({ all })),
    fc.array(tie("condition"), several).map((any) => ({ any })),
    tie("condition").map((not) => ({ not })),
  ),
}));

const points = fc.integer({ min: 0, max: 4 }).map((quarter) => quarter * 25);
const cases = fc.array(fc.record({ when: condition, points }), { minLength: 1, maxLength: 3 });

/** The fields of a formula and of a recipe, with references in place of ids. */
export const formulaTree: fc.Arbitrary<object> = formula.map((tree) => ({ formula: tree }));
export const recipeTree: fc.Arbitrary<object> = fc.record({ cases, otherwise: points });
