import type { ChangeReader, StoredChange } from "../../engine/ports.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ClickHouse } from "./engine.ts";
import { firstEvents } from "./event-names.ts";
import { numbersOf, textsOf } from "./native-reader.ts";
import type { Query } from "./query.ts";

const isStored = "workspace = {workspace:String} AND stored_at >= fromUnixTimestamp64Milli({since:Int64})";
const ofTable = (table: string): string => `SELECT account, min(time) AS first, max(stored_at) AS stored FROM ${table} WHERE ${isStored} GROUP BY account`;

/** Users belong to accounts by their memberships, and by events that named the account themselves. */
const ofUsers = ["memberships", "events"].map(
  (table) => `SELECT account, min(changed.first) AS first, max(changed.stored) AS stored FROM ${table} INNER JOIN (SELECT user, min(time) AS first, max(stored_at) AS stored FROM user_traits WHERE ${isStored} GROUP BY user) AS changed ON changed.user = ${table}.user
  WHERE workspace = {workspace:String} GROUP BY account`,
);

/** What a match moved, counts and counted from the beginning, where it went as where it came from. */
const ofMoves = "SELECT arrayJoin([from, to]) AS account, toDateTime64(0, 3, 'UTC') AS first, at AS stored FROM moves WHERE workspace = {workspace:String} AND at >= fromUnixTimestamp64Milli({since:Int64})";

/** Finds what was stored when, from the column that the log's writer fills. */
export class ClickHouseChangeReader implements ChangeReader {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async changedSince({ workspace, since, users }: Parameters<ChangeReader["changedSince"]>[0]): Promise<ReadonlyMap<string, StoredChange>> {
    const parts = [...["events", "account_traits", "memberships"].map(ofTable), ...(users ? ofUsers : []), ...(since > 0 ? [ofMoves] : [])];
    const blocks = await this.#clickHouse.blocks({
      name: "accounts with newly stored facts",
      text: `SELECT account, toFloat64(toUnixTimestamp64Milli(min(first))) AS earliest, toFloat64(toUnixTimestamp64Milli(max(stored))) AS stored_at FROM (\n${parts.join("\nUNION ALL ")}\n) WHERE account != '' GROUP BY account ORDER BY account`,
      parameters: { workspace, since },
    });
    const changed = new Map<string, StoredChange>();
    for (const block of blocks) {
      const [earliest, stored] = [numbersOf(block, "earliest"), numbersOf(block, "stored_at")];
      textsOf(block, "account").forEach((account, row) => changed.set(account, { earliest: earliest[row] as number, storedAt: stored[row] as number }));
    }
    return changed;
  }

  feeds(workspace: string): Promise<ReadonlyMap<string, Instant>> {
    return this.#firstOf(firstEvents(workspace));
  }

  newFeeds(parameters: { readonly workspace: string; readonly since: Instant }): Promise<ReadonlyMap<string, Instant>> {
    return this.#firstOf({
      name: "first of the newly stored events of each name",
      text: `SELECT CAST(name, 'String') AS name, toFloat64(toUnixTimestamp64Milli(min(time))) AS first FROM events WHERE ${isStored} GROUP BY name`,
      parameters,
    });
  }

  async #firstOf(query: Query): Promise<ReadonlyMap<string, Instant>> {
    const feeds = new Map<string, Instant>();
    for (const block of await this.#clickHouse.blocks(query)) {
      const first = numbersOf(block, "first");
      textsOf(block, "name").forEach((name, row) => feeds.set(name, first[row] as number));
    }
    return feeds;
  }
}
