import type { Snapshot } from "../../scores/snapshot.ts";
import type { ScoredAccount } from "../score-now.ts";
import type { Kept } from "./kept.ts";

/** Why a snapshot is written between two midnights. */
export type Change = "first" | "version" | "band" | "stage" | "model" | "adjustment" | "missing_reason" | "score";

/** A score that moved by less is not told of. */
export const tellingPoints = 1;

/**
 * What changed since an account was told of last; empty when nothing did that is worth a snapshot. Small moves add up:
 * the comparison is with what was told, not with what was looked at.
 */
export function changesSince(before: Kept | undefined, { snapshot, row }: Pick<ScoredAccount, "snapshot" | "row">): Change[] {
  if (before === undefined) return ["first"];
  if (before.former) return ["version"];
  const changes: Change[] = [];
  if (snapshot.band !== before.band) changes.push("band");
  if (snapshot.stage !== before.stage) changes.push("stage");
  if (snapshot.model !== before.model) changes.push("model");
  if (before.parts && adjustmentsOf(before.parts) !== adjustmentsOf(snapshot)) changes.push("adjustment");
  if (!sameStates(before.states, row.states)) changes.push("missing_reason");
  if (movedTellingly(before.score, snapshot.score)) changes.push("score");
  return changes;
}

/** Which adjustments apply, and which override. */
function adjustmentsOf({ adjustments, override }: Pick<Snapshot, "adjustments"> & { readonly override?: { readonly id: string } | undefined }): string {
  if (adjustments.length === 0 && override === undefined) return "";
  return JSON.stringify([adjustments.flatMap(({ id, outcome }) => (outcome === "applied" ? [id] : [])), override?.id]);
}

/** What a journey measures beside the metrics is behind them, and not stored. */
function sameStates(before: Uint8Array, after: Uint8Array): boolean {
  return before.subarray(0, after.length).every((state, slot) => state === after[slot]);
}

/** Rounding must not hide a move of exactly a point. */
export function movedTellingly(before: number | null, after: number | null): boolean {
  if (before === null || after === null) return before !== after;
  return Math.abs(after - before) >= tellingPoints - 1e-9;
}
