import type { AccountLog } from "../../../accounts/account-log.ts";
import type { Instant } from "../../../lib/zone.ts";
import { aggregateKey } from "../../../metrics/aggregate.ts";
import { type AccountStep, accountSteps } from "../../../metrics/sweep/account-steps.ts";
import type { SteppedAggregate } from "../../../metrics/sweep/plan.ts";
import { type EventStep, type StepEvents, compileSteps } from "../../../metrics/sweep/steps.ts";
import { ClickHouseAccountReader } from "../account-reader.ts";
import type { ClickHouse } from "../engine.ts";
import { numbersOf, textsOf } from "../native-reader.ts";
import type { Query } from "../query.ts";
import { numberOf } from "./events.ts";
import { inScope } from "./scope.ts";
import { selected } from "./selection.ts";
import { type RangedRequest, scopedQuery } from "./statements.ts";

const isEventStep = (aggregate: SteppedAggregate): aggregate is EventStep => "select" in aggregate;

export interface SteppedSlice {
  readonly request: RangedRequest;
  readonly accounts: readonly string[];
  readonly withdrawnAt: ReadonlyMap<string, Instant>;
}

/** Columns of everything that holds its value from one fact to the next: the facts are read once, not once for each instant. */
export async function steppedColumns(clickHouse: ClickHouse, slice: SteppedSlice, aggregates: readonly SteppedAggregate[]): Promise<Map<string, Float64Array>> {
  const columns = new Map<string, Float64Array>();
  const size = slice.accounts.length * slice.request.instants.length;
  for (const aggregate of aggregates.filter(isEventStep)) columns.set(aggregateKey(aggregate), await eventColumn(clickHouse, slice, aggregate));
  const ofAccounts = aggregates.filter((aggregate): aggregate is AccountStep => !isEventStep(aggregate));
  if (ofAccounts.length === 0) return columns;
  const { workspace, knownAt, instants, currency, rates } = slice.request;
  const logs = await new ClickHouseAccountReader(clickHouse).readAccounts({ workspace, accounts: slice.accounts, ...(knownAt !== undefined && { knownAt }) });
  for (const aggregate of ofAccounts) {
    const column = new Float64Array(size);
    slice.accounts.forEach((account, place) => {
      const log: Omit<AccountLog, "born"> = logs.get(account) ?? { account, events: [], traits: [] };
      accountSteps(aggregate, { log, instants, money: { currency, rates } }, column, place * instants.length);
    });
    columns.set(aggregateKey(aggregate), column);
  }
  return columns;
}

function stepEventsQuery(request: RangedRequest, aggregate: EventStep): Query {
  return scopedQuery("events that hold until the next", { ...request, instants: request.instants.slice(-1) }, (scope) => {
    const { value, holds } = aggregate.fn === "last_time_back" ? { value: "0.", holds: "1" } : numberOf(scope, aggregate.property, aggregate.values);
    const { users: _users, ...select } = aggregate.select;
    return `${scope.binder.with()}SELECT account, toFloat64(toUnixTimestamp64Milli(time)) AS time, ${value} AS value, message_id
FROM events
WHERE ${inScope(scope)} AND ${selected(scope, select, "withdrawn too")} AND ${holds}
ORDER BY account, events.time, known_at, message_id`;
  });
}

async function eventColumn(clickHouse: ClickHouse, { request, accounts, withdrawnAt }: SteppedSlice, aggregate: EventStep): Promise<Float64Array> {
  const { instants, zone } = request;
  const events = new Map<string, { times: number[]; values: number[]; messageIds: string[] }>();
  for (const block of await clickHouse.blocks(stepEventsQuery(request, aggregate))) {
    const [times, values, ids] = [numbersOf(block, "time"), numbersOf(block, "value"), textsOf(block, "message_id")];
    textsOf(block, "account").forEach((account, row) => {
      let own = events.get(account);
      if (!own) events.set(account, (own = { times: [], values: [], messageIds: [] }));
      own.times.push(times[row] as number);
      own.values.push(values[row] as number);
      own.messageIds.push(ids[row] as string);
    });
  }
  const column = new Float64Array(accounts.length * instants.length);
  const none: StepEvents = { times: [], values: [], messageIds: [] };
  const step = compileSteps(aggregate, { instants, zone, withdrawnAt });
  accounts.forEach((account, place) => step(events.get(account) ?? none, column, place * instants.length));
  return column;
}

/** When each withdrawn event of the workspace was withdrawn first. */
export async function readWithdrawals(clickHouse: ClickHouse, request: RangedRequest): Promise<Map<string, Instant>> {
  const withdrawnAt = new Map<string, Instant>();
  const known = request.knownAt === undefined ? "" : " AND known_at <= fromUnixTimestamp64Milli({known:Int64})";
  const blocks = await clickHouse.blocks({
    name: "withdrawals",
    text: `SELECT texts['withdraws'] AS id, toFloat64(toUnixTimestamp64Milli(min(time))) AS time
FROM events WHERE workspace = {workspace:String} AND name = 'withdrawn'${known} GROUP BY id`,
    parameters: { workspace: request.workspace, ...(request.knownAt !== undefined && { known: request.knownAt }) },
  });
  for (const block of blocks) {
    const times = numbersOf(block, "time");
    textsOf(block, "id").forEach((id, row) => withdrawnAt.set(id, times[row] as number));
  }
  return withdrawnAt;
}
