import type { Condition } from "./schema.ts";
import type { Operator } from "./shape.ts";
import { type Clause, type Subject, type Tree, treeOf } from "./tree.ts";
import { type Truth, notOf } from "./truth.ts";

/**
 * What was found of a subject: a number or a word; null when it is known to be absent; undefined when nobody
 * looked. Dates are days since 1970-01-01; whether an account is in a segment is `true` or `false`.
 */
export type Reading = string | number | null | undefined;

/** How a subject is read from a context. It is asked once per clause, when the condition is compiled. */
export type Bind<Context> = (subject: Subject) => (context: Context) => Reading;

/** A condition as one function, for use on many accounts. It allocates nothing. */
export function compileCondition<Context>(condition: Condition, bind: Bind<Context>): (context: Context) => Truth {
  return compileTree(treeOf(condition), bind);
}

function compileTree<Context>(tree: Tree, bind: Bind<Context>): (context: Context) => Truth {
  switch (tree.kind) {
    case "clause": {
      const [read, test] = [bind(tree.clause.subject), testOf(tree.clause)];
      return (context) => test(read(context));
    }
    case "not": {
      const part = compileTree(tree.part, bind);
      return (context) => notOf(part(context));
    }
    case "all":
      return joined(tree.parts.map((part) => compileTree(part, bind)), false);
    case "any":
      return joined(tree.parts.map((part) => compileTree(part, bind)), true);
  }
}

/** Both joinings are one loop: `any` ends at the first true, `all` at the first false. */
function joined<Context>(parts: readonly ((context: Context) => Truth)[], decisive: boolean): (context: Context) => Truth {
  return (context) => {
    let truth: Truth = !decisive;
    for (const part of parts) {
      const result = part(context);
      if (result === decisive) return decisive;
      if (result === undefined) truth = undefined;
    }
    return truth;
  };
}

type Test = (reading: Reading) => Truth;

/** The comparison of a clause, from what was read to a truth. What is absent makes all but `is_set` unknown. */
export function testOf(clause: Clause): Test {
  return clause.subject.kind === "band" ? bandTest(clause) : tests[clause.operator](clause.operands);
}

const numeric =
  (holds: (value: number, limit: number) => boolean) =>
  ([limit]: readonly (string | number)[]): Test =>
  (reading) =>
    // A word has no order: whether it is over a number can't be known.
    typeof reading === "number" ? holds(reading, limit as number) : undefined;

const tests: Record<Operator, (operands: readonly (string | number)[]) => Test> = {
  is: (operands) => (reading) => (reading === null || reading === undefined ? undefined : operands.includes(reading)),
  is_not: (operands) => (reading) => (reading === null || reading === undefined ? undefined : !operands.includes(reading)),
  over: numeric((value, limit) => value > limit),
  at_least: numeric((value, limit) => value >= limit),
  under: numeric((value, limit) => value < limit),
  at_most: numeric((value, limit) => value <= limit),
  between: ([low, high]) => (reading) =>
    typeof reading === "number" ? reading >= (low as number) && reading <= (high as number) : undefined,
  is_set: ([wanted]) => (reading) => (reading === undefined ? undefined : (reading !== null) === (wanted === "true")),
};

/** The band `unknown` is an absent colour: only who asks for it by name gets an answer. */
function bandTest(clause: Clause): Test {
  const test = tests[clause.operator](clause.operands);
  const asksForUnknown = clause.operands.includes("unknown");
  return (reading) => {
    if (reading !== null && reading !== "unknown") return test(reading);
    return asksForUnknown ? test("unknown") : test(null);
  };
}
