import type { LogState } from "../../engine/ports.ts";
import type { ClickHouse } from "./engine.ts";

const tables = ["events", "account_traits", "user_traits", "memberships", "event_names"];

/**
 * The log's state by the numbers that the engine itself gives out: each insert takes a block number that was never used before, and so
 * does each change of stored rows; merging parts takes none. Only of plain MergeTree tables are all parts listed here.
 */
export class ClickHouseLogState implements LogState {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async logState(): Promise<string | undefined> {
    const kinds = await this.#clickHouse.rows<{ name: string; engine: string }>({
      name: "kinds of the log's tables",
      text: "SELECT name, engine FROM system.tables WHERE database = currentDatabase() AND name IN {tables:Array(String)}",
      parameters: { tables },
    });
    if (kinds.length < tables.length || kinds.some(({ engine }) => engine !== "MergeTree")) return undefined;
    const parts = await this.#clickHouse.rows<Record<string, string | number>>({
      name: "state of the log's tables",
      // A part that was changed carries the version of the change at the end of its name: all_1_6_2_9.
      text: `SELECT table, toString(max(max_block_number)) AS block, toString(max(toUInt64OrZero(splitByChar('_', name)[5]))) AS change, toString(sum(rows)) AS rows
FROM system.parts WHERE database = currentDatabase() AND active AND table IN {tables:Array(String)} GROUP BY table ORDER BY table`,
      parameters: { tables },
    });
    return JSON.stringify(parts);
  }
}
