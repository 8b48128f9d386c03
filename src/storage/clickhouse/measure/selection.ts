import { isWithdrawable, reservedNames, withdrawableNames } from "../../../events/vocabulary.ts";
import type { PropertyFilter, Selection, TraitFilter, UserFilter } from "../../../metrics/selection.ts";
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

type Comparisons = Omit<PropertyFilter, "property">;
type Listed = NonNullable<Comparisons["is"]>;

/** Two columns of a value, and the conditions under which each holds. */
interface Subject {
  readonly number: string;
  readonly text: string;
  readonly isNumber: string;
  readonly isText: string;
}

function equalsOneOf(subject: Subject, listed: Listed, binder: Binder): string {
  const values = Array.isArray(listed) ? listed : [listed];
  const numbers = values.filter((value) => typeof value === "number");
  const texts = values.filter((value) => typeof value !== "number").map(String);
  const parts: string[] = [];
  if (numbers.length > 0) parts.push(`${subject.isNumber} AND ${subject.number} IN ${binder.bind(numbers, "Array(Float64)")}`);
  if (texts.length > 0) parts.push(`${subject.isText} AND ${subject.text} IN ${binder.bind(texts, "Array(String)")}`);
  return parts.length === 1 ? (parts[0] as string) : parts.map((part) => `(${part})`).join(" OR ");
}

const operators = { over: ">", at_least: ">=", under: "<", at_most: "<=" } as const;

function comparisons(subject: Subject, filter: Comparisons, binder: Binder): string[] {
  const isPresent = `(${subject.isNumber} OR ${subject.isText})`;
  const parts: string[] = [];
  if (filter.is !== undefined) parts.push(`(${equalsOneOf(subject, filter.is, binder)})`);
  if (filter.is_not !== undefined) parts.push(isPresent, `NOT (${equalsOneOf(subject, filter.is_not, binder)})`);
  for (const [name, sign] of Object.entries(operators) as [keyof typeof operators, string][]) {
    const limit = filter[name];
    if (limit !== undefined) parts.push(`(${subject.isNumber} AND ${subject.number} ${sign} ${binder.number(limit)})`);
  }
  if (filter.is_set !== undefined) parts.push(filter.is_set ? isPresent : `NOT ${isPresent}`);
  return parts.length > 0 ? parts : [isPresent];
}

function propertyFilter({ property, ...filter }: PropertyFilter, binder: Binder): string {
  const key = binder.text(property);
  const subject = { number: `numbers[${key}]`, text: `texts[${key}]`, isNumber: `mapContains(numbers, ${key})`, isText: `mapContains(texts, ${key})` };
  return comparisons(subject, filter, binder).join(" AND ");
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

/** A filter on what `latest`, a column of (kind, number, text), holds. */
function traitFilter(latest: string, filter: Comparisons, binder: Binder): string {
  const subject = { number: `${latest}.2`, text: `${latest}.3`, isNumber: `${latest}.1 = 'number'`, isText: `${latest}.1 = 'text'` };
  return comparisons(subject, filter, binder).join(" AND ");
}

/** Users whose roles and traits fit, as of each instant. */
function userFilter(scope: Scope, { role, traits = [] }: UserFilter): string {
  const { binder } = scope;
  const filters: TraitFilter[] = [...(role ? [{ trait: "role", is: role }] : []), ...traits];
  const isUserKey = binder.several ? "(user_key, i)" : "user_key";
  const from = `FROM user_traits${binder.join()}
      WHERE workspace = ${binder.text(scope.workspace)} AND ${visible(scope)} GROUP BY user${binder.keys}`;
  const latest = filters.map(({ trait }, index) => `argMaxIf((kind, number, text), ${order}, trait = ${binder.text(trait)}) AS trait${index}`);
  const fits = filters.map(({ trait: _trait, ...filter }, index) => traitFilter(`trait${index}`, filter, binder));
  const users = `SELECT sipHash64(user)${binder.keys} FROM (
      SELECT user${binder.keys}, ${latest.join(", ")}
      ${from})
    WHERE ${fits.join(" AND ")}`;
  const known = `user_key != sipHash64('') AND ${isUserKey} IN (
    ${users})`;
  const mayLackTraits = filters.every((filter) => "is_set" in filter && filter.is_set === false && Object.keys(filter).length === 2);
  if (!mayLackTraits) return known;
  return `(${known} OR user_key != sipHash64('') AND ${isUserKey} NOT IN (
      SELECT sipHash64(user)${binder.keys} ${from}))`;
}

/** People's events that a later event withdrew don't exist. */
function notWithdrawn(scope: Scope, events: readonly string[]): string {
  const { binder } = scope;
  const id = binder.several ? "(message_id, i)" : "message_id";
  const standing = `${id} NOT IN (
    SELECT texts['withdraws']${binder.keys} FROM events${binder.join()}
    WHERE workspace = ${binder.text(scope.workspace)} AND name = 'withdrawn' AND ${visible(scope)})`;
  return events.every(isWithdrawable) ? standing : `(name NOT IN ${binder.bind(withdrawableNames, "Array(String)")} OR ${standing})`;
}

/**
 * The condition that an event is one of the selected. Whoever follows withdrawals through time asks for the withdrawn too.
 */
export function selected(scope: Scope, { events, where = [], users }: Selection, which: "standing" | "withdrawn too" = "standing"): string {
  const { binder } = scope;
  const parts = [
    events
      ? events.length === 1
        ? `name = ${binder.text(events[0] as string)}`
        : `name IN ${binder.bind(events, "Array(String)")}`
      : `name NOT IN ${binder.bind(reservedNames, "Array(String)")}`,
    ...where.map((filter) => propertyFilter(filter, binder)),
  ];
  if (which === "standing" && events?.some(isWithdrawable)) parts.push(notWithdrawn(scope, events));
  if (users && (users.role || users.traits)) parts.push(userFilter(scope, users));
  return parts.join(" AND ");
}

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
