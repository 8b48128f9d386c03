import { textFromDay } from "../lib/day.ts";
import type { Reading } from "./evaluate.ts";
import type { Condition, ContractFigure, DateName, GoalCount } from "./schema.ts";
import type { Operator } from "./shape.ts";
import { type Clause, type Subject, type Tree, treeOf } from "./tree.ts";

/** How people speak of what a condition reads. */
export interface Wording {
  /** What a metric, category, stage, segment or trait is called; undefined leaves its id. */
  readonly name: (subject: Subject) => string | undefined;
  /** A number in what the subject is counted in, exact enough to be told from a limit near by; undefined leaves the bare number. */
  readonly value: (subject: Subject, value: number) => string | undefined;
}

export const bare: Wording = { name: () => undefined, value: () => undefined };

/** The condition in plain words: `active share of seats is over 0.8 and (plan is pro or seats is at least 50)`. */
export function describeCondition(condition: Condition, wording: Wording = bare): string {
  return describeTree(treeOf(condition), wording);
}

export function describeTree(tree: Tree, wording: Wording): string {
  switch (tree.kind) {
    case "clause":
      return describeClause(tree.clause, wording);
    case "not":
      return `not (${describeTree(tree.part, wording)})`;
    case "all":
      return joined(tree.parts, " and ", wording);
    case "any":
      return joined(tree.parts, " or ", wording);
  }
}

function joined(parts: readonly Tree[], by: string, wording: Wording): string {
  const mixed = (part: Tree): boolean => (part.kind === "all" || part.kind === "any") && parts.length > 1;
  return parts.map((part) => (mixed(part) ? `(${describeTree(part, wording)})` : describeTree(part, wording))).join(by);
}

const contractWords: Record<ContractFigure, string> = {
  mrr: "monthly recurring revenue",
  seats: "contracted seats",
  months: "months of contract",
  days_to_renewal: "days to renewal",
  term_months: "months of the term",
};

const goalWords: Record<GoalCount, string> = {
  agreed: "goals agreed on",
  reached: "goals reached and confirmed",
  overdue: "goals overdue",
};

const dateWords: Record<DateName, string> = {
  today: "today",
  first_seen: "first seen",
  contract_start: "start of contract",
  renewal: "renewal",
};

/** What the subject is called in a sentence. */
function describeSubject(subject: Subject, wording: Wording): string {
  const name = wording.name(subject) ?? subject.name;
  switch (subject.kind) {
    case "metric":
    case "trait":
      return name;
    case "score":
    case "band":
      return subject.name === "overall" ? `overall ${subject.kind}` : `${subject.kind} of ${name}`;
    case "stage":
      return "stage";
    case "segment":
      return `segment ${name}`;
    case "contract":
      return contractWords[subject.name as ContractFigure];
    case "goals":
      return goalWords[subject.name as GoalCount];
    case "date":
      return dateWords[subject.name as DateName];
  }
}

const numberWords: Record<Exclude<Operator, "is_set">, string> = {
  is: "is", is_not: "is not", over: "is over", at_least: "is at least", under: "is under", at_most: "is at most", between: "is between",
};
const dayWords: Record<Exclude<Operator, "is_set">, string> = {
  is: "is", is_not: "is not", over: "is after", at_least: "is on or after", under: "is before", at_most: "is on or before", between: "is between",
};

function describeClause({ subject, operator, operands }: Clause, wording: Wording): string {
  if (subject.kind === "segment") return `in ${describeSubject(subject, wording)}`;
  const what = describeSubject(subject, wording);
  if (operator === "is_set") return operands[0] === "true" ? `${what} is known` : `${what} is missing`;
  const word = (subject.kind === "date" ? dayWords : numberWords)[operator];
  const values = operands.map((operand) => {
    if (subject.kind === "stage") return wording.name({ kind: "stage", name: String(operand) }) ?? String(operand);
    return describeReading(operand, subject, wording);
  });
  return `${what} ${word} ${listed(values, operator === "between" ? "and" : "or")}`;
}

const listed = (values: readonly string[], word: string): string =>
  values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} ${word} ${values.at(-1)}`;

/** A value as people read it; at most four decimals, because a clause is read, not computed with. */
export function describeReading(reading: Reading, subject: Subject, wording: Wording): string {
  if (reading === null) return "missing";
  if (reading === undefined) return "not loaded";
  if (typeof reading === "string") return reading;
  return subject.kind === "date" ? textFromDay(reading) : (wording.value(subject, reading) ?? String(Math.round(reading * 10_000) / 10_000));
}
