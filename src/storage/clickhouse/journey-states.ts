import type { JourneyStates } from "../../engine/evaluate/ports.ts";
import type { ClickHouse } from "./engine.ts";
import { constantColumn } from "./native-writer.ts";

/** Where accounts are on their journeys; of one that is written again the last one counts. */
export class ClickHouseJourneyStates implements JourneyStates {
  readonly #clickHouse: ClickHouse;
  readonly #clock: () => number;

  constructor(clickHouse: ClickHouse, clock: () => number) {
    this.#clickHouse = clickHouse;
    this.#clock = clock;
  }

  write({ workspace, version, asOf, texts }: Parameters<JourneyStates["write"]>[0]): Promise<void> {
    const rows = texts.size;
    const time = (instant: number) => ({ type: "DateTime64(3, 'UTC')" as const, values: new Float64Array(rows).fill(instant) });
    return this.#clickHouse.insert(
      "journey_states",
      {
        workspace: constantColumn(workspace, rows),
        version: constantColumn(version, rows),
        account: { type: "String", values: [...texts.keys()] },
        as_of: time(asOf),
        state: { type: "String", values: [...texts.values()] },
        written_at: time(this.#clock()),
      },
      rows,
    );
  }

  async read({ workspace, version, accounts }: Parameters<JourneyStates["read"]>[0]): ReturnType<JourneyStates["read"]> {
    if (accounts.length === 0) return new Map();
    const rows = await this.#clickHouse.rows<{ account: string; at: number; text: string }>({
      name: "where accounts are on their journeys",
      text: `SELECT account, toUnixTimestamp64Milli(last.1) AS at, last.2 AS text
FROM (
  SELECT account, argMax((as_of, state), (written_at, as_of)) AS last FROM journey_states
  WHERE workspace = {workspace:String} AND version = {version:String} AND account IN {accounts:Array(String)} GROUP BY account
)`,
      parameters: { workspace, version, accounts },
    });
    return new Map(rows.map(({ account, at, text }) => [account, { asOf: at, text }]));
  }
}
