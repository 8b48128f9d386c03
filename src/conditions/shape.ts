/** A condition as it was typed, before its shape is known to be right. */
export type Written = Readonly<Record<string, unknown>>;

/** What is wrong, and at which key of the condition; without a key it is the condition as a whole. */
export interface ShapeProblem {
  readonly key?: string;
  readonly message: string;
}

const joinings = ["all", "any", "not"] as const;
export const operators = ["is", "is_not", "over", "at_least", "under", "at_most", "between", "is_set"] as const;
export type Operator = (typeof operators)[number];

type Operand = "number" | "date" | "band" | "any value";
/** Which operators a subject takes and what they compare with; none for those that say everything themselves. */
const rules = {
  metric: { operators, operand: "number" },
  score: { operators, operand: "number" },
  band: { operators: ["is", "is_not", "is_set"], operand: "band" },
  trait: { operators, operand: "any value" },
  stage: { operators: [], operand: "any value" },
  segment: { operators: [], operand: "any value" },
  contract: { operators, operand: "number" },
  goals: { operators, operand: "number" },
  date: { operators, operand: "date" },
} as const satisfies Record<string, { operators: readonly Operator[]; operand: Operand }>;

const subjects = Object.keys(rules) as (keyof typeof rules)[];
const bands = ["green", "yellow", "red", "unknown"];
const isDate = (text: unknown): boolean => typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text);

const fits: Record<Operand, { test: (value: unknown) => boolean; message: string }> = {
  number: { test: (value) => typeof value === "number", message: "write a number" },
  date: { test: isDate, message: "write a date such as 2026-03-29" },
  band: { test: (value) => bands.includes(value as string), message: "write green, yellow, red or unknown" },
  "any value": { test: () => true, message: "" },
};

const list = (words: readonly string[]): string => words.join(", ");

/** Everything that keeps `written` from being one joining, or one subject with one operator that fits it. */
export function conditionProblems(written: Written): ShapeProblem[] {
  const used = <T extends string>(keys: readonly T[]): T[] => keys.filter((key) => written[key] !== undefined);
  const [joined, about, how] = [used(joinings), used(subjects), used(operators)];
  const [joining, subject] = [joined[0], about[0]];
  if (joining !== undefined) return joiningProblems(joining, [...joined, ...about, ...how]);
  if (subject === undefined) return [{ message: `say what is compared: ${list(subjects)}; or join conditions by ${list(joinings)}` }];
  if (about.length > 1) {
    return [{ key: about[1] as string, message: `a comparison has one subject, not ${list(about)}; write all: with one comparison for each` }];
  }
  return comparisonProblems(written, subject, how);
}

function joiningProblems(joining: string, keys: readonly string[]): ShapeProblem[] {
  const other = keys.find((key) => key !== joining);
  if (other === undefined) return [];
  return [{ key: other, message: `${other} can't stand beside ${joining}; put it inside as a condition of its own` }];
}

function comparisonProblems(written: Written, subject: keyof typeof rules, how: readonly Operator[]): ShapeProblem[] {
  const allowed: readonly Operator[] = rules[subject].operators;
  const operator = how[0];
  if (allowed.length === 0) {
    if (operator === undefined) return [];
    return [{ key: operator, message: `${subject} takes no operator: write { ${subject}: NAME }, or not: { ${subject}: NAME }` }];
  }
  if (operator === undefined) return [{ message: `say how ${subject} is compared: ${list(allowed)}` }];
  if (how.length > 1) {
    return [{ key: how[1] as string, message: `a comparison has one operator, not ${list(how)}; write between: [a, b], or all: with one comparison for each` }];
  }
  if (!allowed.includes(operator)) return [{ key: operator, message: `${subject} can't be compared by ${operator}; write ${list(allowed)}` }];
  return operandProblems(operator, rules[subject].operand, written[operator]);
}

function operandProblems(operator: Operator, operand: Operand, value: unknown): ShapeProblem[] {
  if (operator === "is_set") return [];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  // Values of a trait are alike or not whatever they are, but only numbers have an order.
  const wanted = operand === "any value" && operator !== "is" && operator !== "is_not" ? "number" : operand;
  if (!all.every(fits[wanted].test)) return [{ key: operator, message: fits[wanted].message }];
  const [low, high] = all;
  if (operator === "between" && (low as number) > (high as number)) {
    return [{ key: operator, message: "write the smaller end first, such as [10, 20]" }];
  }
  return [];
}
