import type { PropertyFilter, TraitFilter, UserFilter } from "../../../metrics/selection.ts";
import type { Binder } from "./binder.ts";
import { type Scope, order, visible } from "./scope.ts";

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

export function propertyFilter({ property, ...filter }: PropertyFilter, binder: Binder): string {
  const key = binder.text(property);
  const subject = { number: `numbers[${key}]`, text: `texts[${key}]`, isNumber: `mapContains(numbers, ${key})`, isText: `mapContains(texts, ${key})` };
  return comparisons(subject, filter, binder).join(" AND ");
}

/** A filter on what `latest`, a column of (kind, number, text), holds. */
function traitFilter(latest: string, filter: Comparisons, binder: Binder): string {
  const subject = { number: `${latest}.2`, text: `${latest}.3`, isNumber: `${latest}.1 = 'number'`, isText: `${latest}.1 = 'text'` };
  return comparisons(subject, filter, binder).join(" AND ");
}

/** Users whose roles and traits fit, as of each instant. */
export function userFilter(scope: Scope, { role, traits = [] }: UserFilter): string {
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
