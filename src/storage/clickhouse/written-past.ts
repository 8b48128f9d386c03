import type { SnapshotBatch, StoredMemory } from "../../engine/ports.ts";
import { SnapshotColumns } from "../../engine/snapshot-columns.ts";
import type { BandCount, PastScores, WrittenPast } from "../../engine/written-past.ts";
import type { Band } from "../../scores/bands.ts";
import type { ClickHouse } from "./engine.ts";
import { type ReadBlock, numbersOf, textsOf } from "./native-reader.ts";
import { milliseconds } from "./query.ts";
import { memoryIn, numbersAt, stateIn } from "./stored-state.ts";

/** Of equal midnights the one written last, unless it says that the account was no customer. */
const midnights = "FROM snapshots FINAL WHERE workspace = {workspace:String} AND version = {version:String} AND is_midnight";
const between = "as_of >= fromUnixTimestamp64Milli({from:Int64}) AND as_of <= fromUnixTimestamp64Milli({to:Int64})";

/** Reads midnights of everybody at once, a column at a time: a year of them is much, and of most only little is needed. */
export class ClickHouseWrittenPast implements WrittenPast {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async midnight({ workspace, version, asOf }: Parameters<WrittenPast["midnight"]>[0]): Promise<readonly SnapshotBatch[]> {
    const blocks = await this.#clickHouse.blocks({
      name: "everybody at a midnight",
      text: `SELECT account, ${milliseconds("as_of")} AS instant, score AS shown, CAST(band, 'String') AS band, CAST(stage, 'String') AS stage, CAST(model, 'String') AS model_key,
  metric_states AS states, metric_values AS raws, computed_score AS computed, mean, mrr
${midnights} AND as_of = fromUnixTimestamp64Milli({at:Int64})`,
      parameters: { workspace, version, at: asOf },
    });
    return blocks.map((block) => batchIn(block, { workspace, version }));
  }

  async memories({ workspace, version, asOf }: Parameters<WrittenPast["memories"]>[0]): Promise<ReadonlyMap<string, StoredMemory>> {
    const blocks = await this.#clickHouse.blocks({
      name: "what everybody's bands remember",
      text: `SELECT account, ${milliseconds("as_of")} AS instant, CAST(model, 'String') AS model_key, CAST(computed_band, 'String') AS band, ${milliseconds("computed_since")} AS since, category_bands AS category_codes, category_since AS category_times
${midnights} AND as_of = fromUnixTimestamp64Milli({at:Int64})`,
      parameters: { workspace, version, at: asOf },
    });
    return new Map(blocks.flatMap((block) => textsOf(block, "account").map((account, row) => [account, memoryIn(block, row)] as const)));
  }

  async scores({ workspace, version, from, to }: Parameters<WrittenPast["scores"]>[0]): Promise<readonly PastScores[]> {
    const blocks = await this.#clickHouse.blocks({
      name: "everybody's scores at midnights",
      text: `SELECT account, groupArray(${milliseconds("as_of")}) AS instants, groupArray(score) AS scores
${midnights} AND ${between} GROUP BY account`,
      parameters: { workspace, version, from, to },
    });
    return blocks.flatMap((block) => textsOf(block, "account").map((account, row) => ({ account, asOf: Float64Array.from(numbersAt(block, "instants", row)), score: Float64Array.from(numbersAt(block, "scores", row)) })));
  }

  async bandCounts({ without, ...parameters }: Parameters<WrittenPast["bandCounts"]>[0]): Promise<readonly BandCount[]> {
    const blocks = await this.#clickHouse.blocks({
      name: "how many accounts had which band at midnights",
      text: `SELECT ${milliseconds("as_of")} AS instant, CAST(snapshots.band, 'String') AS shown, toFloat64(count()) AS accounts, sumIf(mrr, NOT isNaN(mrr)) AS monthly
${midnights} AND ${between}${without.length === 0 ? "" : " AND account NOT IN {without:Array(String)}"} GROUP BY snapshots.as_of, snapshots.band`,
      parameters: { ...parameters, ...(without.length > 0 && { without }) },
    });
    return blocks.flatMap((block) => {
      const [instants, accounts, monthly] = [numbersOf(block, "instant"), numbersOf(block, "accounts"), numbersOf(block, "monthly")];
      return textsOf(block, "shown").map((band, row): BandCount => ({ asOf: instants[row] as number, band: band as Band, accounts: accounts[row] as number, mrr: monthly[row] as number }));
    });
  }
}

function batchIn(block: ReadBlock, about: { readonly workspace: string; readonly version: string }): SnapshotBatch {
  const accounts = textsOf(block, "account");
  const [means, revenues] = [numbersOf(block, "mean"), numbersOf(block, "mrr")];
  const first = stateIn(block, 0);
  const columns = new SnapshotColumns({ ...about, knownAt: first.asOf, isMidnight: true, accounts, capacity: block.rows, metricCount: first.values.length, mostCategories: 0 });
  accounts.forEach((_account, account) => {
    const { values, states, ...state } = stateIn(block, account);
    columns.add({ ...state, account, mean: means[account] as number, mrr: revenues[account] as number, computedBand: "unknown", computedSince: state.asOf, coverage: Number.NaN }, { values, states, offset: 0 });
  });
  return columns.batch();
}
