import { scoreMean } from "../../scores/mean.ts";
import { type CompiledModel, compileModel } from "../../scores/core.ts";
import type { Cause } from "../../scores/difference-state.ts";
import type { DifferencePart } from "../../scores/difference.ts";
import { effectiveOfKey } from "../../scores/effective.ts";
import { missingReasons, presentState } from "../../metrics/value.ts";
import type { BandStep, StoredMidnight } from "../ports.ts";
import { rawMetrics } from "./kept.ts";
import type { RunningPack } from "./standings.ts";
import { type Transition, reasonOf } from "./transition.ts";

/** Turns steps from midnight to midnight into transitions, whose parts sum to the difference of the scores. */
export function stepTeller(workspace: string, { pack, version, scorer }: RunningPack): (step: BandStep) => Transition {
  const models = new Map<string, CompiledModel>();
  const modelOf = (key: string): CompiledModel => {
    const known = models.get(key) ?? compileModel(effectiveOfKey(pack.model, key), scorer.metricIds);
    models.set(key, known);
    return known;
  };
  return ({ account, from, to }) => {
    const model = modelOf(to.model);
    const difference = Number.isNaN(from.score - to.score) ? undefined : { from: from.score, to: to.score, parts: partsOf(model, from, to) };
    const endOf = (midnight: StoredMidnight) => ({ band: midnight.band, metrics: rawMetrics(model, midnight) });
    return { kind: "BandChanged", workspace, account, version, from: sideOf(from), to: sideOf(to), reason: reasonOf(difference, endOf(from), endOf(to)) };
  };
}

/** What was told while somebody was looking, and the steps that nobody told of; latest first. */
export function withUntold(told: readonly Transition[], steps: readonly BandStep[], tell: (step: BandStep) => Transition): Transition[] {
  const toldOf = Map.groupBy(told.filter(({ kind }) => kind === "BandChanged"), ({ account }) => account);
  const untold = steps.filter(({ account, from, to }) => !toldOf.get(account)?.some((one) => one.from.asOf < to.asOf && one.to.asOf > from.asOf));
  return [...told, ...untold.map(tell)].sort((left, right) => right.to.asOf - left.to.asOf || (left.account < right.account ? -1 : 1));
}

const sideOf = ({ asOf, score, band }: StoredMidnight): Transition["from"] => ({ asOf, score: Number.isNaN(score) ? null : score, band });

/** Rounding is no reason. */
const telling = ({ points }: DifferencePart): boolean => Math.abs(points) > 1e-9;

/**
 * One thing after the other: the model for another stage or segment, values that appeared, that went missing, that
 * moved; then adjustments and overrides by what they add at each end. Each counts what it moved, so they add up.
 */
function partsOf(model: CompiledModel, from: StoredMidnight, to: StoredMidnight): DifferencePart[] {
  // A person's score stands in place of one that can't be computed, on one side at least.
  if (Number.isNaN(from.mean + to.mean)) return [{ cause: "override", points: to.score - from.score }];
  const adjusted = to.computedScore - to.mean - (from.computedScore - from.mean);
  const overridden = to.score - to.computedScore - (from.score - from.computedScore);
  const ends: DifferencePart[] = [{ cause: "adjustment", points: adjusted }, { cause: "override", points: overridden }];
  return [...meanParts(model, from, to), ...ends].filter(telling);
}

function meanParts(model: CompiledModel, from: StoredMidnight, to: StoredMidnight): DifferencePart[] {
  const cells = { values: from.values.slice(), states: from.states.slice(), offset: 0 };
  const card = model.card();
  const parts: DifferencePart[] = [];
  let last = from.mean;
  const moveTo = (mean: number, part: Omit<DifferencePart, "points">): void => {
    if (Number.isNaN(mean)) return;
    parts.push({ ...part, points: mean - last });
    last = mean;
  };
  const meanOf = (): number => (scoreMean(model, cells, card), card.mean);
  moveTo(meanOf(), { cause: "stage_segment" });
  for (const { id, slot } of inOrder(model, from, to)) {
    cells.values[slot] = to.values[slot] as number;
    cells.states[slot] = to.states[slot] as number;
    moveTo(meanOf(), { cause: causeOf(from.states[slot] as number, to.states[slot] as number), subject: id });
  }
  // What another release computed may differ from what this one makes of it.
  moveTo(to.mean, { cause: "version" });
  return parts;
}

/** What appeared goes first, so that there is something to score before the last of the old ones goes. */
function inOrder({ metrics }: CompiledModel, from: StoredMidnight, to: StoredMidnight): CompiledModel["metrics"] {
  const changed = metrics.filter(({ slot }) => from.states[slot] !== to.states[slot] || (from.states[slot] === presentState && from.values[slot] !== to.values[slot]));
  const rank = ({ slot }: { readonly slot: number }): number => (from.states[slot] === presentState ? (to.states[slot] === presentState ? 2 : 1) : 0);
  return changed.toSorted((left, right) => rank(left) - rank(right));
}

const expired = missingReasons.indexOf("expired") + 1;

function causeOf(was: number, is: number): Cause {
  if (was === presentState && is === presentState) return "data";
  return is === expired ? "expiry" : "missing_data";
}
