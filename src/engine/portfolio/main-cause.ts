import { missingReasons, presentState } from "../../metrics/value.ts";
import type { Cause } from "../../scores/difference-state.ts";
import type { ScoredAccount } from "../score-now.ts";
import type { MonthAgo } from "./earlier.ts";

/** What moved a score most. */
export interface MainCause {
  readonly cause: Cause;
  /** The metric, where it was one. */
  readonly subject?: string;
  readonly points: number;
}

/**
 * What moved a score most in the direction in which it went. Each metric is judged by what its own change does to the
 * mean of a month ago under today's model, so that the order doesn't matter; the model's change for another stage or
 * segment, adjustments and overrides by what they add now against then. The exact split of a difference, which adds up,
 * takes both snapshots whole: `scores/difference.ts`.
 */
export function mainCauseOf({ snapshot, model, row }: ScoredAccount, then: MonthAgo): MainCause | undefined {
  const { score, computed, mean } = snapshot;
  if (score === null || computed.score === null || mean === null || Number.isNaN(then.computedScore) || score === then.score) return undefined;
  const cells = { ...row, values: then.values.slice(), states: then.states.slice(), offset: 0, people: [] };
  const card = model.card();
  const meanOf = (): number => (model.score(cells, card), card.mean);
  const base = meanOf();
  const causes: MainCause[] = [
    { cause: "stage_segment", points: then.model === model.model.key ? 0 : base - then.mean },
    { cause: "adjustment", points: computed.score - mean - (then.computedScore - then.mean) },
    { cause: "override", points: score - computed.score - (then.score - then.computedScore) },
  ];
  for (const { id, slot } of model.metrics) {
    const [value, state] = [cells.values[slot] as number, cells.states[slot] as number];
    const is = row.states[row.offset + slot] as number;
    if (is === state && row.values[row.offset + slot] === value) continue;
    cells.values[slot] = row.values[row.offset + slot] as number;
    cells.states[slot] = is;
    causes.push({ cause: causeOf(state, is), subject: id, points: meanOf() - base });
    cells.values[slot] = value;
    cells.states[slot] = state;
  }
  const way = Math.sign(score - then.score);
  const telling = causes.filter(({ points }) => points * way > 0);
  return telling.reduce<MainCause | undefined>((most, next) => (most === undefined || Math.abs(next.points) > Math.abs(most.points) ? next : most), undefined);
}

const expired = missingReasons.indexOf("expired") + 1;

function causeOf(was: number, is: number): Cause {
  if (was === presentState && is === presentState) return "data";
  return is === expired ? "expiry" : "missing_data";
}
