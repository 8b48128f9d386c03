import type { AccountUser, ActiveDays, ActivityRequest, EventsOfPerson, FoundUser, PeopleRequest, UserReader, UsersRequest } from "../../engine/users.ts";
import { reservedNames } from "../../events/vocabulary.ts";
import type { Scalar } from "../../events/fact.ts";
import { bestFirst } from "../../accounts/looked-for.ts";
import type { ClickHouse } from "./engine.ts";
import { accountsOfUsers, matchingUsers } from "./found-users.ts";
import { type Query, instantText } from "./query.ts";

interface Row {
  readonly user: string;
  readonly seen: number;
  readonly first: number;
  readonly last: number;
  readonly recent: number;
  readonly total: number;
}

interface TraitRow {
  readonly user: string;
  readonly trait: string;
  readonly kind: "number" | "text" | "null";
  readonly number: number;
  readonly text: string;
}

type Place = Pick<FoundUser, "account" | "accounts">;

/** So many times as many are read as are asked for, because of some only an earlier text fits. */
const spare = 4;

/** The people of accounts, from their events, memberships and traits. */
export class ClickHouseUserReader implements UserReader {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async readUsers(request: UsersRequest): Promise<{ users: AccountUser[]; total: number }> {
    const rows = await this.#clickHouse.rows<Row>(usersQuery(request));
    if (!rows[0] && request.after) {
      const { after: _after, ...all } = request;
      return { users: [], total: (await this.readUsers({ ...all, limit: 1 })).total };
    }
    const traits = rows.length > 0 ? await this.#traitsOf(request, rows.map(({ user }) => user)) : new Map<string, Record<string, Scalar | null>>();
    const users = rows.map(({ user, seen, first, last, recent }) => ({ user, firstSeen: seen > 0 ? first : null, lastSeen: seen > 0 ? last : null, recentEvents: recent, traits: traits.get(user) ?? {} }));
    return { users, total: rows[0]?.total ?? 0 };
  }

  async readActivity(request: ActivityRequest): Promise<ActiveDays> {
    const rows = await this.#clickHouse.rows<{ readonly user: string; readonly window: number; readonly days: number }>(activityQuery(request));
    const days = new Map<string, number[]>();
    for (const row of rows) {
      const own = days.get(row.user) ?? request.starts.map(() => 0);
      own[row.window] = row.days;
      days.set(row.user, own);
    }
    return days;
  }

  async readNames(request: Parameters<UserReader["readNames"]>[0]): Promise<readonly EventsOfPerson[]> {
    return this.#clickHouse.rows<EventsOfPerson>(namesQuery(request));
  }

  async readAccountsOf({ workspace, user, asOf }: Parameters<UserReader["readAccountsOf"]>[0]): Promise<readonly string[]> {
    const rows = await this.#clickHouse.rows<{ readonly account: string }>({
      name: "accounts of a user",
      text: `SELECT DISTINCT account FROM (
  SELECT account FROM events WHERE workspace = {workspace:String} AND user = {user:String} AND account != '' AND time < {as_of:DateTime64(3, 'UTC')}
  UNION ALL SELECT account FROM memberships WHERE workspace = {workspace:String} AND user = {user:String} AND account != '' AND time < {as_of:DateTime64(3, 'UTC')}
) ORDER BY account LIMIT 100`,
      parameters: { workspace, user, as_of: instantText(asOf) },
    });
    return rows.map(({ account }) => account);
  }

  async findUsers(request: PeopleRequest): Promise<readonly FoundUser[]> {
    // Some had the text once and have another one now.
    const users = (await this.#clickHouse.rows<{ readonly user: string }>(matchingUsers({ ...request, limit: request.limit * spare }))).map(({ user }) => user);
    if (users.length === 0) return [];
    const traits = await this.#traitsOf(request, users);
    const people = bestFirst(users.map((user) => ({ user, traits: traits.get(user) ?? {} })), request.text);
    const places = await this.#accountsOf(request, people.map(({ user }) => user));
    return people.flatMap((person) => (places.has(person.user) ? [{ ...person, ...(places.get(person.user) as Place) }] : [])).slice(0, request.limit);
  }

  async #accountsOf(request: PeopleRequest, users: readonly string[]): Promise<ReadonlyMap<string, Place>> {
    const read = async (table: "memberships" | "events", some: readonly string[]) => (some.length === 0 ? [] : await this.#clickHouse.rows<Place & { readonly user: string }>(accountsOfUsers(request, some, table)));
    const belonging = await read("memberships", users);
    const known = new Set(belonging.map(({ user }) => user));
    const seen = await read("events", users.filter((user) => !known.has(user)));
    return new Map([...belonging, ...seen].map(({ user, account, accounts }) => [user, { account, accounts }]));
  }

  async #traitsOf({ workspace, asOf }: Pick<UsersRequest, "workspace" | "asOf">, users: readonly string[]): Promise<Map<string, Record<string, Scalar | null>>> {
    const rows = await this.#clickHouse.rows<TraitRow>({
      name: "traits of users",
      text: `SELECT user, trait, argMax(kind, (time, known_at, message_id)) AS kind, argMax(number, (time, known_at, message_id)) AS number, argMax(text, (time, known_at, message_id)) AS text
FROM user_traits
WHERE workspace = {workspace:String} AND user IN {users:Array(String)} AND time < {as_of:DateTime64(3, 'UTC')}
GROUP BY user, trait ORDER BY user, trait`,
      parameters: { workspace, users, as_of: instantText(asOf) },
    });
    const traits = new Map<string, Record<string, Scalar | null>>();
    for (const [user, own] of Map.groupBy(rows, ({ user }) => user)) traits.set(user, Object.fromEntries(own.map(({ trait, kind, number, text }) => [trait, kind === "null" ? null : kind === "number" ? number : text])));
    return traits;
  }
}

