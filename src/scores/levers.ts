import { presentState } from "../metrics/value.ts";
import type { ScoringRow } from "./card.ts";
import type { CompiledModel } from "./core.ts";
import { type CompiledScale, pointsOf } from "./scale.ts";

/** A metric that could bring a score up by itself. */
export interface Lever {
  readonly metric: string;
  /** Its raw value now. */
  readonly from: number;
  /** The raw value, the nearest to the one now, at which the score would be reached; everything else as it is. */
  readonly to: number;
}

export interface LeverRequest {
  readonly model: CompiledModel;
  /** The cells of this account alone, at offset 0. */
  readonly row: ScoringRow;
  /** The score, 0 to 100, that is to be reached. */
  readonly wanted: number;
}

/** Halvings between the value now and the best one: far more digits than anybody reads. */
const halvings = 40;

/**
 * The metrics that alone would lift the score to what is wanted, in the order of the model. The row is scored again with
 * each value tried, so that weights, conditions and adjustments are what they would be. Empty when none can.
 */
export function leversOf({ model, row, wanted }: LeverRequest): Lever[] {
  const copy = { ...row, values: row.values.slice() };
  const card = model.card();
  return model.metrics.flatMap(({ id, slot, scale }) => {
    if (row.states[slot] !== presentState) return [];
    const from = copy.values[slot] as number;
    const reaches = (value: number): boolean => {
      copy.values[slot] = value;
      model.score(copy, card);
      return card.score >= wanted;
    };
    const best = bestValue(scale, from);
    const to = best === from || !reaches(best) ? undefined : nearest({ from, best, reaches });
    copy.values[slot] = from;
    return to === undefined ? [] : [{ metric: id, from, to }];
  });
}

/** The raw value with the most points, and of several the nearest. */
function bestValue(scale: CompiledScale, from: number): number {
  let best = from;
  let points = pointsOf(scale, from);
  for (const [place, raw] of scale.raws.entries()) {
    const own = scale.points[place] as number;
    if (own < points || (own === points && Math.abs(raw - from) >= Math.abs(best - from))) continue;
    [best, points] = [raw, own];
  }
  return best;
}

function nearest({ from, best, reaches }: { readonly from: number; readonly best: number; readonly reaches: (value: number) => boolean }): number {
  let [short, enough] = [from, best];
  for (let step = 0; step < halvings; step += 1) {
    const middle = (short + enough) / 2;
    if (reaches(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}
