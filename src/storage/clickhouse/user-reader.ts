import type { AccountUser, UserReader, UsersRequest } from "../../engine/users.ts";
import type { Scalar } from "../../events/fact.ts";
import type { ClickHouse } from "./engine.ts";
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

  async #traitsOf({ workspace, asOf }: UsersRequest, users: readonly string[]): Promise<Map<string, Record<string, Scalar | null>>> {
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

function usersQuery({ workspace, account, asOf, recentFrom, limit, after }: UsersRequest): Query {
  const own = "workspace = {workspace:String} AND account = {account:String} AND user != '' AND time < {as_of:DateTime64(3, 'UTC')}";
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
    parameters: { workspace, account, as_of: instantText(asOf), recent_from: recentFrom, never, limit, ...(after && { last: after.lastSeen ?? never, user: after.user }) },
  };
}
