import type { Aggregate } from "../../../metrics/aggregate.ts";
import { inWindow } from "./events.ts";
import { type Scope, inScope } from "./scope.ts";
import { selected } from "./selection.ts";

export type FeatureAggregate = Extract<Aggregate, { fn: "feature_users" | "features_used" }>;

/**
 * Which features each user uses regularly, then how many users, or features, that makes for the account:
 * two steps, because regularity belongs to a user.
 */
export function featuresStatement(scope: Scope, zone: string, aggregates: readonly FeatureAggregate[]): string {
  const { binder } = scope;
  const inner: string[] = [];
  const column = (aggregate: FeatureAggregate, feature: number): string => {
    const select = aggregate.features[feature] as FeatureAggregate["features"][number];
    const condition = `${selected(scope, select)} AND ${inWindow(scope, zone, aggregate.window)}`;
    const regular = aggregate.minDays === 1 ? `countIf(${condition}) > 0` : `uniqExactIf(toDate(time, ${binder.text(zone)}), ${condition}) >= ${binder.number(aggregate.minDays)}`;
    const known = inner.indexOf(regular);
    return `f${known === -1 ? inner.push(regular) - 1 : known}`;
  };
  const outer = aggregates.map((aggregate, index) => {
    const features = aggregate.features.map((_, feature) => column(aggregate, feature));
    const value = aggregate.fn === "features_used" ? features.map((name) => `max(${name})`).join(" + ") : `countIf(${features.join(aggregate.require === "all" ? " AND " : " OR ")})`;
    return `  toFloat64(${value}) AS a${index}`;
  });
  const where = inScope(scope);
  return `${binder.with()}SELECT account${binder.keys},
${outer.join(",\n")}
FROM
(
  SELECT account${binder.keys}, user_key,
${inner.map((text, index) => `    ${text} AS f${index}`).join(",\n")}
  FROM events${binder.join()}
  WHERE ${where} AND user_key != sipHash64('')
  GROUP BY account${binder.keys}, user_key
)
GROUP BY account${binder.keys}`;
}

/** Users with an event of the account, or a membership of it. */
export function knownUsersStatement(scope: Scope): string {
  const { binder } = scope;
  const where = inScope(scope);
  return `${binder.with()}SELECT account${binder.keys}, toFloat64(uniqExact(user_key)) AS a0
FROM
(
  SELECT DISTINCT account${binder.keys}, user_key FROM events${binder.join()}
  WHERE ${where} AND user_key != sipHash64('')
  UNION DISTINCT
  SELECT DISTINCT account${binder.keys}, sipHash64(user) AS user_key FROM memberships${binder.join()}
  WHERE ${where} AND user != ''
)
GROUP BY account${binder.keys}`;
}
