import type { HeldRecord, HeldRecords } from "../../engine/forget/ports.ts";
import type { Subject } from "../../events/subject.ts";
import type { ClickHouse } from "./engine.ts";

const time = (column: string, as: string): string => `formatDateTime(${column}, '%Y-%m-%dT%H:%i:%S.%fZ', 'UTC') AS ${as}`;
const recorded = `message_id, source, ${time("known_at", "known")}`;
const valued = "trait, kind AS value_kind, number, text";

interface Read {
  readonly table: string;
  readonly columns: string;
  readonly at: string;
  readonly last: string;
  readonly where?: string;
}

/** What is read of each table that can hold something of somebody, and how its rows follow each other. */
const reads = {
  event: { table: "events", columns: `account, user, name, ${time("received_at", "received")}, texts, numbers, attribution, ${recorded}`, at: "time", last: "message_id" },
  account_trait: { table: "account_traits", columns: `account, ${valued}, ${recorded}`, at: "time", last: "message_id" },
  user_trait: { table: "user_traits", columns: `user, ${valued}, ${recorded}`, at: "time", last: "message_id" },
  membership: { table: "memberships", columns: `account, user, ${recorded}`, at: "time", last: "message_id" },
  midnight: { table: "snapshots FINAL", where: "is_midnight", columns: "account, version, score, band, coverage, stage", at: "as_of", last: "CAST(version, 'String')" },
  score_change: { table: "transitions FINAL", columns: "account, version, kind AS what, from_band, to_band, from_score, to_score, parts", at: "at", last: "concat(CAST(version, 'String'), CAST(kind, 'String'))" },
} as const satisfies Record<string, Read>;
type Kind = keyof typeof reads;

const ofKind: Readonly<Record<Subject["kind"], { readonly column: string; readonly kinds: readonly Kind[] }>> = {
  user: { column: "user", kinds: ["user_trait", "membership", "event"] },
  account: { column: "account", kinds: ["account_trait", "membership", "event", "midnight", "score_change"] },
};

/** Rows in memory at the same time. */
const rowsAtOnce = 20_000;

interface Row extends Record<string, unknown> {
  readonly at_ms: number;
  readonly last: string;
  readonly parts?: string;
}

/** Everything of ClickHouse about somebody, oldest first of each kind. */
export class ClickHouseHeld implements HeldRecords {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async *records(workspace: string, { kind, id }: Subject): AsyncIterable<HeldRecord> {
    const { column, kinds } = ofKind[kind];
    for (const one of kinds) yield* this.#read(workspace, one, { column, id });
  }

  async *#read(workspace: string, kind: Kind, { column, id }: { readonly column: string; readonly id: string }): AsyncIterable<HeldRecord> {
    const { table, columns, at, last, where }: Read = reads[kind];
    const name = table.replace(" FINAL", "");
    let after = { at: -1e15, last: "" };
    for (;;) {
      const rows = await this.#clickHouse.rows<Row>({
        name: `what is held of somebody in ${name}`,
        text: `SELECT ${columns}, ${time(`${name}.${at}`, "instant")}, toUnixTimestamp64Milli(${name}.${at}) AS at_ms, ${last} AS last FROM ${table}
WHERE workspace = {workspace:String} AND ${column} = {id:String}${where === undefined ? "" : ` AND ${where}`} AND (toUnixTimestamp64Milli(${name}.${at}), ${last}) > ({at:Int64}, {last:String})
ORDER BY at_ms, last LIMIT {limit:UInt32}`,
        parameters: { workspace, id, limit: rowsAtOnce, ...after },
        limits: { seconds: 600 },
      });
      for (const row of rows) yield presented(kind, row);
      const end = rows.at(-1);
      if (end === undefined || rows.length < rowsAtOnce) return;
      after = { at: end.at_ms, last: end.last };
    }
  }
}

function presented(kind: Kind, row: Row): HeldRecord {
  const { at_ms: _at, last: _last, instant, known, received, message_id: messageId, value_kind: valueKind, number, text, texts, numbers, parts, from_band: fromBand, to_band: toBand, from_score: fromScore, to_score: toScore, ...rest } = row;
  return {
    kind,
    at: String(instant),
    ...rest,
    ...(valueKind !== undefined && { value: valueKind === "number" ? number : valueKind === "text" ? text : null }),
    ...(texts !== undefined && { properties: { ...(texts as object), ...(numbers as object) } }),
    ...(parts !== undefined && { from: { band: fromBand, score: fromScore }, to: { band: toBand, score: toScore }, parts: JSON.parse(parts) as unknown }),
    ...(known !== undefined && { knownAt: known, messageId }),
    ...(received !== undefined && { receivedAt: received }),
  };
}
