import type { EventReader } from "../../engine/events-behind.ts";
import type { EventFact, Scalar } from "../../events/fact.ts";
import type { ClickHouse } from "./engine.ts";
import { Binder } from "./measure/binder.ts";
import { inScope } from "./measure/scope.ts";
import { selected } from "./measure/selection.ts";

type Request = Parameters<EventReader["readEvents"]>[0];

interface Row {
  readonly messageId: string;
  readonly account: string;
  readonly user: string;
  readonly name: string;
  readonly time: number;
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

  async readEvents({ workspace, account, asOf, stretches, limit }: Request): Promise<{ events: EventFact[]; total: number }> {
    if (stretches.length === 0) return { events: [], total: 0 };
    const binder = new Binder([asOf]);
    const scope = { binder, workspace, accounts: [account] };
    const within = stretches.map(({ selection, from, to }) => {
      const [start, end] = [binder.bind(from, "Int64"), binder.bind(to, "Int64")];
      return `(${selected(scope, selection)} AND toUnixTimestamp64Milli(time) >= ${start} AND toUnixTimestamp64Milli(time) < ${end})`;
    });
    const where = `${inScope(scope)} AND (${[...new Set(within)].join(" OR ")})`;
    const rows = await this.#clickHouse.rows<Row>({
      name: "events behind a metric",
      text: `${binder.with()}SELECT message_id AS messageId, account, user, name, toUnixTimestamp64Milli(time) AS time, toUnixTimestamp64Milli(known_at) AS knownAt,
  toUnixTimestamp64Milli(original_time) AS originalTime, toUnixTimestamp64Milli(received_at) AS receivedAt, source, attribution, numbers, texts, count() OVER () AS total
FROM events
WHERE ${where}
ORDER BY events.time DESC, events.message_id
LIMIT ${binder.bind(limit, "UInt32")}`,
      parameters: binder.parameters(),
    });
    return { events: rows.map(eventOf), total: rows[0]?.total ?? 0 };
  }
}

function eventOf({ numbers, texts, total: _total, ...row }: Row): EventFact {
  const properties: Readonly<Record<string, Scalar>> = { ...numbers, ...texts };
  return { type: "event", ...row, properties };
}
