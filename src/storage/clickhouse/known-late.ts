import { withdrawableNames } from "../../events/vocabulary.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ClickHouse } from "./engine.ts";
import { numbersOf, textsOf } from "./native-reader.ts";
import { type Query, instantText, milliseconds } from "./query.ts";

export interface LateRequest {
  readonly workspace: string;
  /** Ascending. */
  readonly instants: readonly Instant[];
}

/** For each instant the accounts of which something was known late there. */
export type Late = ReadonlyMap<Instant, readonly string[] | "everyone">;

const sinceEver = `arrayConcat([0.], arrayMap(at -> ${milliseconds("at")}, {instants:Array(DateTime64(3, 'UTC'))}))`;

/**
 * That an instant lies between a fact's time and our knowing it. Live calls are all known a little after their time, so this is
 * asked of every fact: looking for its place among the instants is ten times faster than meeting each of them.
 */
const isLate = `workspace = {workspace:String} AND known_at > time AND roundDown(${milliseconds("known_at")} - 1, ${sinceEver}) > roundDown(${milliseconds("time")}, ${sinceEver})`;

/** The late facts of a table, each at every instant at which it wasn't known. */
const lateRows = (table: string, columns: string): string => `SELECT DISTINCT at, ${columns}
  FROM (SELECT ${columns}, time, known_at FROM ${table} WHERE ${isLate})
  ARRAY JOIN {instants:Array(DateTime64(3, 'UTC'))} AS at WHERE time < at AND known_at > at`;

const tables = ["events", "account_traits", "memberships"];

const ofAccounts = (request: LateRequest): Query => query("accounts known late", request, `SELECT ${milliseconds("at")} AS at, account FROM
(
  ${tables.map((table) => lateRows(table, "account")).join("\n  UNION DISTINCT ")}
)
WHERE account != ''`);

/** Whoever belongs to an account, or did anything there, may be picked by a trait. */
const ofUsers = (request: LateRequest): Query => query("accounts of users known late", request, `SELECT DISTINCT ${milliseconds("at")} AS at, belongs.account AS account
FROM (${lateRows("user_traits", "user")}) AS late
INNER JOIN
(
  SELECT DISTINCT account, user FROM memberships WHERE workspace = {workspace:String} AND user IN (SELECT user FROM user_traits WHERE ${isLate})
  UNION DISTINCT SELECT DISTINCT account, user FROM events WHERE workspace = {workspace:String} AND user IN (SELECT user FROM user_traits WHERE ${isLate})
) AS belongs ON belongs.user = late.user
WHERE account != ''`);

/** A withdrawal may have been recorded elsewhere than what it withdraws. */
const ofWithdrawals = (request: LateRequest): Query => {
  const named = query("accounts of withdrawals known late", request, `SELECT DISTINCT ${milliseconds("at")} AS at, withdrawn.account AS account
FROM (${lateRows("events", "name, texts")}) AS late
INNER JOIN events AS withdrawn ON withdrawn.message_id = late.texts['withdraws']
WHERE late.name = 'withdrawn' AND withdrawn.workspace = {workspace:String} AND withdrawn.name IN {withdrawable:Array(String)} AND withdrawn.account != ''`);
  return { ...named, parameters: { ...named.parameters, withdrawable: withdrawableNames } };
};

/** Names whose first event was known only later: from when they had been seen, and from when that was known. */
const ofFeeds = (request: LateRequest): Query => query("feeds known late", request, `SELECT ${milliseconds("min(time)")} AS first,
  ${milliseconds("min(greatest(time + toIntervalMillisecond(1), known_at))")} AS known
FROM events WHERE workspace = {workspace:String} GROUP BY name HAVING known > first + 1`);

function query(name: string, { workspace, instants }: LateRequest, text: string): Query {
  return { name, text, parameters: { workspace, instants: instants.map(instantText) } };
}

/** Where facts were known late: nothing more is asked when there are none, as in most workspaces. */
export async function readLate(clickHouse: ClickHouse, request: LateRequest): Promise<Late> {
  const late = new Map<Instant, Set<string>>();
  const add = async (asked: Query): Promise<void> => {
    for (const block of await clickHouse.blocks(asked)) {
      const at = numbersOf(block, "at");
      textsOf(block, "account").forEach((account, row) => {
        const accounts = late.get(at[row] as number) ?? new Set();
        late.set(at[row] as number, accounts.add(account));
      });
    }
  };
  const { events, users } = await countLate(clickHouse, request);
  await add(ofAccounts(request));
  if (users > 0) await add(ofUsers(request));
  if (events === 0) return new Map([...late].map(([at, accounts]) => [at, [...accounts]]));
  await add(ofWithdrawals(request));
  const everyone = await instantsOfFeeds(clickHouse, request);
  return new Map(request.instants.filter((at) => everyone.has(at) || late.has(at)).map((at) => [at, everyone.has(at) ? "everyone" : [...(late.get(at) ?? [])]]));
}

/** Events count also without an account: they make a feed, or take back what stands elsewhere. */
async function countLate(clickHouse: ClickHouse, request: LateRequest): Promise<{ events: number; users: number }> {
  const count = (table: string): string => `(SELECT count() FROM ${table} WHERE ${isLate})`;
  const [counts] = await clickHouse.rows<{ events: number; users: number }>(query("facts known late", request, `SELECT ${count("events")} AS events, ${count("user_traits")} AS users`));
  return counts ?? { events: 0, users: 0 };
}

async function instantsOfFeeds(clickHouse: ClickHouse, request: LateRequest): Promise<ReadonlySet<Instant>> {
  const instants = new Set<Instant>();
  for (const block of await clickHouse.blocks(ofFeeds(request))) {
    const [first, known] = [numbersOf(block, "first"), numbersOf(block, "known")];
    for (const at of request.instants) for (let row = 0; row < block.rows; row += 1) if ((first[row] as number) < at && at < (known[row] as number)) instants.add(at);
  }
  return instants;
}
