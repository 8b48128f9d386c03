import type { Instant } from "../../lib/zone.ts";
import type { Band } from "../../scores/bands.ts";
import type { Cause } from "../../scores/difference-state.ts";
import type { Difference, DifferencePart } from "../../scores/difference.ts";
import type { Snapshot } from "../../scores/snapshot.ts";
import { movedTellingly } from "./change.ts";

/** One side of a transition; the score is null where it can't be told. */
export interface TransitionSide {
  readonly asOf: Instant;
  readonly score: number | null;
  readonly band: Band;
}

/** Why: the parts of the difference, greatest first, and the one that did most of it. */
export interface TransitionReason {
  /** Absent when no part moved the score: a score that appeared or can't be told any more, or a band that was held until now. */
  readonly main?: DifferencePart;
  readonly parts: readonly DifferencePart[];
}

/** A change of an account that somebody may want to know of. */
export interface Transition {
  readonly kind: "BandChanged" | "ScoreMoved";
  readonly workspace: string;
  readonly account: string;
  readonly version: string;
  readonly from: TransitionSide;
  readonly to: TransitionSide;
  readonly reason: TransitionReason;
}

/** Told of every transition once it is written. After a crash one may come twice, with the same `from`. */
export interface TransitionListener {
  onTransitions(transitions: readonly Transition[]): void;
}

export interface TransitionsRequest {
  readonly workspace: string;
  readonly account?: string;
  readonly version?: string;
  readonly kind?: Transition["kind"];
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
}

/** Transitions, to be read later. */
export interface TransitionLog {
  /** What leaves the same snapshot in the same way is one transition, whatever comes of it. */
  append(transitions: readonly Transition[]): Promise<void>;
  /** Of one account, or of all, with `from` < to.asOf <= `to`, latest first. */
  read(request: TransitionsRequest): Promise<Transition[]>;
}

/** Which transition lies between two sides, if any: a change of band, or else a move of the score. */
export function transitionKind(from: Omit<TransitionSide, "asOf">, to: Omit<TransitionSide, "asOf">): Transition["kind"] | undefined {
  if (from.band !== to.band) return "BandChanged";
  return movedTellingly(from.score, to.score) ? "ScoreMoved" : undefined;
}

type End = Pick<Snapshot, "metrics" | "band">;

/**
 * The reason of a transition from the difference of its snapshots. The main part is the one that moved most in the
 * direction in which the score moved; where the ends are equal, the one that moved most. Where a band appears or
 * disappears it is not points that did it: the metrics that came or went come first, also those that moved none. Where
 * there is no score to split they are all there is.
 */
export function reasonOf(difference: Pick<Difference, "from" | "to" | "parts"> | undefined, from: End, to: End): TransitionReason {
  const moved = difference?.parts.toSorted((one, other) => Math.abs(other.points) - Math.abs(one.points)) ?? [];
  if (difference === undefined || (from.band === "unknown") !== (to.band === "unknown")) return reasonIn([...cameOrWent(from, to, moved), ...moved.filter(({ cause }) => !isMissing(cause))]);
  const direction = Math.sign(difference.to - difference.from);
  const main = moved.find(({ points }) => direction === 0 || Math.sign(points) === direction) ?? moved[0];
  return { parts: moved, ...(main && { main }) };
}

const reasonIn = (parts: readonly DifferencePart[]): TransitionReason => ({ parts, ...(parts[0] && { main: parts[0] }) });
const isMissing = (cause: Cause): boolean => cause === "missing_data" || cause === "expiry";

/** With the points that they moved, where they moved any. */
function cameOrWent(from: End, to: End, moved: readonly DifferencePart[]): DifferencePart[] {
  const before = new Map(from.metrics.map(({ metric, raw }) => [metric, "value" in raw]));
  const still = to.metrics
    .filter(({ metric, raw }) => "value" in raw !== (before.get(metric) ?? false))
    .map(({ metric, raw }): DifferencePart => ({ cause: "missing" in raw && raw.missing === "expired" ? "expiry" : "missing_data", subject: metric, points: 0 }));
  const told = moved.filter(({ cause }) => isMissing(cause));
  return [...told, ...still.filter(({ subject }) => !told.some((part) => part.subject === subject))];
}
