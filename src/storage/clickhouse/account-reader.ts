import { type AccountLog, accountEvents } from "../../accounts/account-log.ts";
import type { AccountReader, DataSpan, KnownLate, NamedAccount } from "../../engine/ports.ts";
import type { TraitName, TraitReader, TraitValues, TraitsRequest } from "../../engine/traits.ts";
import type { AccountTraitFact, EventFact } from "../../events/fact.ts";
import { isWithdrawable } from "../../events/vocabulary.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ClickHouse } from "./engine.ts";
import { type Late, type LateRequest, readLate } from "./known-late.ts";
import { type ReadBlock, mapsOf, numbersOf, textsOf } from "./native-reader.ts";
import { type Parameters, type Query, instantText, rangeOf } from "./query.ts";
import { boundaryOf } from "./retention/boundary.ts";

interface Request {
  readonly workspace: string;
  readonly accounts: readonly string[];
  readonly knownAt?: Instant;
}

const knownBy = (knownAt: Instant | undefined): string => (knownAt === undefined ? "" : " AND known_at <= fromUnixTimestamp64Milli({known:Int64})");

/** Fewer ids are named one by one; a server takes parameters with the address, which it limits to a megabyte. */
const mostNamed = 500;

/** Whose facts are read, and as known when: many accounts as the range of the table that they lie in. */
function scope({ workspace, accounts, knownAt }: Request): { where: string; parameters: Parameters } {
  const known = knownAt === undefined ? {} : { known: knownAt };
  if (accounts.length <= mostNamed) {
    return { where: `workspace = {workspace:String} AND account IN {accounts:Array(String)}${knownBy(knownAt)}`, parameters: { workspace, accounts, ...known } };
  }
  return {
    where: `workspace = {workspace:String} AND account >= {from:String} AND account <= {to:String}${knownBy(knownAt)}`,
    parameters: { workspace, ...rangeOf(accounts), ...known },
  };
}

const recorded = "account, message_id, toFloat64(toUnixTimestamp64Milli(time)) AS time, toFloat64(toUnixTimestamp64Milli(known_at)) AS known_at, CAST(source, 'String') AS source";

const selectEvents = `SELECT ${recorded}, user, CAST(name, 'String') AS name, CAST(numbers, 'Map(String, Float64)') AS numbers, CAST(texts, 'Map(String, String)') AS texts
FROM events`;

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

interface TraitRow {
  readonly account: string;
  readonly trait: string;
  readonly kind: "number" | "text" | "null";
  readonly number: number;
  readonly text: string;
}

function someTraits({ traits, asOf, ...request }: TraitsRequest): Query {
  const { where, parameters } = scope(request);
  const last = (column: string): string => `argMax(${column}, (time, known_at, message_id)) AS ${column}`;
  return {
    name: "some traits of some accounts",
    text: `SELECT account, CAST(trait, 'String') AS trait, ${["kind", "number", "text"].map(last).join(", ")} FROM account_traits
WHERE ${where} AND trait IN {traits:Array(String)} AND time < {as_of:DateTime64(3, 'UTC')} GROUP BY account, trait ORDER BY account, trait`,
    parameters: { ...parameters, traits, as_of: instantText(asOf) },
  };
}

