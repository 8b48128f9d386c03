import type { Condition, SubjectKind } from "./schema.ts";
import { type Subject, clausesOf } from "./tree.ts";

/** A subject where it is named: `path` leads through the condition to the key that holds the name. */
export interface NamedSubject extends Subject {
  readonly path: readonly (string | number)[];
}

/** Every name that the condition uses, for checks of references. A list of stages or segments gives one entry each. */
export function subjectsOf(condition: Condition): NamedSubject[] {
  return clausesOf(condition).flatMap(({ subject, operator, operands, path }): NamedSubject[] => {
    const named = { kind: subject.kind, path: [...path, subject.kind] };
    if (subject.kind !== "stage") return [{ ...named, name: subject.name }];
    return operator === "is_set" ? [] : operands.map((stage) => ({ ...named, name: String(stage) }));
  });
}

/** Whether it reads something that changes by itself from day to day. */
export const isOfCalendar = (condition: Condition): boolean =>
  clausesOf(condition).some(({ subject: { kind, name } }) => kind === "date" || (kind === "contract" && (name === "months" || name === "days_to_renewal")));

/**
 * What a condition may read depends on where it stands. Traits, segments, metrics, stage, score, signals are found
 * in this order, and each reads only what precedes it; a milestone comes right after the stage. An adjustment sees
 * scores before any adjustment, and no bands, because those remember the day before.
 */
export const readable = {
  segment: ["trait", "contract", "goals", "date"],
  recipe: ["metric", "trait", "segment", "contract", "goals", "date"],
  stage: ["metric", "trait", "segment", "contract", "goals", "date"],
  milestone: ["metric", "trait", "stage", "segment", "contract", "goals", "date"],
  adjustment: ["metric", "score", "trait", "stage", "segment", "contract", "goals", "date"],
  signal: ["metric", "score", "band", "trait", "stage", "segment", "contract", "goals", "date"],
  plan: ["metric", "score", "band", "trait", "stage", "segment", "contract", "goals", "date"],
} as const satisfies Record<string, readonly SubjectKind[]>;
