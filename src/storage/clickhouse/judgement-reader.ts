import { inOrder } from "../../accounts/account-log.ts";
import { type JudgementReader, type JudgementRequest, contactNames, judgementNames, repeatedNames } from "../../engine/judgement/judgement-reader.ts";
import type { EventFact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ClickHouse } from "./engine.ts";
import type { Query } from "./query.ts";

interface Row {
  readonly messageId: string;
  readonly account: string;
  readonly user: string;
  readonly name: string;
  readonly at: number;
  readonly knownAt: number;
  readonly receivedAt: number;
  readonly source: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** Under other names than the columns', because an alias would take their place in the conditions. */
const columns = `message_id AS messageId, account, user, CAST(name, 'String') AS name, toUnixTimestamp64Milli(time) AS at, toUnixTimestamp64Milli(known_at) AS knownAt,
  toUnixTimestamp64Milli(received_at) AS receivedAt, CAST(source, 'String') AS source, numbers, texts`;
const before = "workspace = {workspace:String} AND time < fromUnixTimestamp64Milli({asOf:Int64})";

/** What people recorded, from ClickHouse. */
export class ClickHouseJudgementReader implements JudgementReader {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async recordedOf({ limit, ...about }: JudgementRequest & { readonly account: string; readonly limit: number }): Promise<EventFact[]> {
    const recorded = await this.#read({
      name: "what people recorded about an account",
      text: `SELECT ${columns} FROM events
WHERE ${before} AND account = {account:String} AND name IN {names:Array(String)}
ORDER BY time DESC, known_at DESC, message_id DESC LIMIT {limit:UInt32}`,
      parameters: { ...about, names: judgementNames, limit },
    });
    if (recorded.length === 0) return [];
    const withdrawals = await this.#read({
      name: "what of it was withdrawn",
      text: `SELECT ${columns} FROM events WHERE ${before} AND name = 'withdrawn' AND texts['withdraws'] IN (
  SELECT message_id FROM events WHERE workspace = {workspace:String} AND account = {account:String} AND name IN {names:Array(String)})`,
      parameters: { ...about, names: judgementNames },
    });
    return [...recorded, ...withdrawals].sort((left, right) => inOrder(right, left));
  }

  latestRepeated(about: JudgementRequest): Promise<EventFact[]> {
    return this.#read({
      name: "latest pulses and measurements",
      text: `SELECT ${columns} FROM events
WHERE ${before} AND account != '' AND name IN {names:Array(String)}
  AND message_id NOT IN (SELECT texts['withdraws'] FROM events WHERE ${before} AND name = 'withdrawn')
ORDER BY account, time DESC, known_at DESC, message_id DESC
LIMIT 1 BY account, name, texts['measurement']`,
      parameters: { ...about, names: repeatedNames },
    });
  }

  contacts(about: JudgementRequest & { readonly from: Instant }): Promise<EventFact[]> {
    return this.#read({
      name: "contacts with customers",
      text: `SELECT ${columns} FROM events
WHERE ${before} AND time >= fromUnixTimestamp64Milli({from:Int64}) AND account != '' AND name IN {names:Array(String)}
ORDER BY account, time, known_at, message_id`,
      parameters: { ...about, names: contactNames },
    });
  }

  ownerChanges(about: JudgementRequest): Promise<EventFact[]> {
    return this.#read({
      name: "changes of owners",
      text: `SELECT ${columns} FROM events WHERE ${before} AND account != '' AND name = 'owner_changed' ORDER BY account, time, known_at, message_id`,
      parameters: { ...about },
    });
  }

  async #read(query: Query): Promise<EventFact[]> {
    return (await this.#clickHouse.rows<Row>(query)).map(eventOf);
  }
}

const eventOf = ({ at: time, numbers, texts, ...row }: Row): EventFact => ({ type: "event", ...row, time, originalTime: time, attribution: "explicit", properties: { ...numbers, ...texts } });
