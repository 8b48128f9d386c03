import { type AttributedEvent, type AttributedEvents, type EventMove, byMembership } from "../../engine/late-memberships.ts";
import type { ClickHouse } from "./engine.ts";
import { listed, withLists } from "./lists.ts";
import { movedColumns } from "./matches.ts";
import { numbersOf, textsOf } from "./native-reader.ts";
import type { Parameters as Bound } from "./query.ts";

/** Message ids in one statement: up to 100 characters each, and a parameter holds some 200 kB. */
const idsAtOnce = 500;

const columns = movedColumns.events.filter((column) => column !== "attribution").join(", ");
const moved = "workspace = {workspace:String} AND account IN {from:Array(String)} AND account != {to:String} AND message_id IN {ids:Array(String)}";

/**
 * Copies what isn't at its place yet, then removes it where it was: asked again after a crash it goes on, because a
 * copy that is there already isn't made again. Until the removal an event is counted under both accounts.
 */
const copy = `INSERT INTO events (workspace, account, attribution, record, stored_at, ${columns})
SELECT workspace, {to:String}, {attribution:String}, record, now64(3), ${columns} FROM events
WHERE ${moved} AND message_id NOT IN (SELECT message_id FROM events WHERE workspace = {workspace:String} AND account = {to:String} AND message_id IN {ids:Array(String)})`;
const remove = `DELETE FROM events WHERE workspace = {workspace:String} AND account IN ${listed("from")} AND message_id IN ${listed("ids")}`;

/** The events of ClickHouse whose account follows from memberships. */
export class ClickHouseAttributedEvents implements AttributedEvents {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async attributedEvents({ workspace, users, accounts }: Parameters<AttributedEvents["attributedEvents"]>[0]): Promise<AttributedEvent[]> {
    const blocks = await this.#clickHouse.blocks({
      name: "events attributed by membership",
      text: `SELECT account, user, message_id, CAST(attribution, 'String') AS how, toFloat64(toUnixTimestamp64Milli(time)) AS at FROM events
WHERE workspace = {workspace:String} AND account IN {accounts:Array(String)} AND user IN {users:Array(String)} AND attribution IN {how:Array(String)}`,
      parameters: { workspace, users, accounts, how: byMembership },
    });
    return blocks.flatMap((block) => {
      const [ofAccount, ofUser, ids, how, times] = [textsOf(block, "account"), textsOf(block, "user"), textsOf(block, "message_id"), textsOf(block, "how"), numbersOf(block, "at")];
      return ids.map((messageId, row) => ({ messageId, account: ofAccount[row] as string, user: ofUser[row] as string, attribution: how[row] as AttributedEvent["attribution"], time: times[row] as number }));
    });
  }

  async moveEvents(workspace: string, moves: readonly EventMove[]): Promise<void> {
    for (const alike of Map.groupBy(moves, ({ account, attribution }) => JSON.stringify([account, attribution])).values()) {
      for (let start = 0; start < alike.length; start += idsAtOnce) await this.#move(workspace, alike.slice(start, start + idsAtOnce));
    }
  }

  async #move(workspace: string, moves: readonly EventMove[]): Promise<void> {
    const [{ account: to, attribution }] = moves as readonly [EventMove];
    const lists = { from: [...new Set(moves.map(({ event }) => event.account))], ids: moves.map(({ event }) => event.messageId) };
    const parameters: Bound = { workspace, to, attribution, ...lists };
    await this.#clickHouse.command({ name: "copy events to their account", text: copy, parameters, limits: { seconds: 600 } });
    // The copy stands under none of the accounts that these came from.
    await withLists(this.#clickHouse, lists, (named) => this.#clickHouse.command({ name: "remove events from another account", text: remove, parameters: { workspace, ...named }, limits: { seconds: 600 } }));
  }
}
