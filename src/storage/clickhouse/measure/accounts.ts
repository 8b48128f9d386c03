import type { Aggregate } from "../../../metrics/aggregate.ts";
import type { Binder } from "./binder.ts";
import { type Scope, inScope, order } from "./scope.ts";

export type TraitAggregate = Extract<Aggregate, { fn: "trait_number" | "trait_time" }>;

/** Traits as of the instant: the latest visible value of each. */
export function traitsStatement(scope: Scope, aggregates: readonly TraitAggregate[]): string {
  const { binder } = scope;
  const traits = [...new Set(aggregates.map(({ trait }) => trait))];
  const latest = traits.map((trait, index) => `    argMaxIf((kind, number, text, time), ${order}, trait = ${binder.text(trait)}) AS trait${index}`);
  const columns = aggregates.map((aggregate, index) => `  ${traitColumn(`trait${traits.indexOf(aggregate.trait)}`, aggregate, binder)} AS a${index}`);
  return `${binder.with()}SELECT account${binder.keys},
${columns.join(",\n")}
FROM
(
  SELECT account${binder.keys},
${latest.join(",\n")}
  FROM account_traits${binder.join()}
  WHERE ${inScope(scope)}
  GROUP BY account${binder.keys}
)`;
}

/** The number of a column of (kind, number, text, time), or its time; the kind is empty when the account never had the trait. */
function traitColumn(latest: string, aggregate: TraitAggregate, binder: Binder): string {
  if (aggregate.fn === "trait_time") return `if(${latest}.1 = '', nan, toFloat64(toUnixTimestamp64Milli(${latest}.4)))`;
  const { values } = aggregate;
  const ofText = values ? `transform(${latest}.3, ${binder.bind(Object.keys(values), "Array(String)")}, ${binder.bind(Object.values(values), "Array(Float64)")}, nan)` : "nan";
  return `multiIf(${latest}.1 = 'number', ${latest}.2, ${latest}.1 = 'text', ${ofText}, nan)`;
}

/**
 * The contracts that have begun by each instant, by currency: how many are active, their seats and monthly recurring
 * revenue, and the earliest start, also of those that were renewed by others. The latest visible statement about a
 * contract is what it is.
 */
export function contractsStatement(scope: Scope): string {
  const { binder } = scope;
  const at = (key: string, absent: string): string => `if(mapContains(numbers, '${key}'), numbers['${key}'], ${absent})`;
  const state = [at("start", "inf"), at("term_end", "inf"), at("ended", "inf"), "numbers['mrr']", "numbers['seats']", "texts['currency']"];
  const asOf = binder.several ? ", as_of" : "";
  return `${binder.with()}SELECT account${binder.keys}, state.6 AS currency, toUInt32(countIf(is_active)) AS active,
  sumIf(state.5, is_active) AS seats, sumIf(state.4, is_active) AS mrr, min(state.1) AS contract_start
FROM
(
  SELECT account${binder.keys}, toFloat64(toUnixTimestamp64Milli(as_of)) AS now,
    argMax((${state.join(", ")}), ${order}) AS state,
    state.1 <= now AND now < state.2 AND now < state.3 AS is_active
  FROM events${binder.join()}
  WHERE ${inScope(scope)} AND name = 'contract_changed'
  GROUP BY account${binder.keys}, texts['contract']${asOf}
)
WHERE state.1 <= now
GROUP BY account${binder.keys}, currency`;
}

/** When each account first appears in traits or memberships; the events statement tells it for events. */
export function bornStatement(scope: Scope): string {
  const { binder } = scope;
  const where = inScope(scope);
  return `${binder.with()}SELECT account, toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM (SELECT account, time FROM account_traits${binder.join()} WHERE ${where}
  UNION ALL SELECT account, time FROM memberships${binder.join()} WHERE ${where})
GROUP BY account`;
}