/** Reads contracts, traits and people's decisions of accounts from ClickHouse. */
export class ClickHouseAccountReader implements AccountReader, DataSpan, KnownLate, TraitReader {
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
    const asked = new Set(request.accounts);
    const readEvents = async (): Promise<void> => {
      for await (const event of this.#events(request)) if (asked.has(event.account)) logOf(event.account).events.push(event);
    };
    const readTraits = async (): Promise<void> => {
      for await (const trait of this.#traits(request)) if (asked.has(trait.account)) logOf(trait.account).traits.push(trait);
    };
    await Promise.all([readEvents(), readTraits()]);
    const ownerOf = new Map([...logs.values()].flatMap(({ events, account }) => events.filter(({ name }) => isWithdrawable(name)).map(({ messageId }) => [messageId, account])));
    if (ownerOf.size > 0) await this.#addWithdrawals(request, ownerOf, logOf);
    return logs;
  }

  async span(workspace: string): ReturnType<DataSpan["span"]> {
    const tables = ["events", "account_traits", "memberships"].map((table) => `SELECT min(time) AS first, max(time) AS last, count() AS facts FROM ${table} WHERE workspace = {workspace:String}`);
    const [row] = await this.#clickHouse.rows<{ from: number; to: number; total: number }>({
      name: "span of the data",
      text: `SELECT toUnixTimestamp64Milli(minIf(first, facts > 0)) AS from, toUnixTimestamp64Milli(maxIf(last, facts > 0)) AS to, sum(facts) AS total FROM (${tables.join(" UNION ALL ")})`,
      parameters: { workspace },
    });
    if (!row || row.total === 0) return undefined;
    const [cut] = await this.#clickHouse.rows<{ boundary: number }>(boundaryOf(workspace));
    return { from: Math.max(row.from, cut?.boundary ?? row.from), to: row.to, ...(cut && { removedBefore: cut.boundary }) };
  }

  lateAt(request: LateRequest): Promise<Late> {
    return readLate(this.#clickHouse, request);
  }

  async findAccounts(parameters: { readonly workspace: string; readonly asked: string }): Promise<string[]> {
    const byId = ["events", "account_traits", "memberships"].map((table) => `SELECT account FROM ${table} WHERE workspace = {workspace:String} AND account = {asked:String} AND account != '' LIMIT 1`);
    const rows = await this.#clickHouse.rows<{ account: string }>({
      name: "accounts by id or name",
      text: `${byId.join("\nUNION DISTINCT ")}
UNION DISTINCT SELECT account FROM account_traits WHERE workspace = {workspace:String} AND trait = 'name' GROUP BY account
  HAVING lowerUTF8(argMax(text, (time, known_at, message_id))) = lowerUTF8({asked:String})`,
      parameters: { ...parameters },
    });
    return rows.map(({ account }) => account);
  }

  namedAccounts({ workspace, limit }: { readonly workspace: string; readonly limit: number }): Promise<NamedAccount[]> {
    return this.#clickHouse.rows<NamedAccount>({
      name: "accounts and their names",
      text: `SELECT account, argMaxIf(text, (time, known_at, message_id), trait = 'name') AS name
FROM account_traits WHERE workspace = {workspace:String} AND account != '' GROUP BY account ORDER BY account LIMIT {limit:UInt32}`,
      parameters: { workspace, limit },
    });
  }

  traitNames(workspace: string): Promise<TraitName[]> {
    return this.#clickHouse.rows<TraitName>({
      name: "traits that accounts have",
      text: `SELECT CAST(trait, 'String') AS trait, uniqExact(account) AS accounts FROM account_traits WHERE workspace = {workspace:String} AND account != '' GROUP BY trait ORDER BY accounts DESC, trait LIMIT 500`,
      parameters: { workspace },
    });
  }

  async readTraits(request: TraitsRequest): Promise<ReadonlyMap<string, TraitValues>> {
    const rows: TraitRow[] = [];
    // A range of ids, which more would be read by, may hold everybody.
    for (let from = 0; from < request.accounts.length; from += mostNamed) rows.push(...(await this.#clickHouse.rows<TraitRow>(someTraits({ ...request, accounts: request.accounts.slice(from, from + mostNamed) }))));
    return new Map([...Map.groupBy(rows, ({ account }) => account)].map(([account, own]) => [account, Object.fromEntries(own.map(({ trait, kind, number, text }) => [trait, kind === "null" ? null : kind === "number" ? number : text]))]));
  }

  /** What was withdrawn under another account than its own is withdrawn all the same. */
  async #addWithdrawals({ workspace, knownAt }: Request, ownerOf: ReadonlyMap<string, string>, logOf: (account: string) => { events: EventFact[] }): Promise<void> {
    const withdrawals: Query = {
      name: "withdrawals of a workspace",
      text: `${selectEvents}
WHERE workspace = {workspace:String} AND name = 'withdrawn'${knownBy(knownAt)}`,
      parameters: { workspace, ...(knownAt !== undefined && { known: knownAt }) },
    };
    for await (const event of this.#eventsOf(withdrawals)) {
      const owner = ownerOf.get(String(event.properties["withdraws"]));
      if (owner !== undefined && owner !== event.account) logOf(owner).events.push(event);
    }
  }

  #events(request: Request): AsyncGenerator<EventFact> {
    const { where, parameters } = scope(request);
    return this.#eventsOf({
      name: "events about accounts",
      text: `${selectEvents}
WHERE ${where} AND name IN {names:Array(String)}`,
      parameters: { ...parameters, names: accountEvents },
    });
  }

  async *#eventsOf(query: Query): AsyncGenerator<EventFact> {
    for (const block of await this.#clickHouse.blocks(query)) {
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
