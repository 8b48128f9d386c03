import { type AccountLog, accountEvents } from "../../accounts/account-log.ts";
import type { AccountReader, DataSpan } from "../../engine/ports.ts";
import type { AccountTraitFact, EventFact } from "../../events/fact.ts";
import type { ClickHouse } from "./engine.ts";
import { type ReadBlock, mapsOf, numbersOf, textsOf } from "./native-reader.ts";

type Request = Parameters<AccountReader["readAccounts"]>[0];

/** A range that the ids lie in, so that the table's order leaves out what is not asked for. */
function scope({ workspace, accounts, knownAt }: Request): { where: string; parameters: Record<string, string | number | readonly string[]> } {
  const known = knownAt === undefined ? "" : " AND known_at <= fromUnixTimestamp64Milli({known:Int64})";
  return {
    where: `workspace = {workspace:String} AND account IN {accounts:Array(String)}${known}`,
    parameters: { workspace, accounts, ...(knownAt !== undefined && { known: knownAt }) },
  };
}

const recorded = "account, message_id, toFloat64(toUnixTimestamp64Milli(time)) AS time, toFloat64(toUnixTimestamp64Milli(known_at)) AS known_at, CAST(source, 'String') AS source";

interface Recorded {
  readonly account: string;
  readonly messageId: string;
  readonly time: number;
  readonly knownAt: number;
  readonly source: string;
}

function* recordedIn(block: ReadBlock): Generator<Recorded> {
  const [accounts, ids, sources] = [textsOf(block, "account"), textsOf(block, "message_id"), textsOf(block, "source")];
  const [times, known] = [numbersOf(block, "time"), numbersOf(block, "known_at")];
  for (let row = 0; row < block.rows; row += 1) {
    yield { account: accounts[row] as string, messageId: ids[row] as string, time: times[row] as number, knownAt: known[row] as number, source: sources[row] as string };
  }
}

/** Reads contracts, traits and people's decisions of accounts from ClickHouse. */
export class ClickHouseAccountReader implements AccountReader, DataSpan {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async readAccounts(request: Request): Promise<ReadonlyMap<string, Omit<AccountLog, "born">>> {
    const logs = new Map<string, { account: string; events: EventFact[]; traits: AccountTraitFact[] }>();
    const logOf = (account: string): { events: EventFact[]; traits: AccountTraitFact[] } => {
      let log = logs.get(account);
      if (!log) logs.set(account, (log = { account, events: [], traits: [] }));
      return log;
    };
    for await (const event of this.#events(request)) logOf(event.account).events.push(event);
    for await (const trait of this.#traits(request)) logOf(trait.account).traits.push(trait);
    return logs;
  }

  async span(workspace: string): Promise<{ from: number; to: number } | undefined> {
    const tables = ["events", "account_traits", "memberships"].map((table) => `SELECT min(time) AS first, max(time) AS last, count() AS facts FROM ${table} WHERE workspace = {workspace:String}`);
    const [row] = await this.#clickHouse.rows<{ from: number; to: number; total: number }>({
      name: "span of the data",
      text: `SELECT toUnixTimestamp64Milli(minIf(first, facts > 0)) AS from, toUnixTimestamp64Milli(maxIf(last, facts > 0)) AS to, sum(facts) AS total FROM (${tables.join(" UNION ALL ")})`,
      parameters: { workspace },
    });
    return row && row.total > 0 ? { from: row.from, to: row.to } : undefined;
  }

  async findAccounts(parameters: { readonly workspace: string; readonly asked: string }): Promise<string[]> {
    const rows = await this.#clickHouse.rows<{ account: string }>({
      name: "accounts by id or name",
      text: `SELECT account FROM events WHERE workspace = {workspace:String} AND account = {asked:String} LIMIT 1
UNION DISTINCT SELECT account FROM account_traits WHERE workspace = {workspace:String} AND account = {asked:String} LIMIT 1
UNION DISTINCT SELECT account FROM account_traits WHERE workspace = {workspace:String} AND trait = 'name' GROUP BY account
  HAVING lowerUTF8(argMax(text, (time, known_at, message_id))) = lowerUTF8({asked:String})`,
      parameters: { ...parameters },
    });
    return rows.map(({ account }) => account);
  }

  async *#events(request: Request): AsyncGenerator<EventFact> {
    const { where, parameters } = scope(request);
    const blocks = await this.#clickHouse.blocks({
      name: "events about accounts",
      text: `SELECT ${recorded}, user, CAST(name, 'String') AS name, CAST(numbers, 'Map(String, Float64)') AS numbers, CAST(texts, 'Map(String, String)') AS texts
FROM events WHERE ${where} AND name IN {names:Array(String)}`,
      parameters: { ...parameters, names: accountEvents },
    });
    for (const block of blocks) {
      const [users, names, numbers, texts] = [textsOf(block, "user"), textsOf(block, "name"), mapsOf(block, "numbers"), mapsOf(block, "texts")];
      let row = 0;
      for (const fact of recordedIn(block)) {
        const properties = Object.fromEntries([...numbers(row), ...texts(row)]);
        yield { type: "event", ...fact, user: users[row] as string, name: names[row] as string, properties, originalTime: fact.time, receivedAt: fact.knownAt, attribution: "explicit" };
        row += 1;
      }
    }
  }

  async *#traits(request: Request): AsyncGenerator<AccountTraitFact> {
    const { where, parameters } = scope(request);
    const blocks = await this.#clickHouse.blocks({
      name: "traits of accounts",
      text: `SELECT ${recorded}, CAST(trait, 'String') AS trait, CAST(kind, 'String') AS kind, number, text FROM account_traits WHERE ${where}`,
      parameters,
    });
    for (const block of blocks) {
      const [traits, kinds, numbers, texts] = [textsOf(block, "trait"), textsOf(block, "kind"), numbersOf(block, "number"), textsOf(block, "text")];
      let row = 0;
      for (const fact of recordedIn(block)) {
        const value = kinds[row] === "null" ? null : kinds[row] === "number" ? (numbers[row] as number) : (texts[row] as string);
        yield { type: "account_trait", ...fact, trait: traits[row] as string, value };
        row += 1;
      }
    }
  }
}
