import type { Aggregate } from "../../../metrics/aggregate.ts";
import { milliseconds } from "../query.ts";
import { inWindow } from "./events.ts";
import { type Scope, inScope } from "./scope.ts";
import { selected } from "./selection.ts";

export type ItemAggregate = Extract<Aggregate, { fn: "items_open" | "items_oldest" | "items_closed" | "items_hours" }>;

function clause(scope: Scope, zone: string, aggregate: ItemAggregate): string {
  switch (aggregate.fn) {
    case "items_open":
      return "toFloat64(countIf(is_open))";
    case "items_oldest":
      return `ifNull(${milliseconds("minOrNullIf(opened, is_open)")}, nan)`;
    case "items_closed":
    case "items_hours": {
      const closedIn = aggregate.window ? ` AND ${inWindow(scope, zone, aggregate.window, "closed")}` : "";
      const condition = `has_closed AND closed >= opened${closedIn}`;
      return aggregate.fn === "items_closed" ? `toFloat64(countIf(${condition}))` : `sumIf(${milliseconds("closed")} - ${milliseconds("opened")}, ${condition})`;
    }
  }
}

/** One item of `opened`, `closed` and `item`: all aggregates given here share these three. */
export function itemsStatement(scope: Scope, zone: string, aggregates: readonly ItemAggregate[]): string {
  const { binder } = scope;
  const { opened, closed, item } = aggregates[0] as ItemAggregate;
  const [opens, closes] = [selected(scope, opened), selected(scope, closed)];
  const key = binder.text(item);
  // Adding 0 makes zero of minus zero, which would be another text.
  const columns = aggregates.map((aggregate, index) => `  ${clause(scope, zone, aggregate)} AS a${index}`);
  const boundaries = binder.several ? binder.boundaryNames().map((name) => `, ${name}`).join("") : "";
  return `${binder.with()}SELECT account${binder.keys},
${columns.join(",\n")}
FROM
(
  SELECT account${binder.keys}, if(mapContains(numbers, ${key}), toString(numbers[${key}] + 0), texts[${key}]) AS item_id,
    maxIf(time, ${opens}) AS opened, maxIf(time, ${closes}) AS closed, countIf(${closes}) > 0 AS has_closed,
    NOT has_closed OR opened > closed AS is_open${boundaries}
  FROM events${binder.join()}
  WHERE ${inScope(scope)} AND (${opens} OR ${closes}) AND (mapContains(numbers, ${key}) OR mapContains(texts, ${key}))
  GROUP BY account${binder.keys}, item_id${boundaries}
  HAVING countIf(${opens}) > 0
)
GROUP BY account${binder.keys}`;
}
