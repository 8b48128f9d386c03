import { type Wording, bare, describeReading, describeTree } from "./describe.ts";
import { type Reading, testOf } from "./evaluate.ts";
import type { Condition } from "./schema.ts";
import { type Clause, type Subject, type Tree, treeOf } from "./tree.ts";
import { type Truth, allOf, anyOf, notOf } from "./truth.ts";

/** Where a reason reads its subjects, and why one of them is missing (`never_seen`, `expired`, …). */
export interface Source {
  readonly read: (subject: Subject) => Reading;
  readonly why?: (subject: Subject) => string | undefined;
}

/** One comparison as it came out. */
export interface ClauseReason {
  readonly truth: Truth;
  /** The comparison in words. */
  readonly words: string;
  readonly subject: Subject;
  readonly reading: Reading;
  /** The reading in words. */
  readonly found: string;
  /** Why the reading is missing, when that is known. */
  readonly why?: string;
}

/** Why a condition came out as it did. Clauses are in the order written, each with its own truth, also under `not`. */
export interface Reason {
  readonly truth: Truth;
  readonly words: string;
  readonly clauses: readonly ClauseReason[];
}

/** Evaluates the condition with its reason. Slower than a compiled condition, and never of another opinion. */
export function explainCondition(condition: Condition, source: Source, wording: Wording = bare): Reason {
  const clauses: ClauseReason[] = [];
  const tree = treeOf(condition);
  const explain = (part: Tree): Truth => {
    switch (part.kind) {
      // Every part is evaluated, also after the first that decides: a reason that stops early hides the rest.
      case "all":
        return allOf(part.parts.map(explain));
      case "any":
        return anyOf(part.parts.map(explain));
      case "not":
        return notOf(explain(part.part));
      case "clause": {
        const clause = clauseReason(part.clause, source, wording);
        clauses.push(clause);
        return clause.truth;
      }
    }
  };
  return { truth: explain(tree), words: describeTree(tree, wording), clauses };
}

function clauseReason(clause: Clause, source: Source, wording: Wording): ClauseReason {
  const { subject } = clause;
  const reading = source.read(subject);
  const why = reading === null ? source.why?.(subject) : undefined;
  const words = describeTree({ kind: "clause", clause }, wording);
  return { truth: testOf(clause)(reading), words, subject, reading, found: describeReading(reading, subject, wording), ...(why === undefined ? {} : { why }) };
}

/** The clauses by how they came out. */
export function sorted({ clauses }: Reason): Readonly<Record<"held" | "failed" | "unknown", readonly ClauseReason[]>> {
  return {
    held: clauses.filter((clause) => clause.truth === true),
    failed: clauses.filter((clause) => clause.truth === false),
    unknown: clauses.filter((clause) => clause.truth === undefined),
  };
}

/** The clause with what was found: `logins is under 3 (it is 1)`, `logins is under 3 (missing: never_seen)`. */
export function describeClauseReason({ words, reading, found, why, subject }: ClauseReason): string {
  if (subject.kind === "segment") return reading === null || reading === undefined ? `${words} (not known)` : words;
  if (reading !== null && reading !== undefined) return `${words} (it is ${found})`;
  return why === undefined ? `${words} (${found})` : `${words} (${found}: ${why})`;
}
