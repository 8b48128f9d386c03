import type { Stretch } from "../../engine/events-behind.ts";
import type { Arrival, ArrivalsRequest, Elsewhere, PipelineReader, SourceState } from "../../engine/pipeline/ports.ts";
import { isWithdrawable } from "../../events/vocabulary.ts";
import type { ClickHouse } from "./engine.ts";
import { Binder } from "./measure/binder.ts";
import { type Scope, inAccounts, known } from "./measure/scope.ts";
import { selected } from "./measure/selection.ts";
import { milliseconds } from "./query.ts";

interface Row extends Omit<Arrival, "time" | "metrics" | "withdrawnAt" | "record"> {
  /** Empty where there is none. */
  readonly sentAs: string;
  readonly at: number;
  readonly used: readonly number[];
  readonly total: number;
}


/** How events came into ClickHouse. */
export class ClickHousePipelineReader implements PipelineReader {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async sources(workspace: string, heardSince: number): Promise<SourceState[]> {
    const rows = await this.#clickHouse.rows<Omit<SourceState, "longestSilenceHours"> & { readonly silence: number }>({
      name: "last event of each source",
      text: `SELECT source, toUInt32(count()) AS events, ${milliseconds("max(time)")} AS lastTime, ${milliseconds("max(received_at)")} AS lastReceived,
  arraySort(groupUniqArrayIf(toInt32(intDiv(toUnixTimestamp(received_at), 3600)), received_at >= fromUnixTimestamp64Milli({since:Int64}))) AS heard, if(length(heard) < 2, -1, arrayMax(arrayDifference(heard))) AS silence
FROM events WHERE workspace = {workspace:String} GROUP BY source ORDER BY lastReceived DESC, source`,
      parameters: { workspace, since: heardSince },
    });
    return rows.map(({ source, events, lastTime, lastReceived, silence }) => ({ source, events, lastTime, lastReceived, longestSilenceHours: silence < 0 ? undefined : silence }));
  }

  async arrivals({ workspace, account, asOf, limit, uses }: ArrivalsRequest): Promise<{ total: number; arrivals: Arrival[] }> {
    const binder = new Binder([asOf]);
    const scope = { binder, workspace, accounts: [account], knownAt: asOf };
    const ids = [...uses.keys()];
    const used = [...uses.values()].map((stretches) => `toUInt8((${readBy(scope, stretches)}) AND events.time < as_of${known(scope)})`);
    const rows = await this.#clickHouse.rows<Row>({
      name: "events of an account as they arrived",
      text: `${binder.with()}SELECT message_id AS messageId, CAST(name, 'String') AS name, ${milliseconds("events.time")} AS at, ${milliseconds("known_at")} AS knownAt,
  CAST(source, 'String') AS source, CAST(attribution, 'String') AS attribution, record AS sentAs, ${used.length === 0 ? "emptyArrayUInt8()" : `[${used.join(",\n    ")}]`} AS used, toUInt32(count() OVER ()) AS total
FROM events WHERE ${inAccounts(scope)}
ORDER BY known_at DESC, message_id
LIMIT ${binder.bind(limit, "UInt32")}`,
      parameters: binder.parameters(),
    });
    const withdrawn = await this.#withdrawn(workspace, rows.filter(({ name }) => isWithdrawable(name)));
    return { total: rows[0]?.total ?? 0, arrivals: rows.map(({ at: time, used: flags, total: _total, sentAs, ...row }) => ({ ...row, time, record: sentAs === "" ? undefined : sentAs, withdrawnAt: withdrawn.get(row.messageId), metrics: ids.filter((_, place) => flags[place] === 1) })) };
  }

  /** When each of these was taken back first, wherever that was recorded. */
  async #withdrawn(workspace: string, events: readonly Pick<Row, "messageId">[]): Promise<ReadonlyMap<string, number>> {
    if (events.length === 0) return new Map();
    const rows = await this.#clickHouse.rows<{ id: string; at: number }>({
      name: "when events were taken back",
      text: `SELECT texts['withdraws'] AS id, ${milliseconds("min(time)")} AS at FROM events WHERE workspace = {workspace:String} AND name = 'withdrawn' AND texts['withdraws'] IN {ids:Array(String)} GROUP BY id`,
      parameters: { workspace, ids: events.map(({ messageId }) => messageId) },
    });
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  /** What a call names itself doesn't follow its user, so only what lies where a membership put it can be elsewhere by one. */
  async elsewhere(parameters: { readonly workspace: string; readonly account: string; readonly limit: number }): Promise<Elsewhere[]> {
    return this.#clickHouse.rows<Elsewhere>({
      name: "events of an account that lie under another",
      text: `SELECT account, events, why FROM (
  SELECT account, toUInt32(count()) AS events, 'match' AS why FROM events
  WHERE workspace = {workspace:String} AND record = {account:String} AND account NOT IN ('', {account:String}) GROUP BY account
  UNION ALL
  SELECT account, toUInt32(count()) AS events, 'membership' AS why FROM events
  WHERE workspace = {workspace:String} AND account NOT IN ('', {account:String}) AND record != {account:String} AND attribution IN ('membership', 'first_membership') AND user != ''
    AND user IN (SELECT user FROM memberships WHERE workspace = {workspace:String} AND account = {account:String}) GROUP BY account
)
ORDER BY events DESC, account LIMIT {limit:UInt32}`,
      parameters: { ...parameters },
    });
  }

  async unattributed(workspace: string, since: number): Promise<{ events: number; lastTime: number | undefined }> {
    const [row] = await this.#clickHouse.rows<{ events: number; lastTime: number }>({
      name: "events of no account",
      text: `SELECT toUInt32(count()) AS events, ${milliseconds("max(time)")} AS lastTime FROM events
WHERE workspace = {workspace:String} AND account = '' AND known_at >= fromUnixTimestamp64Milli({since:Int64})`,
      parameters: { workspace, since },
    });
    return row && row.events > 0 ? row : { events: 0, lastTime: undefined };
  }
}

/** The condition that one of these stretches holds an event. */
function readBy(scope: Scope, stretches: readonly Stretch[]): string {
  const { binder } = scope;
  const each = stretches.map(({ selection, from, to }) => {
    const [start, end] = [binder.bind(from, "Int64"), binder.bind(to, "Int64")];
    return `(${selected(scope, selection)} AND toUnixTimestamp64Milli(events.time) >= ${start} AND toUnixTimestamp64Milli(events.time) < ${end})`;
  });
  return [...new Set(each)].join(" OR ");
}