/** Before all that can happen: whoever was never seen. */
const never = -9_000_000_000_000_000;

function usersQuery({ workspace, account, asOf, recentFrom, limit, user, after }: UsersRequest): Query {
  const own = `workspace = {workspace:String} AND account = {account:String} AND user != ''${user === undefined ? "" : " AND user = {one:String}"} AND time < {as_of:DateTime64(3, 'UTC')}`;
  const behind = after ? "\nWHERE last < {last:Int64} OR (last = {last:Int64} AND user > {user:String})" : "";
  return {
    name: "users of an account",
    text: `SELECT user, seen, first, last, recent, total FROM (
  SELECT user, count() OVER () AS total, seen, first, if(seen > 0, latest, {never:Int64}) AS last, recent FROM (
    SELECT user, countIf(is_seen) AS seen, minIf(at, is_seen) AS first, maxIf(at, is_seen) AS latest, countIf(is_seen AND at >= {recent_from:Int64}) AS recent FROM (
      SELECT user, toUnixTimestamp64Milli(time) AS at, true AS is_seen FROM events WHERE ${own}
      UNION ALL SELECT user, toUnixTimestamp64Milli(time) AS at, false AS is_seen FROM memberships WHERE ${own}
    ) GROUP BY user
  )
)${behind}
ORDER BY last DESC, user
LIMIT {limit:UInt32}`,
    parameters: { workspace, account, as_of: instantText(asOf), recent_from: recentFrom, never, limit, ...(user !== undefined && { one: user }), ...(after && { last: after.lastSeen ?? never, user: after.user }) },
  };
}

/** What counts as being active. */
const counted = (events: readonly string[] | undefined): string => (events ? "name IN {events:Array(String)}" : "name NOT IN {events:Array(String)}");

/** Windows are numbered from the latest on. */
function activityQuery({ workspace, account, asOf, starts, zone, events }: ActivityRequest): Query {
  const window = `multiIf(${starts.map((_start, place) => `at >= {start_${place}:Int64}, ${place}`).join(", ")}, ${starts.length})`;
  return {
    name: "active days of users",
    text: `SELECT user, ${window} AS window, uniqExact(day) AS days FROM (
  SELECT user, toUnixTimestamp64Milli(time) AS at, toDate(time, {zone:String}) AS day FROM events
  WHERE workspace = {workspace:String} AND account = {account:String} AND user != '' AND ${counted(events)} AND at >= {first:Int64} AND time < {as_of:DateTime64(3, 'UTC')}
) GROUP BY user, window ORDER BY user, window`,
    parameters: { workspace, account, zone, as_of: instantText(asOf), events: [...(events ?? reservedNames)], first: starts.at(-1) ?? asOf, ...Object.fromEntries(starts.map((start, place) => [`start_${place}`, start])) },
  };
}

function namesQuery({ workspace, account, user, asOf, from, zone, events }: Parameters<UserReader["readNames"]>[0]): Query {
  return {
    name: "what a user did",
    text: `SELECT name, count() AS events, uniqExact(toDate(time, {zone:String})) AS days, toUnixTimestamp64Milli(max(time)) AS last FROM events
WHERE workspace = {workspace:String} AND account = {account:String} AND user = {user:String} AND ${counted(events)} AND toUnixTimestamp64Milli(time) >= {from:Int64} AND time < {as_of:DateTime64(3, 'UTC')}
GROUP BY name ORDER BY events DESC, name LIMIT 50`,
    parameters: { workspace, account, user, zone, from, as_of: instantText(asOf), events: [...(events ?? reservedNames)] },
  };
}
