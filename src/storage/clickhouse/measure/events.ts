import { type Aggregate, type Window, windowEnd, windowStart } from "../../../metrics/aggregate.ts";
import type { Selection } from "../../../metrics/selection.ts";
import { type Scope, inScope, order, selected } from "./selection.ts";

export type EventAggregate = Extract<
  Aggregate,
  { fn: "count" | "users" | "days" | "sum" | "numbers" | "last_time" | "first_time" | "last_number" | "last_number_time" }
>;

/** That the column lies in the window, whose ends are columns of each instant. */
export function inWindow(scope: Scope, zone: string, window: Window, column = "time"): string {
  const start = scope.binder.boundary((asOf) => windowStart(window, asOf, zone));
  const end = scope.binder.boundary((asOf) => windowEnd(window, asOf, zone));
  return end === "as_of" ? `${column} >= ${start}` : `${column} >= ${start} AND ${column} < ${end}`;
}

/** Milliseconds, or NaN when no event fits: an empty `maxIf` would be 1970. */
const milliseconds = (aggregate: "maxIf" | "minIf", condition: string): string =>
  `if(countIf(${condition}) = 0, nan, toFloat64(toUnixTimestamp64Milli(${aggregate}(time, ${condition}))))`;

/** The number that the property is, or that its text stands for; and the condition that it is one. */
function numberOf(scope: Scope, property: string, values?: Readonly<Record<string, number>>): { value: string; holds: string } {
  const key = scope.binder.text(property);
  if (!values) return { value: `numbers[${key}]`, holds: `mapContains(numbers, ${key})` };
  const texts = scope.binder.bind(Object.keys(values), "Array(String)");
  const numbers = scope.binder.bind(Object.values(values), "Array(Float64)");
  return { value: `transform(texts[${key}], ${texts}, ${numbers}, nan)`, holds: `texts[${key}] IN ${texts}` };
}

function latest(scope: Scope, aggregate: Extract<EventAggregate, { fn: "last_number" | "last_number_time" }>): string {
  const { value, holds } = numberOf(scope, aggregate.property, aggregate.values);
  const condition = `${selected(scope, aggregate.select)} AND ${holds}`;
  if (aggregate.fn === "last_number_time") return milliseconds("maxIf", condition);
  return `if(countIf(${condition}) = 0, nan, argMaxIf(${value}, ${order}, ${condition}))`;
}

function clause(scope: Scope, zone: string, aggregate: EventAggregate): string {
  const within = (select: Selection, window: Window): string => `${selected(scope, select)} AND ${inWindow(scope, zone, window)}`;
  switch (aggregate.fn) {
    case "count":
      return `countIf(${within(aggregate.select, aggregate.window)})`;
    case "users":
      return `uniqExactIf(user_key, user_key != sipHash64('') AND ${within(aggregate.select, aggregate.window)})`;
    case "days":
      return `uniqExactIf(toDate(time, ${scope.binder.text(zone)}), ${within(aggregate.select, aggregate.window)})`;
    case "sum":
      return `sumIf(${numberOf(scope, aggregate.property).value}, ${within(aggregate.select, aggregate.window)})`;
    case "numbers":
      return `countIf(${numberOf(scope, aggregate.property).holds} AND ${within(aggregate.select, aggregate.window)})`;
    case "last_time": {
      const end = scope.binder.boundary((asOf) => windowEnd(aggregate, asOf, zone));
      return milliseconds("maxIf", `${selected(scope, aggregate.select)} AND time < ${end}`);
    }
    case "first_time":
      return milliseconds("minIf", selected(scope, aggregate.select));
    case "last_number":
    case "last_number_time":
      return latest(scope, aggregate);
  }
}

/** One statement for all aggregates that a single pass over the events gives, and the birth of each account. */
export function eventsStatement(scope: Scope, zone: string, aggregates: readonly EventAggregate[]): string {
  const columns = aggregates.map((aggregate, index) => `  toFloat64(${clause(scope, zone, aggregate)}) AS a${index}`);
  const where = inScope(scope);
  const { binder } = scope;
  return `${binder.with()}SELECT account${binder.keys},
${[...columns, "  toFloat64(toUnixTimestamp64Milli(min(time))) AS born"].join(",\n")}
FROM events${binder.join()}
WHERE ${where}
GROUP BY account${binder.keys}`;
}
