import { type Reason, describeClauseReason, sorted } from "../conditions/reason.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import { localDate } from "../lib/zone.ts";
import { namesOf } from "../pack/names.ts";
import type { Pack } from "../pack/schema.ts";
import { adjustmentReasons } from "../scores/explain.ts";
import type { AdjustmentPart } from "../scores/snapshot.ts";
import type { Operation } from "../scores/adjustment.ts";
import { changeText } from "../lib/number-text.ts";

const operationText: Readonly<Record<Operation, (amount: number) => string>> = {
  multiply: (amount) => `times ${amount}`,
  add: (amount) => `${changeText(amount)} points`,
  cap: (amount) => `at most ${amount}`,
  floor: (amount) => `at least ${amount}`,
};

/** What changed the mean, with its condition in words; and what couldn't be told, and why. */
export function adjustmentLines({ snapshot, model, row }: ScoredAccount, pack: Pack): string[] {
  const reasons = adjustmentReasons(model, row, namesOf(pack));
  return snapshot.adjustments.flatMap((part) => {
    const clauses = reasons.get(part.id);
    if (part.outcome === "applied") {
      return [`  ${changeText(part.effect, 1)}  ${part.reason}, ${operationText[part.operation](part.amount)}${authorText(part, pack)}`, ...because(clauses, "held")];
    }
    return part.outcome === "unknown" ? [`   ?    ${part.reason}: can't be told, so it changes nothing`, ...because(clauses, "unknown")] : [];
  });
}

/** The clauses that decided; under a `not` a clause decides by failing, so there the whole condition is told. */
function because(reason: Reason | undefined, how: "held" | "unknown"): string[] {
  if (!reason) return [];
  const told = reason.words.includes("not (") ? [reason.words] : sorted(reason)[how].map(describeClauseReason);
  return told.length > 0 ? [`        because ${told.join(" and ")}`] : [];
}

function authorText({ author, expires }: AdjustmentPart, pack: Pack): string {
  if (author === undefined) return "";
  return expires === undefined ? ` (${author})` : ` (${author}, until ${localDate(expires, pack.pack.timezone)})`;
}
