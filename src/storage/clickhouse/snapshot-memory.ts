import type { OfAccounts, SnapshotBatch, SnapshotMemory, StoredMemory, StoredState } from "../../engine/ports.ts";
import type { Instant } from "../../lib/zone.ts";
import { type Band, type BandMemory, bands } from "../../scores/bands.ts";
import type { ClickHouse } from "./engine.ts";
import { type ReadBlock, numbersOf, textsOf } from "./native-reader.ts";
import type { Query } from "./query.ts";
import { snapshotColumns } from "./snapshot-log.ts";
import { numbersAt, stateIn, textAt } from "./stored-state.ts";

const milliseconds = (column: string): string => `toFloat64(toUnixTimestamp64Milli(${column}))`;
const scope = "workspace = {workspace:String} AND version = {version:String} AND account IN {accounts:Array(String)}";

/** Reads back what scoring needs to go on from; of equal instants the row written last counts. */
export class ClickHouseSnapshotMemory implements SnapshotMemory {
  readonly #clickHouse: ClickHouse;
  readonly #clock: () => number;

  constructor(clickHouse: ClickHouse, clock: () => number) {
    this.#clickHouse = clickHouse;
    this.#clock = clock;
  }

  writeNewest(batch: SnapshotBatch): Promise<void> {
    return this.#clickHouse.insert("snapshots_newest", snapshotColumns(batch, this.#clock()), batch.rows);
  }

  async memories({ before, ...request }: OfAccounts & { readonly before: Instant }): Promise<ReadonlyMap<string, StoredMemory>> {
    return this.#read(
      request,
      {
        name: "what bands remember",
        text: `SELECT account, ${milliseconds("last.1")} AS instant, last.2 AS model_key, CAST(last.3, 'String') AS band, ${milliseconds("last.4")} AS since, last.5 AS category_codes, last.6 AS category_times
FROM (
  SELECT account, argMax((as_of, CAST(model, 'String'), computed_band, computed_since, category_bands, category_since), (as_of, written_at)) AS last
  FROM snapshots WHERE ${scope} AND as_of < fromUnixTimestamp64Milli({before:Int64}) GROUP BY account
)`,
        parameters: { before },
      },
      memoryIn,
    );
  }

  async latest(request: OfAccounts): Promise<ReadonlyMap<string, StoredState>> {
    const from = (table: string): string => `SELECT account, as_of, written_at, score, band, stage, model, metric_states, metric_values, computed_score FROM ${table} WHERE ${scope}`;
    return this.#read(
      request,
      {
        name: "what was written last of accounts",
        text: `SELECT account, ${milliseconds("last.1")} AS instant, last.2 AS shown, last.3 AS band, last.4 AS stage, last.5 AS model_key, last.6 AS states, last.7 AS raws, last.8 AS computed
FROM (
  SELECT account, argMax((as_of, score, CAST(band, 'String'), CAST(stage, 'String'), CAST(model, 'String'), metric_states, metric_values, computed_score), (as_of, written_at)) AS last
  FROM (${from("snapshots")} UNION ALL ${from("snapshots_between")}) GROUP BY account
)`,
      },
      stateIn,
    );
  }

  async scoresAt({ asOf, ...request }: OfAccounts & { readonly asOf: Instant }): Promise<ReadonlyMap<string, number>> {
    return this.#read(
      request,
      {
        name: "scores at a midnight",
        text: `SELECT account, argMax(score, written_at) AS shown FROM snapshots WHERE ${scope} AND as_of = fromUnixTimestamp64Milli({at:Int64}) GROUP BY account`,
        parameters: { at: asOf },
      },
      (block, row) => numbersOf(block, "shown")[row] as number,
    );
  }

  async #read<T>({ workspace, version, accounts }: OfAccounts, query: Query, valueIn: (block: ReadBlock, row: number) => T): Promise<ReadonlyMap<string, T>> {
    const values = new Map<string, T>();
    if (accounts.length === 0) return values;
    for (const block of await this.#clickHouse.blocks({ ...query, parameters: { ...query.parameters, workspace, version, accounts } })) {
      textsOf(block, "account").forEach((account, row) => values.set(account, valueIn(block, row)));
    }
    return values;
  }
}

function memoryIn(block: ReadBlock, row: number): StoredMemory {
  const since = numbersAt(block, "category_times", row);
  return {
    asOf: numbersOf(block, "instant")[row] as number,
    model: textAt(block, "model_key", row),
    overall: { band: textAt(block, "band", row) as Band, since: numbersOf(block, "since")[row] as number },
    categories: Array.from(numbersAt(block, "category_codes", row), (code, place): BandMemory => ({ band: bands[code] as Band, since: since[place] as number })),
  };
}
