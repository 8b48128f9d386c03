import { before } from "../../../lib/duration.ts";
import { type Aggregate, type Window, windowEnd, windowStart } from "../../../metrics/aggregate.ts";
import type { Selection } from "../../../metrics/selection.ts";
import { type Scope, inScope, order } from "./scope.ts";
import { selected } from "./selection.ts";

/** Features used on at least one day, by anybody or by users who need any of them. */
type UsedOnce = Extract<Aggregate, { fn: "feature_users" | "features_used" }>;

export type EventAggregate =
  | Extract<Aggregate, { fn: "count" | "users" | "days" | "sum" | "numbers" | "last_time" | "last_time_back" | "first_time" | "last_number" | "last_number_time" }>
  | UsedOnce;

export function isUsedOnce(aggregate: Aggregate): aggregate is UsedOnce {
  if (aggregate.fn === "features_used") return aggregate.minDays === 1;
  return aggregate.fn === "feature_users" && aggregate.minDays === 1 && (aggregate.require === "any" || aggregate.features.length === 1);
}

/** That the column lies in the window, whose ends are columns of each instant. */
export function inWindow(scope: Scope, zone: string, window: Window, column = "time"): string {
  const start = scope.binder.boundary((asOf) => windowStart(window, asOf, zone));
  const end = scope.binder.boundary((asOf) => windowEnd(window, asOf, zone));
  return end === "as_of" ? `${column} >= ${start}` : `${column} >= ${start} AND ${column} < ${end}`;
}

/** Milliseconds, or NaN when no event fits. */
const milliseconds = (aggregate: "max" | "min", condition: string): string => `ifNull(toFloat64(toUnixTimestamp64Milli(${aggregate}OrNullIf(time, ${condition}))), nan)`;

/** The number that the property is, or that its text stands for; and the condition that it is one. */
export function numberOf(scope: Scope, property: string, values?: Readonly<Record<string, number>>): { value: string; holds: string } {
  const key = scope.binder.text(property);
  if (!values) return { value: `numbers[${key}]`, holds: `mapContains(numbers, ${key})` };
  const texts = scope.binder.bind(Object.keys(values), "Array(String)");
  const numbers = scope.binder.bind(Object.values(values), "Array(Float64)");
  return { value: `transform(texts[${key}], ${texts}, ${numbers}, nan)`, holds: `texts[${key}] IN ${texts}` };
}

function latest(scope: Scope, zone: string, aggregate: Extract<EventAggregate, { fn: "last_number" | "last_number_time" }>): string {
  const { value, holds } = numberOf(scope, aggregate.property, aggregate.values);
  const end = scope.binder.boundary((asOf) => windowEnd({ complete: aggregate.complete ?? false }, asOf, zone));
  const condition = `${selected(scope, aggregate.select)} AND ${holds}${end === "as_of" ? "" : ` AND time < ${end}`}`;
  if (aggregate.fn === "last_number_time") return milliseconds("max", condition);
  return `ifNull(argMaxOrNullIf(${value}, ${order}, ${condition}), nan)`;
}

const isUser = "user_key != sipHash64('')";

function usedOnce(scope: Scope, zone: string, { fn, features, window }: UsedOnce): string {
  const within = inWindow(scope, zone, window);
  const names = features.flatMap(({ events = [], where, users }) => (events.length === 1 && !where && !users ? events : []));
  const eachIsOneName = new Set(names).size === features.length;
  if (fn === "features_used" && !eachIsOneName) return features.map((select) => `max(${isUser} AND ${selected(scope, select)} AND ${within})`).join(" + ");
  const any = eachIsOneName ? selected(scope, { events: names }) : `(${features.map((select) => `(${selected(scope, select)})`).join(" OR ")})`;
  return `uniqExactIf(${fn === "features_used" ? "name" : "user_key"}, ${isUser} AND ${any} AND ${within})`;
}

function clause(scope: Scope, zone: string, aggregate: EventAggregate): string {
  const within = (select: Selection, window: Window): string => `${selected(scope, select)} AND ${inWindow(scope, zone, window)}`;
  switch (aggregate.fn) {
    case "count":
      return `countIf(${within(aggregate.select, aggregate.window)})`;
    case "users":
      return `uniqExactIf(user_key, ${isUser} AND ${within(aggregate.select, aggregate.window)})`;
    case "days":
      return `uniqExactIf(toDate(time, ${scope.binder.text(zone)}), ${within(aggregate.select, aggregate.window)})`;
    case "sum":
      return `sumIf(${numberOf(scope, aggregate.property).value}, ${within(aggregate.select, aggregate.window)})`;
    case "numbers":
      return `countIf(${numberOf(scope, aggregate.property).holds} AND ${within(aggregate.select, aggregate.window)})`;
    case "last_time": {
      const end = scope.binder.boundary((asOf) => windowEnd(aggregate, asOf, zone));
      return milliseconds("max", `${selected(scope, aggregate.select)}${end === "as_of" ? "" : ` AND time < ${end}`}`);
    }
    case "last_time_back": {
      const until = scope.binder.boundary((asOf) => before(asOf, aggregate.back, zone));
      return milliseconds("max", `${selected(scope, aggregate.select)} AND time <= ${until}`);
    }
    case "first_time":
      return milliseconds("min", selected(scope, aggregate.select));
    case "feature_users":
    case "features_used":
      return usedOnce(scope, zone, aggregate);
    case "last_number":
    case "last_number_time":
      return latest(scope, zone, aggregate);
  }
}

/** The names that the aggregates ask for; undefined when one of them asks for every product event. */
function namesOf(aggregates: readonly EventAggregate[]): string[] | undefined {
  const selections = aggregates.flatMap((aggregate) => ("features" in aggregate ? aggregate.features : [aggregate.select]));
  return selections.every(({ events }) => events) ? [...new Set(selections.flatMap(({ events = [] }) => events))] : undefined;
}

/**
 * One statement for all aggregates that a single pass over the events gives, and the birth of each account.
 * In a slice the births are known, so only events of the names asked for are read.
 */
export function eventsStatement(scope: Scope, zone: string, aggregates: readonly EventAggregate[]): string {
  const columns = aggregates.map((aggregate, index) => `  ${clause(scope, zone, aggregate)} AS a${index}`);
  const { binder, range } = scope;
  const names = range ? namesOf(aggregates) : undefined;
  if (!range) columns.push("  toFloat64(toUnixTimestamp64Milli(min(time))) AS born");
  const where = inScope(scope);
  const named = names ? ` AND name IN ${binder.bind(names, "Array(String)")}` : "";
  return `${binder.with()}SELECT account${binder.keys},
${columns.join(",\n")}
FROM events${binder.join()}
WHERE ${where}${named}
GROUP BY account${binder.keys}`;
}
