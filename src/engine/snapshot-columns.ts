import type { Instant } from "../lib/zone.ts";
import { type Band, type BandMemory, bands } from "../scores/bands.ts";
import type { SnapshotBatch } from "./ports.ts";

/** Texts that repeat, each with its place. */
class Places {
  readonly texts: string[] = [];
  readonly #places = new Map<string, number>();

  of(text: string): number {
    let place = this.#places.get(text);
    if (place === undefined) {
      place = this.texts.push(text) - 1;
      this.#places.set(text, place);
    }
    return place;
  }
}

export const bandCode: Readonly<Record<Band, number>> = Object.fromEntries(bands.map((band, code) => [band, code])) as Record<Band, number>;

/** One snapshot on its way into columns. */
export interface SnapshotRow {
  readonly account: number;
  readonly asOf: Instant;
  readonly model: string;
  readonly stage: string;
  readonly score: number;
  readonly band: Band;
  readonly mean: number;
  readonly computedScore: number;
  readonly computedBand: Band;
  readonly computedSince: Instant;
  readonly coverage: number;
  readonly mrr: number;
}

/** What a batch is about, and how much it may hold. */
export interface ColumnsAbout {
  readonly workspace: string;
  readonly version: string;
  readonly knownAt: Instant;
  readonly isMidnight: boolean;
  readonly accounts: readonly string[];
  readonly capacity: number;
  readonly metricCount: number;
  readonly mostCategories: number;
}

/** Fills the columns of a batch row by row, in arrays that are made once for the batch. */
export class SnapshotColumns {
  readonly #about: ColumnsAbout;
  readonly #models = new Places();
  readonly #stages = new Places();
  readonly #places: Record<"account" | "model" | "stage", Uint32Array>;
  readonly #numbers: Record<"asOf" | "score" | "mean" | "computedScore" | "computedSince" | "coverage" | "mrr" | "categoryEnds", Float64Array>;
  readonly #codes: Record<"band" | "computedBand", Uint8Array>;
  readonly #metricValues: Float64Array;
  readonly #metricStates: Uint8Array;
  readonly #categoryScores: Float64Array;
  readonly #categoryBands: Uint8Array;
  readonly #categorySince: Float64Array;
  #rows = 0;
  #categories = 0;

  constructor(about: ColumnsAbout) {
    const { capacity, metricCount, mostCategories } = about;
    const numbers = (): Float64Array => new Float64Array(capacity);
    const places = (): Uint32Array => new Uint32Array(capacity);
    this.#about = about;
    this.#places = { account: places(), model: places(), stage: places() };
    this.#numbers = { asOf: numbers(), score: numbers(), mean: numbers(), computedScore: numbers(), computedSince: numbers(), coverage: numbers(), mrr: numbers(), categoryEnds: numbers() };
    this.#codes = { band: new Uint8Array(capacity), computedBand: new Uint8Array(capacity) };
    this.#metricValues = new Float64Array(capacity * metricCount);
    this.#metricStates = new Uint8Array(capacity * metricCount);
    this.#categoryScores = new Float64Array(capacity * mostCategories);
    this.#categoryBands = new Uint8Array(capacity * mostCategories);
    this.#categorySince = new Float64Array(capacity * mostCategories);
  }

  get rows(): number {
    return this.#rows;
  }

  /** Before `add`: the categories of the row that comes next, one by one. */
  addCategory(score: number, { band, since }: BandMemory): void {
    this.#categoryScores[this.#categories] = score;
    this.#categoryBands[this.#categories] = bandCode[band];
    this.#categorySince[this.#categories] = since;
    this.#categories += 1;
  }

  /** Adds a row; its metrics are copied from the cells of the measurement that begin at `offset`. */
  add(row: SnapshotRow, { values, states, offset }: { values: Float64Array; states: Uint8Array; offset: number }): void {
    const at = this.#rows;
    const { metricCount } = this.#about;
    this.#places.account[at] = row.account;
    this.#places.model[at] = this.#models.of(row.model);
    this.#places.stage[at] = this.#stages.of(row.stage);
    this.#numbers.asOf[at] = row.asOf;
    this.#numbers.score[at] = row.score;
    this.#numbers.mean[at] = row.mean;
    this.#numbers.computedScore[at] = row.computedScore;
    this.#numbers.computedSince[at] = row.computedSince;
    this.#numbers.coverage[at] = row.coverage;
    this.#numbers.mrr[at] = row.mrr;
    this.#numbers.categoryEnds[at] = this.#categories;
    this.#codes.band[at] = bandCode[row.band];
    this.#codes.computedBand[at] = bandCode[row.computedBand];
    for (let metric = 0; metric < metricCount; metric += 1) {
      this.#metricValues[at * metricCount + metric] = values[offset + metric] as number;
      this.#metricStates[at * metricCount + metric] = states[offset + metric] as number;
    }
    this.#rows += 1;
  }

  batch(): SnapshotBatch {
    const { workspace, version, knownAt, isMidnight, accounts, metricCount } = this.#about;
    const rows = this.#rows;
    const cut = <T extends Float64Array | Uint32Array | Uint8Array>(columns: Record<string, T>): Record<string, T> =>
      Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(0, rows) as T]));
    return {
      ...({ ...cut(this.#places), ...cut(this.#numbers), ...cut(this.#codes) } as unknown as Pick<
        SnapshotBatch,
        "account" | "model" | "stage" | "asOf" | "score" | "mean" | "computedScore" | "computedSince" | "coverage" | "mrr" | "categoryEnds" | "band" | "computedBand"
      >),
      workspace,
      version,
      knownAt,
      isMidnight,
      rows,
      accounts,
      models: this.#models.texts,
      stages: this.#stages.texts,
      metricValues: this.#metricValues.subarray(0, rows * metricCount),
      metricStates: this.#metricStates.subarray(0, rows * metricCount),
      categoryScores: this.#categoryScores.subarray(0, this.#categories),
      categoryBands: this.#categoryBands.subarray(0, this.#categories),
      categorySince: this.#categorySince.subarray(0, this.#categories),
    };
  }
}
