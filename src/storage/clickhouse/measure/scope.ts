import type { Binder } from "./binder.ts";

/** What every statement of one measurement shares. */
export interface Scope {
  readonly binder: Binder;
  readonly workspace: string;
  readonly knownAt?: number;
  readonly accounts?: readonly string[];
  /** Accounts from the first to the last of the range, in the order of their bytes. */
  readonly range?: AccountRange;
  /** No older events are read. */
  readonly since?: number;
}

export interface AccountRange {
  readonly from: string;
  readonly to: string;
}

/** That the fact was known by the time that the measurement speaks of. */
export function known({ binder, knownAt }: Scope): string {
  return knownAt === undefined ? "" : ` AND known_at <= fromUnixTimestamp64Milli(${binder.bind(knownAt, "Int64")})`;
}

/** Facts that are visible at the instant: they happened before it, and were known by then. */
export function visible(scope: Scope): string {
  return `time < as_of${known(scope)}`;
}

export const order = "(time, known_at, message_id)";

/** The condition that rows belong to the measurement: the workspace, the accounts asked for, and visible at all. */
export function inScope(scope: Scope): string {
  const since = scope.since === undefined ? "" : ` AND time >= fromUnixTimestamp64Milli(${scope.binder.bind(scope.since, "Int64")})`;
  return `${inAccounts(scope)}${since} AND ${visible(scope)}`;
}

/** The condition that rows are of the workspace and the accounts asked for. */
export function inAccounts({ binder, workspace, accounts, range }: Scope): string {
  const asked = accounts ? ` AND account IN ${binder.bind(accounts, "Array(String)")}` : "";
  const between = range ? `account >= ${binder.text(range.from)} AND account <= ${binder.text(range.to)}` : "account != ''";
  return `workspace = ${binder.text(workspace)} AND ${between}${asked}`;
}
