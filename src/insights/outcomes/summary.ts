import { type Instant, localDate } from "../../lib/zone.ts";
import type { DerivedOutcomes } from "./derive.ts";
import type { ConflictKind, Outcome } from "./outcome.ts";

/** What became of customers in a calendar year. */
export interface YearOfOutcomes {
  readonly year: string;
  readonly renewed: number;
  readonly early: number;
  readonly late: number;
  readonly expanded: number;
  readonly contracted: number;
  readonly churned: number;
  /** Of all decisions, those that were losses; NaN where there were none. */
  readonly lostShare: number;
  /** Monthly recurring revenue that went with the losses. */
  readonly mrrLost: number;
}

export function yearsOf(outcomes: readonly Outcome[], zone: string): YearOfOutcomes[] {
  return [...Map.groupBy(outcomes, ({ at }) => localDate(at, zone).slice(0, 4))].map(([year, own]) => {
    const renewed = own.filter(({ kind, renewal }) => kind !== "churned" && renewal !== undefined);
    const churned = own.filter(({ kind }) => kind === "churned");
    const count = (kind: Outcome["kind"]): number => own.filter((outcome) => outcome.kind === kind).length;
    return {
      year,
      renewed: renewed.length,
      early: renewed.filter(({ renewal }) => renewal === "early").length,
      late: renewed.filter(({ renewal }) => renewal === "late").length,
      expanded: count("expanded"),
      contracted: count("contracted"),
      churned: churned.length,
      lostShare: churned.length / (churned.length + renewed.length),
      mrrLost: churned.reduce((sum, { mrrBefore, mrrAfter }) => sum + (Number.isFinite(mrrBefore - mrrAfter) ? mrrBefore - mrrAfter : 0), 0),
    };
  });
}

/** Outcomes as counts: what a reader needs beside a result that rests on them. */
export interface OutcomeSummary {
  readonly years: readonly YearOfOutcomes[];
  /** Terms that ended so lately that it is open what became of them. */
  readonly pending: number;
  readonly conflicts: readonly { readonly kind: ConflictKind; readonly count: number }[];
  readonly knownTo: Instant;
  readonly definition: readonly string[];
}

export const summaryOf = ({ outcomes, pending, conflicts, knownTo, definition }: Pick<DerivedOutcomes, "outcomes" | "pending" | "conflicts" | "knownTo" | "definition">, zone: string): OutcomeSummary => ({
  years: yearsOf(outcomes, zone),
  pending: pending.length,
  conflicts: [...Map.groupBy(conflicts, ({ kind }) => kind)].map(([kind, own]) => ({ kind, count: own.length })),
  knownTo,
  definition,
});
