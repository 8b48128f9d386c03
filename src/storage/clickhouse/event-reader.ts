import type { EventReader, EventsRequest } from "../../engine/events-behind.ts";
import type { EventFact, Scalar } from "../../events/fact.ts";
import type { ClickHouse } from "./engine.ts";
import { Binder } from "./measure/binder.ts";
import { inScope } from "./measure/scope.ts";
import { selected } from "./measure/selection.ts";
import type { Query } from "./query.ts";

interface Row {
  readonly messageId: string;
  readonly account: string;
  readonly user: string;
  readonly name: string;
  readonly at: number;
  readonly knownAt: number;
  readonly originalTime: number;
  readonly receivedAt: number;
  readonly source: string;
  readonly attribution: EventFact["attribution"];
  readonly numbers: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly total: number;
}

/** The events that a number is made of. */
export class ClickHouseEventReader implements EventReader {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async readEvents(request: EventsRequest): Promise<{ events: EventFact[]; total: number }> {
    if (request.stretches.length === 0) return { events: [], total: 0 };
    const rows = await this.#clickHouse.rows<Row>(eventsQuery(request));
    if (rows[0] || !request.after) return { events: rows.map(eventOf), total: rows[0]?.total ?? 0 };
    const { after: _after, ...all } = request;
    return { events: [], total: (await this.readEvents({ ...all, limit: 1 })).total };
  }
}

function eventsQuery({ workspace, account, asOf, stretches, limit, name, user, after }: EventsRequest): Query {
  const binder = new Binder([asOf]);
  const scope = { binder, workspace, accounts: [account] };
  const within = stretches.map(({ selection, from, to }) => {
    const [start, end] = [binder.bind(from, "Int64"), binder.bind(to, "Int64")];
    return `(${selected(scope, selection)} AND toUnixTimestamp64Milli(time) >= ${start} AND toUnixTimestamp64Milli(time) < ${end})`;
  });
  const only = [...(name === undefined ? [] : [` AND name = ${binder.text(name)}`]), ...(user === undefined ? [] : [` AND user = ${binder.text(user)}`])].join("");
  const where = `${inScope(scope)}${only} AND (${[...new Set(within)].join(" OR ")})`;
  const time = after && binder.bind(after.time, "Int64");
  return {
    name: "events behind a metric",
    text: `SELECT * FROM (
  ${binder.with()}SELECT message_id AS messageId, account, user, name, toUnixTimestamp64Milli(events.time) AS at, toUnixTimestamp64Milli(known_at) AS knownAt,
    toUnixTimestamp64Milli(original_time) AS originalTime, toUnixTimestamp64Milli(received_at) AS receivedAt, source, attribution, numbers, texts, count() OVER () AS total
  FROM events
  WHERE ${where}
)${after ? ` WHERE at < ${time} OR (at = ${time} AND messageId > ${binder.text(after.messageId)})` : ""}
ORDER BY at DESC, messageId
LIMIT ${binder.bind(limit, "UInt32")}`,
    parameters: binder.parameters(),
  };
}

function eventOf({ at: time, numbers, texts, total: _total, ...row }: Row): EventFact {
  const properties: Readonly<Record<string, Scalar>> = { ...numbers, ...texts };
  return { type: "event", ...row, time, properties };
}
