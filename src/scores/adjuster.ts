import { type Bind, compileCondition } from "../conditions/evaluate.ts";
import type { Truth } from "../conditions/truth.ts";
import { dayFromText } from "../lib/day.ts";
import { type Operation, type Outcome, applyOperation, operationOf, outcomes, personalOutcome } from "./adjustment.ts";
import type { ScoreCard, ScoringRow } from "./card.ts";
import type { Adjustment } from "./schema.ts";

/** What a condition of the model reads: the row, and the card that it is being scored into. */
export interface Scoring {
  row: ScoringRow;
  card: ScoreCard;
}

interface CompiledAdjustment {
  readonly operation: Operation;
  readonly amount: number;
  readonly holds: (scoring: Scoring) => Truth;
  /** The local day from which it no longer counts. */
  readonly expires: number;
}

const places = Object.fromEntries(outcomes.map((outcome, place) => [outcome, place])) as Readonly<Record<Outcome, number>>;

/** Applies the model's adjustments in the order declared, then people's in the order in which they were set. */
export function compileAdjuster(adjustments: readonly Adjustment[], bind: Bind<Scoring>): (row: ScoringRow, card: ScoreCard) => void {
  const compiled = adjustments.map((adjustment): CompiledAdjustment => {
    const { when, expires } = adjustment;
    return {
      ...operationOf(adjustment),
      holds: when === undefined ? () => true : compileCondition(when, bind),
      expires: expires === undefined ? Number.POSITIVE_INFINITY : dayFromText(expires),
    };
  });
  // One object for all rows: conditions take one argument, and a new one for each row would be garbage.
  const scoring = {} as Scoring;
  return (row, card) => {
    scoring.row = row;
    scoring.card = card;
    let score = card.mean;
    for (let place = 0; place < compiled.length; place += 1) {
      const adjustment = compiled[place] as CompiledAdjustment;
      const outcome = outcomeOf(adjustment, scoring);
      const next = outcome === places.applied ? applyOperation(score, adjustment.operation, adjustment.amount) : score;
      card.outcomes[place] = outcome;
      card.effects[place] = Number.isNaN(score) ? 0 : next - score;
      score = next;
    }
    card.adjusted = score;
    card.score = withPeople(score, row);
  };
}

function outcomeOf({ holds, expires }: CompiledAdjustment, scoring: Scoring): number {
  if (expires !== Number.POSITIVE_INFINITY) {
    const { today } = scoring.row.circumstances.dates;
    if (typeof today !== "number") return places.unknown;
    if (today >= expires) return places.expired;
  }
  const truth = holds(scoring);
  if (truth === undefined) return places.unknown;
  return truth ? places.applied : places.not_met;
}

function withPeople(score: number, { people, asOf }: ScoringRow): number {
  let adjusted = score;
  for (const adjustment of people) {
    if (personalOutcome(adjustment, asOf) === "applied") adjusted = applyOperation(adjusted, adjustment.operation, adjustment.amount);
  }
  return adjusted;
}
