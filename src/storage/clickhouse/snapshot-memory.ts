import { type OfAccounts, type SnapshotBatch, type SnapshotMemory, type StoredMemory, type StoredState, lookBackMs } from "../../engine/ports.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ClickHouse } from "./engine.ts";
import { type ReadBlock, numbersOf, textsOf } from "./native-reader.ts";
import { type Query, milliseconds } from "./query.ts";
import { snapshotColumns } from "./snapshot-log.ts";
import { memoryIn, numbersAt, stateIn } from "./stored-state.ts";

const scope = "workspace = {workspace:String} AND version = {version:String} AND account IN {accounts:Array(String)}";
const isAfter = (after: Instant | undefined): string => (after === undefined ? "" : " AND as_of > fromUnixTimestamp64Milli({after:Int64})");

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

  /** Most accounts have the midnight right before the instant, and only of the others is everything looked through. */
  async memories({ before, ...request }: OfAccounts & { readonly before: Instant }): Promise<ReadonlyMap<string, StoredMemory>> {
    return this.#near(request, (accounts, after) => this.#memories({ ...request, accounts, before, after }), before - lookBackMs);
  }

  async latest({ near, ...request }: OfAccounts & { readonly near?: Instant }): Promise<ReadonlyMap<string, StoredState>> {
    return this.#near(request, (accounts, after) => this.#latest({ ...request, accounts, after }), near === undefined ? undefined : near - 1);
  }

  async scoresAt({ asOf, ...request }: OfAccounts & { readonly asOf: Instant }): Promise<ReadonlyMap<string, number>> {
    return this.#read(
      request,
      {
        name: "scores at a midnight",
        text: `SELECT account, argMax(score, written_at) AS shown FROM snapshots WHERE ${scope} AND as_of = fromUnixTimestamp64Milli({at:Int64}) GROUP BY account HAVING argMax(is_midnight, written_at)`,
        parameters: { at: asOf },
      },
      (block, row) => numbersOf(block, "shown")[row] as number,
    );
  }

  async midnightsOf({ from, to, ...request }: Parameters<SnapshotMemory["midnightsOf"]>[0]): Promise<ReadonlyMap<string, readonly Instant[]>> {
    return this.#read(
      request,
      {
        name: "midnights that were written",
        text: `SELECT account, groupArray(${milliseconds("as_of")}) AS instants FROM snapshots FINAL
WHERE ${scope} AND as_of >= fromUnixTimestamp64Milli({from:Int64}) AND as_of <= fromUnixTimestamp64Milli({to:Int64}) AND is_midnight GROUP BY account`,
        parameters: { from, to },
      },
      (block, row) => Array.from(numbersAt(block, "instants", row)),
    );
  }

  /** First what lies after an instant, where nearly everybody's is, because the rest of their lives is long. */
  async #near<T>({ accounts }: OfAccounts, read: (accounts: readonly string[], after: Instant | undefined) => Promise<ReadonlyMap<string, T>>, after: Instant | undefined): Promise<ReadonlyMap<string, T>> {
    if (after === undefined) return read(accounts, undefined);
    const found = await read(accounts, after);
    const others = accounts.filter((account) => !found.has(account));
    return others.length === 0 ? found : new Map([...found, ...(await read(others, undefined))]);
  }

  #memories({ before, after, ...request }: OfAccounts & { readonly before: Instant; readonly after: Instant | undefined }): Promise<ReadonlyMap<string, StoredMemory>> {
    return this.#read(
      request,
      {
        name: "what bands remember",
        text: `SELECT account, ${milliseconds("last.1")} AS instant, last.2 AS model_key, CAST(last.3, 'String') AS band, ${milliseconds("last.4")} AS since, last.5 AS category_codes, last.6 AS category_times
FROM (
  SELECT account, argMax((as_of, CAST(model, 'String'), computed_band, computed_since, category_bands, category_since), as_of) AS last
  FROM snapshots FINAL WHERE ${scope} AND as_of < fromUnixTimestamp64Milli({before:Int64})${isAfter(after)} AND is_midnight GROUP BY account
)`,
        parameters: { before, ...(after !== undefined && { after }) },
      },
      memoryIn,
    );
  }

  #latest({ after, ...request }: OfAccounts & { readonly after: Instant | undefined }): Promise<ReadonlyMap<string, StoredState>> {
    const from = (table: string): string => `SELECT account, as_of, written_at, score, band, stage, model, metric_states, metric_values, computed_score FROM ${table} WHERE ${scope}${isAfter(after)}`;
    return this.#read(
      request,
      {
        name: "what was written last of accounts",
        text: `SELECT account, ${milliseconds("last.1")} AS instant, last.2 AS shown, last.3 AS band, last.4 AS stage, last.5 AS model_key, last.6 AS states, last.7 AS raws, last.8 AS computed
FROM (
  SELECT account, argMax((as_of, score, CAST(band, 'String'), CAST(stage, 'String'), CAST(model, 'String'), metric_states, metric_values, computed_score), (as_of, written_at)) AS last
  FROM (${from("snapshots FINAL")} AND is_midnight UNION ALL ${from("snapshots_between")}) GROUP BY account
)`,
        parameters: { ...(after !== undefined && { after }) },
      },
      stateIn,
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
