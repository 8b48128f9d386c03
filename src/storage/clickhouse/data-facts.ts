import type { DataFactsReader } from "../../engine/ports.ts";
import type { DataFacts, EventFacts, PropertyFacts, TraitFacts } from "../../pack/data-facts.ts";
import { mostTexts } from "../../pack/data-facts.ts";
import type { ClickHouse } from "./engine.ts";
import type { Query } from "./query.ts";

interface EventRow {
  readonly name: string;
  readonly count: number;
  readonly accounts: number;
  readonly users: number;
  readonly first: number;
  readonly last: number;
}

/** What is known of the values under one key; `numbers` or `texts` is empty where there are none of them. */
interface ValueRow {
  readonly name: string;
  readonly property: string;
  readonly numbers: number;
  readonly lowest: number;
  readonly highest: number;
  readonly texts: readonly string[];
}

interface TraitRow extends Omit<ValueRow, "name"> {
  readonly accounts: number;
}

const here = "workspace = {workspace:String}";
/** All of few texts, in an order that doesn't change from one reading to the next. */
const someTexts = (text: string): string => `arraySort(groupUniqArrayIf(${mostTexts})(${text}, is_text))`;
const values = `countIf(NOT is_text) AS numbers, minIf(number, NOT is_text) AS lowest, maxIf(number, NOT is_text) AS highest, ${someTexts("text")} AS texts`;

const queries = {
  accounts: `SELECT uniqExact(account) AS accounts
FROM (${["events", "account_traits", "memberships"].map((table) => `SELECT DISTINCT account FROM ${table} WHERE ${here} AND account != ''`).join(" UNION ALL ")})`,
  events: `SELECT CAST(name, 'String') AS name, count() AS count, uniqExactIf(account, account != '') AS accounts, uniqExactIf(user, user != '') AS users,
  toUnixTimestamp64Milli(min(time)) AS first, toUnixTimestamp64Milli(max(time)) AS last
FROM events WHERE ${here} GROUP BY name ORDER BY name`,
  properties: `SELECT CAST(name, 'String') AS name, CAST(key, 'String') AS property, ${values}
FROM
(
  SELECT name, mapKeys(numbers) AS key, mapValues(numbers) AS number, arrayMap(x -> '', key) AS text, false AS is_text FROM events WHERE ${here}
  UNION ALL
  SELECT name, mapKeys(texts) AS key, arrayMap(x -> 0., key) AS number, mapValues(texts) AS text, true AS is_text FROM events WHERE ${here}
)
ARRAY JOIN key, number, text
GROUP BY name, key ORDER BY name, key`,
  traits: `SELECT CAST(trait, 'String') AS property, uniqExact(account) AS accounts, ${values}
FROM (SELECT trait, account, number, text, kind = 'text' AS is_text FROM account_traits WHERE ${here} AND kind != 'null')
GROUP BY trait ORDER BY trait`,
} as const;

/** Tells what the log of a workspace holds; what `dataFactsOf` would say of its facts, without reading them one by one. */
export class ClickHouseDataFacts implements DataFactsReader {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async dataFacts(workspace: string): Promise<DataFacts | undefined> {
    const query = (name: keyof typeof queries): Query => ({ name: `facts about the data: ${name}`, text: queries[name], parameters: { workspace } });
    const [counted] = await this.#clickHouse.rows<{ accounts: number }>(query("accounts"));
    const events = await this.#clickHouse.rows<EventRow>(query("events"));
    if ((counted?.accounts ?? 0) === 0 && events.length === 0) return undefined;
    const properties = Map.groupBy(await this.#clickHouse.rows<ValueRow>(query("properties")), ({ name }) => name);
    const traits = await this.#clickHouse.rows<TraitRow>(query("traits"));
    return {
      accounts: counted?.accounts ?? 0,
      ...(events.length > 0 && { firstEvent: Math.min(...events.map(({ first }) => first)), lastEvent: Math.max(...events.map(({ last }) => last)) }),
      events: tabled(events.map((row) => [row.name, eventFacts(row, properties.get(row.name) ?? [])])),
      traits: tabled(traits.map((row): [string, TraitFacts] => [row.property, { ...propertyFacts(row), accounts: row.accounts }])),
    };
  }
}

function eventFacts({ count, accounts, users }: EventRow, properties: readonly ValueRow[]): EventFacts {
  return { count, accounts, users, properties: tabled(properties.map((row) => [row.property, propertyFacts(row)])) };
}

function propertyFacts({ numbers, lowest, highest, texts }: Omit<ValueRow, "name">): PropertyFacts {
  return { numbers, ...(numbers > 0 && { lowest, highest }), texts };
}

/** Without a prototype, so that a name such as `constructor` is only there when it was seen. */
function tabled<V>(entries: readonly (readonly [string, V])[]): Record<string, V> {
  return Object.assign(Object.create(null) as Record<string, V>, Object.fromEntries(entries));
}
