import { bands } from "../scores/bands.ts";
import type { ScorePoint, SnapshotBatch } from "./ports.ts";

/** One row of a batch of snapshots as a point of its account's curve. */
export function pointAt(batch: SnapshotBatch, row: number): ScorePoint {
  return {
    asOf: batch.asOf[row] as number,
    score: orNull(batch.score[row]),
    band: bands[batch.band[row] as number] ?? "unknown",
    computedScore: orNull(batch.computedScore[row]),
    computedBand: bands[batch.computedBand[row] as number] ?? "unknown",
    coverage: batch.coverage[row] as number,
    stage: batch.stages[batch.stage[row] as number] as string,
    model: batch.models[batch.model[row] as number] as string,
  };
}

const orNull = (score: number | undefined): number | null => (score === undefined || Number.isNaN(score) ? null : score);
