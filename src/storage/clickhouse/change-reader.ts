import type { ChangeReader } from "../../engine/ports.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ClickHouse } from "./engine.ts";
import { firstEvents } from "./event-names.ts";
import { numbersOf, textsOf } from "./native-reader.ts";

const isStored = "workspace = {workspace:String} AND stored_at >= fromUnixTimestamp64Milli({since:Int64})";
const ofTable = (table: string): string => `SELECT account, min(time) AS first FROM ${table} WHERE ${isStored} GROUP BY account`;

/** Users belong to accounts by their memberships, and by events that named the account themselves. */
const ofUsers = ["memberships", "events"].map(
  (table) => `SELECT account, min(changed.first) AS first FROM ${table} INNER JOIN (SELECT user, min(time) AS first FROM user_traits WHERE ${isStored} GROUP BY user) AS changed ON changed.user = ${table}.user
  WHERE workspace = {workspace:String} GROUP BY account`,
);

/** What a match moved, counts and counted from the beginning, where it went as where it came from. */
const ofMoves = "SELECT arrayJoin([from, to]) AS account, toDateTime64(0, 3, 'UTC') AS first FROM moves WHERE workspace = {workspace:String} AND at >= fromUnixTimestamp64Milli({since:Int64})";

/** Finds what was stored when, from the column that the log's writer fills. */
export class ClickHouseChangeReader implements ChangeReader {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async changedSince({ workspace, since, users }: Parameters<ChangeReader["changedSince"]>[0]): Promise<ReadonlyMap<string, Instant>> {
    const parts = [...["events", "account_traits", "memberships"].map(ofTable), ...(users ? ofUsers : []), ...(since > 0 ? [ofMoves] : [])];
    const blocks = await this.#clickHouse.blocks({
      name: "accounts with newly stored facts",
      text: `SELECT account, toFloat64(toUnixTimestamp64Milli(min(first))) AS earliest FROM (\n${parts.join("\nUNION ALL ")}\n) WHERE account != '' GROUP BY account ORDER BY account`,
      parameters: { workspace, since },
    });
    const changed = new Map<string, Instant>();
    for (const block of blocks) {
      const earliest = numbersOf(block, "earliest");
      textsOf(block, "account").forEach((account, row) => changed.set(account, earliest[row] as number));
    }
    return changed;
  }

  async feeds(workspace: string): Promise<ReadonlyMap<string, Instant>> {
    const feeds = new Map<string, Instant>();
    for (const block of await this.#clickHouse.blocks(firstEvents(workspace))) {
      const first = numbersOf(block, "first");
      textsOf(block, "name").forEach((name, row) => feeds.set(name, first[row] as number));
    }
    return feeds;
  }
}
