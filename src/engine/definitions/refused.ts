import type { PlacedProblem } from "./draft.ts";

export type DefinitionRefusal = "read_only" | "changed" | "nothing" | "faulty";

/** A definition can't be published; the message says why, and what to do. */
export class DefinitionRefused extends Error {
  readonly kind: DefinitionRefusal;
  readonly problems: readonly PlacedProblem[];

  constructor(kind: DefinitionRefusal, message: string, problems: readonly PlacedProblem[] = []) {
    super(message);
    this.kind = kind;
    this.problems = problems;
  }
}
