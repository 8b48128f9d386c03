import type { z } from "zod";
import type { effectSchema } from "../../contract/version.ts";
import type { DefinitionChange } from "../../pack/diff.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Judged, Rejudged } from "../../scores/band-moves.ts";
import type { ScoredAccount } from "../score-now.ts";

/** What the changes do to scores: nothing, because no definition that makes a score is different; nothing to be seen, without data; or this. */
export type Effect =
  | { readonly kind: "none" }
  | { readonly kind: "no_data" }
  | { readonly kind: "scored"; readonly asOf: Instant; readonly note: string | undefined; readonly rejudged: Rejudged };

export const judgedOf = ({ account, name, snapshot: { score, band, coverage }, standing: { mrr } }: ScoredAccount): Judged => ({ account, name, score, band, coverage, mrr });

interface PlannedIn {
  readonly from: string;
  readonly version: string;
}

export interface PlanParts {
  readonly before: PlannedIn;
  readonly after: PlannedIn;
  /** In which money is counted. */
  readonly currency: string;
  readonly changes: readonly DefinitionChange[];
  readonly effect: Effect;
}

/** A plan as one document. */
export function planDocument({ before, after, currency, changes, effect }: PlanParts) {
  return { before, after, currency, changes, effect: effectDocument(effect) };
}

export function effectDocument(effect: Effect) {
  if (effect.kind !== "scored") return effect;
  const { rejudged: { before: old, after: now, ...rejudged }, ...scored } = effect;
  return { ...scored, ...rejudged, moved: rejudged.moves.length, movedMrr: rejudged.moves.reduce((sum, { mrr }) => sum + (mrr ?? 0), 0), distribution: { before: old, after: now } };
}

type AnsweredEffect = z.output<typeof effectSchema>;

/** What a server answered, as it was there. Of one that names only some of those who move, only they are told of. */
export function effectAnswered(effect: Exclude<AnsweredEffect, { kind: "faulty" }>): Effect {
  if (effect.kind !== "scored") return effect;
  const { kind, asOf, note, distribution, moved: _moved, movedMrr: _movedMrr, ...rejudged } = effect;
  return { kind, asOf: Date.parse(asOf), note: note ?? undefined, rejudged: { ...rejudged, before: distribution.before, after: distribution.after } };
}
