import type { BandStep, ScorePoint, SnapshotBatch, SnapshotLog } from "../../engine/ports.ts";
import { type Band, bands } from "../../scores/bands.ts";
import { SnapshotColumns } from "../../engine/snapshot-columns.ts";
import { readBandSteps } from "./band-steps.ts";
import type { ClickHouse } from "./engine.ts";
import { type ColumnData, type Columns, constantColumn } from "./native-writer.ts";

const time = (values: Float64Array): ColumnData => ({ type: "DateTime64(3, 'UTC')", values });
const numbers = (values: Float64Array): ColumnData => ({ type: "Float64", values });
const bandTexts = (codes: Uint8Array): ColumnData => ({ type: "LowCardinality(String)", texts: bands, places: new Uint32Array(codes) });

/** Snapshots as the columns of their tables. */
export function snapshotColumns(batch: SnapshotBatch, writtenAt: number): Columns {
  const { rows } = batch;
  const metricCount = rows > 0 ? batch.metricValues.length / rows : 0;
  const metricEnds = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) metricEnds[row] = (row + 1) * metricCount;
  return {
    workspace: constantColumn(batch.workspace, rows),
    account: { type: "LowCardinality(String)", texts: batch.accounts, places: batch.account },
    version: constantColumn(batch.version, rows),
    as_of: time(batch.asOf),
    is_midnight: { type: "Bool", values: new Uint8Array(rows).fill(batch.isMidnight ? 1 : 0) },
    known_at: time(new Float64Array(rows).fill(batch.knownAt)),
    written_at: time(new Float64Array(rows).fill(writtenAt)),
    model: { type: "LowCardinality(String)", texts: batch.models, places: batch.model },
    stage: { type: "LowCardinality(String)", texts: batch.stages, places: batch.stage },
    score: numbers(batch.score),
    band: bandTexts(batch.band),
    mean: numbers(batch.mean),
    computed_score: numbers(batch.computedScore),
    computed_band: bandTexts(batch.computedBand),
    computed_since: time(batch.computedSince),
    coverage: numbers(batch.coverage),
    mrr: numbers(batch.mrr),
    metric_values: { type: "Array(Float64)", ends: metricEnds, values: batch.metricValues },
    metric_states: { type: "Array(UInt8)", ends: metricEnds, values: batch.metricStates },
    category_scores: { type: "Array(Float64)", ends: batch.categoryEnds, values: batch.categoryScores },
    category_bands: { type: "Array(UInt8)", ends: batch.categoryEnds, values: batch.categoryBands },
    category_since: { type: "Array(Float64)", ends: batch.categoryEnds, values: batch.categorySince },
  };
}

interface PointRow {
  readonly as_of: number;
  readonly score: number | null;
  readonly band: Band;
  readonly computed_score: number | null;
  readonly computed_band: Band;
  readonly coverage: number;
  readonly stage: string;
  readonly model: string;
}

const nothing = { model: "", stage: "", score: Number.NaN, band: "unknown", mean: Number.NaN, computedScore: Number.NaN, computedBand: "unknown", computedSince: 0, coverage: 0, mrr: Number.NaN } as const;
const noCells = { values: new Float64Array(), states: new Uint8Array(), offset: 0 };

export class ClickHouseSnapshotLog implements SnapshotLog {
  readonly #clickHouse: ClickHouse;
  readonly #clock: () => number;

  constructor(clickHouse: ClickHouse, clock: () => number) {
    this.#clickHouse = clickHouse;
    this.#clock = clock;
  }

  write(batch: SnapshotBatch): Promise<void> {
    return this.#clickHouse.insert(batch.isMidnight ? "snapshots" : "snapshots_between", snapshotColumns(batch, this.#clock()), batch.rows);
  }

  /** In the place of each such midnight comes a row that is none, and that every reader leaves out. */
  async withdraw({ workspace, version, of }: Parameters<SnapshotLog["withdraw"]>[0]): Promise<void> {
    const accounts = [...of.keys()];
    const capacity = [...of.values()].reduce((sum, midnights) => sum + midnights.length, 0);
    const columns = new SnapshotColumns({ workspace, version, knownAt: this.#clock(), isMidnight: false, accounts, capacity, metricCount: 0, mostCategories: 0 });
    [...of.values()].forEach((midnights, account) => {
      for (const asOf of midnights) columns.add({ ...nothing, account, asOf }, noCells);
    });
    await this.#clickHouse.insert("snapshots", snapshotColumns(columns.batch(), this.#clock()), capacity);
  }

  async clear(workspace: string, version: string): Promise<void> {
    for (const table of ["snapshots", "snapshots_between", "snapshots_newest", "journey_states"]) {
      await this.#clickHouse.command({
        name: "clear snapshots of a version",
        text: `DELETE FROM ${table} WHERE workspace = {workspace:String} AND version = {version:String}`,
        parameters: { workspace, version },
      });
    }
  }

  async history({ workspace, version, account }: { workspace: string; version: string; account: string }): Promise<ScorePoint[]> {
    const rows = await this.#clickHouse.rows<PointRow>({
      name: "history of an account",
      text: `SELECT toUnixTimestamp64Milli(as_of) AS as_of, if(isNaN(score), NULL, score) AS score, band,
  if(isNaN(computed_score), NULL, computed_score) AS computed_score, computed_band, coverage, stage, model
FROM snapshots FINAL
WHERE workspace = {workspace:String} AND version = {version:String} AND account = {account:String} AND is_midnight
ORDER BY snapshots.as_of`,
      parameters: { workspace, version, account },
    });
    return rows.map(({ as_of: asOf, computed_score: computedScore, computed_band: computedBand, ...row }) => ({ ...row, asOf, computedScore, computedBand }));
  }

  bandSteps(request: Parameters<SnapshotLog["bandSteps"]>[0]): Promise<BandStep[]> {
    return readBandSteps(this.#clickHouse, request);
  }
}
