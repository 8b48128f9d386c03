import type { PeopleRequest } from "../../engine/users.ts";
import { type Query, instantText } from "./query.ts";

/** Without case and accents, as `lib/fold.ts` does; what is plain ASCII, which nearly everything is, is only lowered. */
const folded = (text: string): string => `if(length(${text}) = lengthUTF8(${text}), lower(${text}), lowerUTF8(replaceRegexpAll(normalizeUTF8NFKD(${text}), '\\p{M}+', '')))`;

const matches = (table: string, text: string, which: string): string => `SELECT user, ${folded(text)} AS said FROM ${table}
  WHERE workspace = {workspace:String} AND user != '' AND time < {as_of:DateTime64(3, 'UTC')}${which} AND position(said, {asked:String}) > 0`;

/** Whoever has, or once had, a text like it in name, e-mail address or id. */
export function matchingUsers({ workspace, asOf, text, limit }: PeopleRequest): Query {
  return {
    name: "people who are looked for",
    text: `SELECT user, min(multiIf(said = {asked:String}, 0, startsWith(said, {asked:String}), 1, position(concat(' ', said), concat(' ', {asked:String})) > 0, 2, 3)) AS rank FROM (
  ${matches("user_traits", "text", " AND trait IN ('name', 'email') AND kind = 'text'")}
  UNION ALL ${matches("user_traits", "user", "")}
  UNION ALL ${matches("memberships", "user", "")}
) GROUP BY user ORDER BY rank, user LIMIT {limit:UInt32}`,
    parameters: { workspace, asked: text, limit, as_of: instantText(asOf) },
  };
}

/** The accounts of some people. Those without a membership belong where their latest event was. */
export function accountsOfUsers({ workspace, asOf }: Pick<PeopleRequest, "workspace" | "asOf">, users: readonly string[], table: "memberships" | "events"): Query {
  const which = table === "events" ? "user_key IN (SELECT sipHash64(arrayJoin({users:Array(String)}))) AND user IN {users:Array(String)}" : "user IN {users:Array(String)}";
  return {
    name: `accounts of people by ${table}`,
    text: `SELECT user, argMin(account, (-latest, account)) AS account, count() AS accounts FROM (
  SELECT user, account, toUnixTimestamp64Milli(max(time)) AS latest FROM ${table}
  WHERE workspace = {workspace:String} AND account != '' AND ${which} AND time < {as_of:DateTime64(3, 'UTC')} GROUP BY user, account
) GROUP BY user`,
    parameters: { workspace, users, as_of: instantText(asOf) },
  };
}
