import type { ScorePoint, SnapshotBatch, SnapshotLog } from "../../engine/ports.ts";
import { bands } from "../../scores/bands.ts";

interface Row extends ScorePoint {
  readonly workspace: string;
  readonly version: string;
  readonly account: string;
  readonly isMidnight: boolean;
}

/** Snapshots as plain objects; of the same account, version and instant the one written last counts. */
export class MemorySnapshotLog implements SnapshotLog {
  readonly #rows = new Map<string, Row>();

  write(batch: SnapshotBatch): Promise<void> {
    for (let row = 0; row < batch.rows; row += 1) {
      const point = pointOf(batch, row);
      this.#rows.set(JSON.stringify([point.workspace, point.version, point.account, point.asOf]), point);
    }
    return Promise.resolve();
  }

  clear(workspace: string, version: string): Promise<void> {
    for (const [key, row] of this.#rows) if (row.workspace === workspace && row.version === version) this.#rows.delete(key);
    return Promise.resolve();
  }

  history(asked: { workspace: string; version: string; account: string }): Promise<ScorePoint[]> {
    const points = [...this.#rows.values()].filter(
      (row) => row.isMidnight && row.workspace === asked.workspace && row.version === asked.version && row.account === asked.account,
    );
    return Promise.resolve(
      points
        .sort((a, b) => a.asOf - b.asOf)
        .map(({ workspace: _workspace, version: _version, account: _account, isMidnight: _isMidnight, ...point }) => point),
    );
  }
}

const orNull = (score: number | undefined): number | null => (score === undefined || Number.isNaN(score) ? null : score);

function pointOf(batch: SnapshotBatch, row: number): Row {
  const { workspace, version, isMidnight } = batch;
  return {
    workspace, version, isMidnight,
    account: batch.accounts[batch.account[row] as number] as string,
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
