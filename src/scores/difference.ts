import { applyOperation } from "./adjustment.ts";
import { type Cause, type State, type Step, causes } from "./difference-state.ts";
import { type Models, startOf, stepsBetween } from "./difference-steps.ts";
import type { Snapshot } from "./snapshot.ts";

/** Points that one change added to the score. */
export interface DifferencePart {
  readonly cause: Cause;
  /** The metric, adjustment or override that changed; absent when the model as a whole did. */
  readonly subject?: string;
  readonly points: number;
}

export interface Difference {
  readonly from: number;
  readonly to: number;
  /** Their order is the order of the walk. They sum to `to` - `from` within 1e-9. */
  readonly parts: readonly DifferencePart[];
  readonly byCause: Readonly<Record<Cause, number>>;
}

export interface DifferenceRequest {
  readonly from: Snapshot;
  readonly to: Snapshot;
  /** The models of the versions that the snapshots name. */
  readonly models: Models;
  /** `score` is what was shown, overrides included; `computed` leaves them out. */
  readonly of: "score" | "computed";
}

/**
 * Splits the difference of two snapshots by cause. Everything that makes up the first is replaced by that of the
 * second, one thing at a time in a fixed order: the model's version; stage and segments; metrics that appeared, then
 * those that went missing; the values of the other metrics in the model's order; adjustments that ended, changed and
 * began; the override. After each replacement the score is computed anew, and what it moved by belongs to what was
 * replaced. So the parts add up by construction.
 *
 * Structure goes first, so that a change of data counts with the weights that the later explanation shows. Before
 * adjustments the order among data doesn't matter, as the mean is linear; it matters a little through multiplying,
 * capping and the ends of the scale, and is therefore fixed. A metric that has expired counts as expiry. A replacement
 * after which no score can be told moves nothing; the next that gives one carries the difference.
 *
 * Undefined when either snapshot has no score.
 */
export function differenceOf({ from, to, models, of }: DifferenceRequest): Difference | undefined {
  const [start, end] = of === "score" ? [from.score, to.score] : [from.computed.score, to.computed.score];
  if (start === null || end === null) return undefined;
  const request = of === "score" ? { from, to, models } : { from: withoutOverride(from), to: withoutOverride(to), models };
  const parts = walk(startOf(request), stepsBetween(request), { start, end }).filter(({ points }) => points !== 0);
  return { from: start, to: end, parts, byCause: totals(parts) };
}

function withoutOverride(snapshot: Snapshot): Snapshot {
  const { override: _override, ...rest } = snapshot;
  return rest;
}

function walk(begin: State, steps: readonly Step[], { start, end }: { start: number; end: number }): DifferencePart[] {
  const parts: DifferencePart[] = [];
  let [state, last] = [begin, start];
  const moveTo = (score: number, part: Pick<Step, "cause" | "subject">): void => {
    if (Number.isNaN(score)) return;
    const { cause, subject } = part;
    parts.push({ cause, ...(subject === undefined ? {} : { subject }), points: score - last });
    last = score;
  };
  // Snapshots that another release computed may differ from what this one makes of them: that is a change of version.
  moveTo(scoreOf(state), { cause: "version" });
  for (const step of steps) {
    state = step.replace(state);
    moveTo(scoreOf(state), step);
  }
  moveTo(end, { cause: "version" });
  return parts;
}

function scoreOf({ model, raws, adjustments, override }: State): number {
  if (override?.score !== undefined) return override.score;
  return adjustments.reduce((score, { operation, amount }) => applyOperation(score, operation, amount), model.mean(raws));
}

function totals(parts: readonly DifferencePart[]): Record<Cause, number> {
  const sums = Object.fromEntries(causes.map((cause) => [cause, 0])) as Record<Cause, number>;
  for (const { cause, points } of parts) sums[cause] += points;
  return sums;
}
